/* Between the parts of the parser: parse.c (fields and messages), parse_value.c
 * (scalars), report.c (messages) and recover.h (where to go on after a fault).
 *
 * All of them take a place in the text and give the place where to go on; NULL
 * means that there is no going on. */
#ifndef TEXTPROTO_PARSER_H
#define TEXTPROTO_PARSER_H

#include "models/caffe/schema.h"
#include "models/textproto/lex.h"
#include "models/textproto/parse.h"

#define SEEN_WORDS 4	/* room for 256 fields in a message type */


/* A message whose end has not come yet. */
struct frame {
	const struct message_type *type;
	struct message *message;
	const struct field_type *field;	/* whose value it is; NULL: the root */
	uint32_t at;			/* of the field's name */
	char closer;			/* '}' or '>'; 0: the end of the file */
	bool in_list;			/* one of [ {…}, {…} ] */
	uint64_t seen[SEEN_WORDS];	/* the singular fields it has */
};

struct parser {
	struct lexer lex;
	struct arena *arena;
	struct diags *diags;
	struct frame *frames, *frame;	/* frame: the innermost */
	int depth_limit;
	int64_t field_limit, fields;
	int ticks;			/* fields until the limits are looked at */
	double deadline;
	bool skip_field;		/* the value just read is not to be kept */
	bool refused;			/* there is a message of stage parse */
	bool unreadable;		/* … and it is the syntax */
	bool too_complex;		/* a limit was met */
	bool incomplete;		/* a message lacks a required field */
	/* Networks repeat themselves: which field came after each the last time,
	 * in two tables, after its beginning and after its end. */
	uint16_t followers[2][FIELD_ID_COUNT];
	uint16_t *follower;		/* where the next field's id is noted */
	const struct field_type *field;	/* the one whose value is being read */
	uint32_t at;			/* … and the place of its name */
	struct fork_use *fork_uses;	/* each name once */
	int fork_use_count;
	struct map *fork_names;		/* made when first needed */
	uint64_t fork_fields[FIELD_ID_COUNT / 64 + 1];	/* those reported */
	struct lines lines;		/* likewise */
	struct hint {			/* what is said of a name that a message lacks */
		const struct message_type *type;
		struct str hint;
		int meant;		/* id of the field that it must be, or -1 */
		int told;		/* index of the message that there is none, or -1 */
		struct hint *next;	/* of the same name in another type */
	} **hints;			/* by number of the name */
	int hint_count;
	struct map *hint_names;		/* made when first needed */
	int looks;			/* searches for the next layer */
	struct loss *losses;
	int loss_count;
	bool root_lost;
};

/* Notes a singular field; false where the message has it already. */
static inline bool see(struct frame *frame, const struct field_type *type)
{
	unsigned i = (unsigned)(type - field_types - frame->type->first);
	uint64_t bit = (uint64_t)1 << i % 64, *word = &frame->seen[i / 64];
	bool is_new = !(*word & bit);
	*word |= bit;
	return is_new;
}

static inline bool has_seen(const struct frame *frame, const struct field_type *type)
{
	unsigned i = (unsigned)(type - field_types - frame->type->first);
	return frame->seen[i / 64] >> i % 64 & 1;
}

static inline uint32_t parser_offset(const struct parser *P, const char *p)
{
	return (uint32_t)(p - P->lex.text.p);
}

/* parse_value.c: reads the value at p into f. */
const char *parse_value(struct parser *P, const char *p, struct field *f);

/* report.c: messages of stage parse at the token where TextFormat complains.
 * All but those about forks set skip_field. */
struct diag *report_fault(struct parser *P, enum severity severity, const char *code,
			  const char *p, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* A fault of the syntax: the text means nothing, whatever the schema. */
#define SYNTAX(P, p, ...) ((P)->unreadable = true, \
	report_fault(P, SEVERITY_ERROR, "syntax", p, __VA_ARGS__))
/* A field (P->field) or one of its values that only forks have: said, and kept. */
void report_fork_field(struct parser *P, const char *p);
void report_fork_value(struct parser *P, const char *p, const char *word,
		       const struct enum_value *value);
/* Something of the message that is being read will be missing (parse.h): what the
 * message of this index says. */
void note_loss(struct parser *P, int diag);
/* Gives NULL. */
const char *report_too_complex(struct parser *P, const char *p, const char *why);

#define REPORT_SHOWN 60	/* bytes of a token that a message shows */
/* The token as a message names it: 'x', or the end of the file. */
const char *report_token(struct parser *P, struct token t);
int report_line(struct parser *P, uint32_t at);

/* required.c: one message with the paths of all required fields missing. */
void report_missing_required(struct parser *P, const struct message *root,
			     const struct message_type *type);

#endif
