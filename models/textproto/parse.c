/* Fields and messages: one pass over the text, without recursion. */
#include "models/textproto/parse.h"

#include <time.h>

#include "models/textproto/recover.h"

#define DEFAULT_DEPTH 100
#define TICKS 4096

/* Types with a required field. */
static const unsigned char required_counts[MESSAGE_ID_COUNT] = {
	0
#define MESSAGE(message) , 0
#define FIELD(message, name, kind, rule, ...) + (RULE_##rule == RULE_REQUIRED)
#include "models/caffe/schema.def"
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Every few thousand fields: may it go on? */
static const char *check_limits(struct parser *P, const char *p)
{
	P->fields += TICKS;
	P->ticks = TICKS;
	if (P->field_limit && P->fields > P->field_limit)
		return report_too_complex(P, p, "it has too many fields");
	if (P->deadline > 0 && now() > P->deadline)
		return report_too_complex(P, p, "reading it takes too long");
	return p;
}

static inline void append(struct message *m, struct field *f)
{
	if (m->last)
		m->last->next = f;
	else
		m->first = f;
	m->last = f;
}

static inline struct field *new_field(struct parser *P)
{
	struct field *f = NEW(P->arena, struct field);
	f->at = P->at;
	f->id = (uint32_t)(P->field - field_types);
	P->ticks--;
	return f;
}

/* memcmp() for the few bytes of a name, without a call. */
static inline bool same_bytes(const char *a, const char *b, size_t n)
{
	uint32_t differ = 0;
	uint64_t x, y;
	if (n < 4) {
		while (n--)
			differ |= (unsigned char)(a[n] ^ b[n]);
		return !differ;
	}
	if (n < 8) {
		uint32_t w[4];
		memcpy(&w[0], a, 4);
		memcpy(&w[1], b, 4);
		memcpy(&w[2], a + n - 4, 4);
		memcpy(&w[3], b + n - 4, 4);
		return ((w[0] ^ w[1]) | (w[2] ^ w[3])) == 0;
	}
	for (size_t i = 0; i < n; i += 8) {
		size_t at = i + 8 > n ? n - 8 : i;
		memcpy(&x, a + at, 8);
		memcpy(&y, b + at, 8);
		if (x != y)
			return false;
	}
	return true;
}

static const char *open_message(struct parser *P, const char *p, bool in_list)
{
	char opener = lex_peek(&P->lex, p);
	if (opener == '{' || opener == '<') {
		p++;
	} else {
		p = recover_missing_brace(P, p);
		if (P->skip_field)
			return p;
		opener = '{';
	}
	if (P->frame - P->frames + 1 >= P->depth_limit)
		return report_too_complex(P, p, "its messages are nested too deeply");
	if (P->field->rule != RULE_REPEATED)
		see(P->frame, P->field);
	struct field *f = new_field(P);
	append(P->frame->message, f);
	*++P->frame = (struct frame){
		.type = P->field->message, .message = &f->value.message,
		.field = P->field, .at = P->at,
		.closer = opener == '{' ? '}' : '>', .in_list = in_list,
	};
	return p;
}

static inline const char *scalar(struct parser *P, const char *p)
{
	struct field *f = new_field(P);
	P->skip_field = false;
	p = parse_value(P, p, f);
	if (P->skip_field)
		return p;
	append(P->frame->message, f);
	if (P->field->rule != RULE_REPEATED)
		see(P->frame, P->field);
	return p;
}

/* Behind a comma or the opening bracket of a list. */
static const char *list_item(struct parser *P, const char *p)
{
	p = lex_skip(&P->lex, p);
	return P->field->kind == KIND_MESSAGE ? open_message(P, p, true) : scalar(P, p);
}

/* Behind an item: past the bracket or on to the next item.  A list of messages
 * comes back here whenever one of them is closed. */
static const char *list_rest(struct parser *P, const char *p)
{
	for (;;) {
		p = lex_skip(&P->lex, p);
		char c = lex_peek(&P->lex, p);
		if (c == ']')
			return p + 1;
		if (c != ',')
			return recover_missing_comma(P, p);
		if (P->ticks <= 0 && !check_limits(P, p))
			return NULL;
		P->skip_field = false;
		p = list_item(P, p + 1);
		if (!p || (P->field->kind == KIND_MESSAGE && !P->skip_field))
			return p;
	}
}

static const char *list(struct parser *P, const char *p)
{
	p = lex_skip(&P->lex, p + 1);
	if (lex_peek(&P->lex, p) == ']')
		return p + 1;
	P->skip_field = false;
	p = list_item(P, p);
	if (!p || (P->field->kind == KIND_MESSAGE && !P->skip_field))
		return p;
	return list_rest(P, p);
}

static inline const char *separator(struct parser *P, const char *p)
{
	p = lex_skip(&P->lex, p);
	char c = lex_peek(&P->lex, p);
	return c == ';' || c == ',' ? p + 1 : p;
}

/* Behind the name of a known field. */
static inline const char *field_rest(struct parser *P, const char *p)
{
	const struct field_type *type = P->field;
	if (type->rule != RULE_REPEATED && has_seen(P->frame, type))
		return recover_given_twice(P, p);
	bool is_message = type->kind == KIND_MESSAGE;
	P->skip_field = false;
	if (lex_peek(&P->lex, p) == ':')
		p = lex_skip(&P->lex, p + 1);
	else if (!is_message)
		p = recover_missing_colon(P, p);
	if (P->skip_field)
		return p;
	if (type->rule == RULE_REPEATED && lex_peek(&P->lex, p) == '[')
		return list(P, p);
	return is_message ? open_message(P, p, false) : scalar(P, p);
}

/* The field named at p, or -1; tries first what came here the last time, which
 * saves looking at the name letter by letter. */
static inline int find_field(struct parser *P, const char *p, struct str *name)
{
	const struct message_type *type = P->frame->type;
	int id = *P->follower;
	size_t n = field_types[id].name_length;
	*name = (struct str){ p, n };
	if ((unsigned)(id - type->first) < (unsigned)type->count &&
	    (size_t)(P->lex.end - p) > n && same_bytes(p, field_types[id].name, n) &&
	    !is_char(p[n], CHAR_LETTER | CHAR_DIGIT))
		return id;
	name->n = (size_t)(lex_word(&P->lex, p) - p);
	id = field_named(type, *name);
	if (id >= 0)
		*P->follower = (uint16_t)id;
	return id;
}

static inline const char *field(struct parser *P, const char *p)
{
	struct str name;
	int id = find_field(P, p, &name);
	P->at = parser_offset(P, p);
	p = lex_skip(&P->lex, p + name.n);
	struct frame *frame = P->frame;
	if (id < 0) {
		id = recover_unknown_field(P, &p, name);
		frame = P->frame;
	}
	if (id >= 0) {
		P->follower = &P->followers[0][id];
		P->field = &field_types[id];
		if (P->field->forks)
			report_fork_field(P, p);
		p = field_rest(P, p);
	}
	return p && P->frame == frame ? separator(P, p) : p;
}

/* Whether a message with required fields has them all. */
static void check_required(struct parser *P)
{
	const struct message_type *type = P->frame->type;
	for (int id = type->first; id < type->first + type->count; id++)
		if (field_types[id].rule == RULE_REQUIRED &&
		    !has_seen(P->frame, &field_types[id]))
			P->incomplete = true;
}

static const char *close_message(struct parser *P, const char *p)
{
	struct frame *frame = P->frame;
	if (*p != frame->closer)
		p = recover_wrong_closer(P, p);
	if (required_counts[frame->type - message_types])
		check_required(P);
	P->frame--;
	P->follower = &P->followers[1][frame->field - field_types];
	p++;
	if (frame->in_list) {
		P->field = frame->field;
		P->at = frame->at;
		struct frame *outer = P->frame;
		p = list_rest(P, p);
		if (!p || P->frame != outer)
			return p;
	}
	return separator(P, p);
}

static void parse_fields(struct parser *P, const char *p)
{
	while (p) {
		p = lex_skip(&P->lex, p);
		if (P->ticks <= 0 && !(p = check_limits(P, p)))
			break;
		char c = lex_peek(&P->lex, p);
		if (is_char(c, CHAR_LETTER))
			p = field(P, p);
		else if ((c == '}' || c == '>') && P->frame > P->frames)
			p = close_message(P, p);
		else if (p < P->lex.end)
			p = c == '[' ? recover_extension(P, p) : recover_stray(P, p);
		else if (P->frame > P->frames)
			p = recover_unclosed(P, p);
		else
			break;
	}
}

static void prepare(struct parser *P, const struct message_type *root,
		    struct message *message, const struct parse_limits *limits)
{
	P->depth_limit = limits && limits->depth ? limits->depth : DEFAULT_DEPTH;
	P->field_limit = limits ? limits->fields : 0;
	P->deadline = limits && limits->seconds > 0 ? now() + limits->seconds : 0;
	P->ticks = TICKS;
	P->follower = &P->followers[0][0];
	P->frames = NEW_ARRAY(P->arena, (size_t)P->depth_limit + 1, struct frame);
	P->frame = P->frames;
	*P->frame = (struct frame){ .type = root, .message = message };
}

struct parse_result textproto_parse(struct arena *a, struct diags *d,
				    struct str text,
				    const struct message_type *root,
				    const struct parse_limits *limits)
{
	struct parse_result result = { .ok = false };
	struct parser P = { .arena = a, .diags = d };
	P.lex = (struct lexer){ a, d, text, text.p + text.n, text.p, false };
	prepare(&P, root, &result.root, limits);
	if (text.n < NO_PLACE)
		parse_fields(&P, text.p);
	else
		report_too_complex(&P, NULL, "it is longer than 4 GB");
	if (P.incomplete && !P.unreadable)
		report_missing_required(&P, &result.root, root);
	result.readable = !P.unreadable && !P.lex.faulty;
	result.ok = result.readable && !P.refused;
	result.too_complex = P.too_complex;
	result.fields = (int)(P.fields + TICKS - P.ticks);
	result.fork_uses = P.fork_uses;
	result.fork_use_count = P.fork_use_count;
	result.losses = P.losses;
	result.loss_count = P.loss_count;
	result.root_lost = P.root_lost;
	return result;
}
