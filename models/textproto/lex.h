/* Tokens of the protobuf text format, as TextFormat's Tokenizer cuts them.
 *
 * The parser looks at characters itself where all is plain; lex_token() is for
 * the rest: it knows every rule and reports every fault.  Names and rules are
 * those of google/protobuf/io/tokenizer.cc, 3.21. */
#ifndef TEXTPROTO_LEX_H
#define TEXTPROTO_LEX_H

#include "models/base/diag.h"

struct lexer {
	struct arena *arena;
	struct diags *diags;
	struct str text;
	const char *end;
	const char *known;	/* faults before this place are reported already */
	bool faulty;		/* there was one */
};

enum token_type {
	TOKEN_END, TOKEN_IDENTIFIER, TOKEN_INTEGER, TOKEN_FLOAT, TOKEN_STRING,
	TOKEN_SYMBOL,
};

struct token {
	enum token_type type;
	struct str text;	/* a string with its quotes, as far as it goes */
	const char *next;	/* where to go on, past what is glued to it */
	bool faulty;
};

enum {
	CHAR_BLANK = 1, CHAR_LETTER = 2, CHAR_DIGIT = 4, CHAR_HEX = 8,
	CHAR_CARE = 16,		/* not a token: a comment or a control character */
	CHAR_STOP = 32,		/* ends or interrupts a string */
};
extern const unsigned char char_classes[256];

static inline bool is_char(char c, int classes)
{
	return char_classes[(unsigned char)c] & classes;
}

/* The character at p, or 0 at the end. */
static inline char lex_peek(const struct lexer *l, const char *p)
{
	return p < l->end ? *p : 0;
}

const char *lex_skip_carefully(struct lexer *l, const char *p);

/* Past white space and comments. */
static inline const char *lex_skip(struct lexer *l, const char *p)
{
	const char *end = l->end;
	while (p < end && is_char(*p, CHAR_BLANK))
		p++;
	return p < end && is_char(*p, CHAR_CARE) ? lex_skip_carefully(l, p) : p;
}

/* Past the letters and digits of an identifier. */
static inline const char *lex_word(const struct lexer *l, const char *p)
{
	const char *end = l->end;
	while (p < end && is_char(*p, CHAR_LETTER | CHAR_DIGIT))
		p++;
	return p;
}

/* The token at p, which is no blank. */
struct token lex_token(struct lexer *l, const char *p);

/* Value of an integer token: decimal, 0x hexadecimal or 0 octal. */
bool lex_integer(struct str token, uint64_t max, uint64_t *value);

/* Value of a decimal number, with or without point, exponent and suffix f. */
double lex_number(struct arena *a, struct str token);

/* What a string token says, into `out`, which has room for its length; gives
 * the number of bytes. */
size_t lex_unescape(struct str token, char *out);

#endif
