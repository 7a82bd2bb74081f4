/* The protobuf text format (TextFormat of protobuf 3.21) to a message tree. */
#ifndef TEXTPROTO_PARSE_H
#define TEXTPROTO_PARSE_H

#include "models/base/diag.h"
#include "models/textproto/message.h"

struct parse_limits {
	int depth;		/* nested messages; 0: 100 */
	int64_t fields;		/* 0: no limit */
	double seconds;		/* 0: no limit; looked at every few thousand fields */
};

/* A field or enum value of the text that only forks have. */
struct fork_use {
	const char *name;	/* "ceil_mode", "AVE_EXC_PAD" */
	int field;		/* its id; of a value, that of the field */
	bool is_value;
	uint32_t forks;		/* those that have it */
};

/* A layer of which something could not be read. */
struct loss {
	uint32_t layer_at;	/* offset of the layer's field */
	int diag;		/* index of the message about it, while none is sorted */
};

/* What became of a text besides its messages. */
struct parse_result {
	struct message root;
	bool ok;		/* TextFormat would accept it (no STAGE_PARSE message) */
	bool readable;		/* at least the structure is sound to the end: only
				   unknown fields, wrong values and the like were
				   skipped.  False: a syntax error cut it short. */
	bool too_complex;	/* a limit cut it short */
	int fields;
	const struct fork_use *fork_uses;
	int fork_use_count;
	const struct loss *losses;	/* in the order of the text */
	int loss_count;
	bool root_lost;		/* something outside of any layer could not be read */
};

/* Parses `text` as a message of type `root`.
 *
 * Accepts and refuses exactly what TextFormat::Parser does; each refusal is a
 * STAGE_PARSE message (severity error) at the line and column where TextFormat
 * reports it.  Then it goes on: an unknown field or a bad value is skipped
 * whole, a missing delimiter is resynchronised at the next field, so that one
 * fault gives one message and everything else is still in the tree.  Strings
 * that need no unescaping are slices of `text`, which must outlive the tree.
 * Missing required fields are one message without a place (NO_PLACE) that
 * lists their paths as protobuf does.  Time is linear in the text; nesting is
 * limited, not recursive without bound. */
struct parse_result textproto_parse(struct arena *a, struct diags *d,
				    struct str text,
				    const struct message_type *root,
				    const struct parse_limits *limits);

#endif
