/* Protobuf messages: their types (a table) and their values (a tree).
 *
 * The tree is what the text said, in its order: a message is a list of fields,
 * a repeated field is simply there several times.  Defaults are not stored;
 * the get_… functions take them from the type.  Every function accepts a NULL
 * message, which has no fields. */
#ifndef TEXTPROTO_MESSAGE_H
#define TEXTPROTO_MESSAGE_H

#include "models/base/str.h"

enum field_kind {
	KIND_MESSAGE, KIND_STRING, KIND_BOOL, KIND_ENUM,
	KIND_INT32, KIND_INT64, KIND_UINT32, KIND_FLOAT, KIND_DOUBLE,
};

enum field_rule { RULE_OPTIONAL, RULE_REQUIRED, RULE_REPEATED };

struct enum_value {
	const char *name;
	int number;
	uint32_t forks;		/* those that have it; 0: Caffe itself */
};

struct enum_type {
	const char *name;
	const struct enum_value *values;
	int count;
};

struct message_type;

/* One field of one message: a row of the schema.  Its id is its index in the
 * schema's single array of rows, so an id names message and field at once. */
struct field_type {
	const char *name;
	size_t name_length;
	enum field_kind kind;
	enum field_rule rule;
	const struct message_type *message;	/* KIND_MESSAGE */
	const struct enum_type *enumeration;	/* KIND_ENUM */
	double number;				/* default of a scalar; bool 0 or 1 */
	const char *string;			/* default of a string, or NULL */
	uint32_t forks;				/* as above */
};

struct message_type {
	const char *name;		/* "ConvolutionParameter" */
	int first, count;		/* its rows in the schema's array */
};

struct field;

struct message {
	struct field *first, *last;	/* in file order */
};

struct field {
	struct field *next;	/* of the same message */
	uint32_t at;		/* byte offset of its name in the text */
	uint32_t id;		/* row of the schema */
	union {
		int64_t integer;	/* bool, enum number, int32, int64, uint32 */
		double number;		/* float (rounded to it) and double */
		struct str string;	/* unescaped */
		struct message message;
	} value;
};

/* The first field `id`, or NULL; the next one of the same id. */
static inline const struct field *field_first(const struct message *m, int id)
{
	const struct field *f = m ? m->first : NULL;
	while (f && f->id != (uint32_t)id)
		f = f->next;
	return f;
}

static inline const struct field *field_next(const struct field *f)
{
	uint32_t id = f->id;
	do
		f = f->next;
	while (f && f->id != id);
	return f;
}

int field_count(const struct message *m, int id);
static inline bool has_field(const struct message *m, int id)
{
	return field_first(m, id) != NULL;
}
#define EACH_FIELD(f, m, id) \
	(const struct field *f = field_first(m, id); f; f = field_next(f))

/* The value, or the default of the schema. */
int64_t get_int(const struct message *m, int id);	/* also enum numbers */
bool get_bool(const struct message *m, int id);
double get_float(const struct message *m, int id);
struct str get_string(const struct message *m, int id);
/* NULL where it is absent. */
const struct message *get_message(const struct message *m, int id);
/* The i-th of a repeated integer or bool field; it must exist. */
int64_t get_int_at(const struct message *m, int id, int i);
/* Offset of the first field `id`, or `otherwise` where it is absent. */
uint32_t place_of(const struct message *m, int id, uint32_t otherwise);

/* Building and changing trees (the upgrades).  A copied field shares what it
 * points to. */
struct field *add_field(struct arena *a, struct message *m, int id, uint32_t at);
struct field *copy_field(struct arena *a, struct message *m, int id,
			 const struct field *from);
void remove_fields(struct message *m, int id);
/* The message of field `id`, to be changed; an empty one is added where there is
 * none. */
struct message *submessage(struct arena *a, struct message *m, int id, uint32_t at);

#endif
