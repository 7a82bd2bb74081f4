/* What to say of a fault, what it must mean, and where to go on after it. */
#ifndef TEXTPROTO_RECOVER_H
#define TEXTPROTO_RECOVER_H

#include "models/textproto/parser.h"

/* Past the bracket that closes the one at p, whatever is between them. */
const char *skip_brackets(struct parser *P, const char *p);
/* Past a scalar: a signed number, a word, or strings in a row. */
const char *skip_scalar(struct parser *P, const char *p);
/* Past whatever is the value of a field whose name was read. */
const char *skip_field(struct parser *P, const char *p);
/* On to the next field of this message that can be recognised, or to the bracket
 * that closes it. */
const char *resynchronise(struct parser *P, const char *p);
bool is_bracket(char c);
/* Whether the name that ends at p is followed by what follows a field. */
bool is_field(struct parser *P, const char *p);
bool same_line(const char *from, const char *to);
/* By how many edits a word may be misspelt and still be clear. */
int most_edits(struct str word);
/* recover_field.c: a name that the message does not have.  What it must mean: the id
 * of a field, of P->frame, which may be another one now; or -1, and *p is behind the
 * field. */
int recover_unknown_field(struct parser *P, const char **p, struct str name);

/* recover.c.  Each says what is wrong with the token at p and gives the place
 * behind what cannot be used. */
const char *recover_extension(struct parser *P, const char *p);
const char *recover_given_twice(struct parser *P, const char *p);
const char *recover_missing_colon(struct parser *P, const char *p);
const char *recover_missing_brace(struct parser *P, const char *p);
const char *recover_missing_comma(struct parser *P, const char *p);
const char *recover_stray(struct parser *P, const char *p);
const char *recover_wrong_closer(struct parser *P, const char *p);
const char *recover_unclosed(struct parser *P, const char *p);

/* A value that is not what the field takes; the token at p is skipped. */
const char *recover_bad_value(struct parser *P, const char *p, const char *expected);
/* A value of the right kind, known only once it was read: p is behind it. */
const char *recover_unknown_value(struct parser *P, const char *p, struct str value,
				  struct field *f);
/* An enum value, or true and false, in quotes. */
const char *recover_quoted_value(struct parser *P, const char *p, struct field *f);
/* No integer, no number, no string: what it must mean is read. */
const char *recover_integer(struct parser *P, const char *p, uint64_t max, uint64_t *value);
const char *recover_number(struct parser *P, const char *p, double *value);
const char *recover_string(struct parser *P, const char *p, struct field *f);
/* A number that does not fit. */
const char *recover_out_of_range(struct parser *P, const char *p, struct token number);

#endif
