/* Fields that a message does not have: a word misspelt, or a bracket too few or too
 * many before it. */
#include "models/base/map.h"
#include "models/textproto/recover.h"

/* The root's repeated messages (layer, layers) stand in no other message: one
 * that does shows that a bracket is missing.  Goes back to the root. */
static const char *missing_end(struct parser *P, const char *p, struct str name)
{
	struct frame *unclosed = P->frames + 1;
	struct diag *d = SYNTAX(P, p, "%s has no field '%.*s'", P->frame->type->name,
				STR_ARGS(name));
	diag_move(d, parser_offset(P, name.p));
	if (P->diags->dropped == 0)
		d->hint = str_printf(P->arena, "the '%s' of line %d is still open: is a "
				     "'%c' missing?", unclosed->field->name,
				     report_line(P, unclosed->at), unclosed->closer);
	P->frame = P->frames;
	return name.p;
}

static bool starts_at_root(struct parser *P, const char *p, struct str name)
{
	int id = field_named(P->frames->type, name);
	return P->frame > P->frames && id >= 0 && field_types[id].kind == KIND_MESSAGE &&
	       field_types[id].rule == RULE_REPEATED && is_bracket(lex_peek(&P->lex, p));
}

/* The innermost enclosing message that has such a field, or NULL. */
static struct frame *enclosing_owner(struct parser *P, struct str name)
{
	for (struct frame *f = P->frame; f > P->frames; f--)
		if (field_named(f[-1].type, name) >= 0)
			return f - 1;
	return NULL;
}

/* Looking for the next layer takes time, and many faults would take it often. */
#define MOST_LOOKS 20
#define FARTHEST_LOOK (256 << 10)

/* How many brackets are open where the next layer begins, or the text ends: with
 * none too few and none too many it is 0, and where that is too far to see. */
static int open_at_next_layer(struct parser *P, const char *p)
{
	const struct field *last = P->frames->message->last;
	struct str start = last ? str_from(field_types[last->id].name) : S("");
	int depth = (int)(P->frame - P->frames);
	if (P->looks++ >= MOST_LOOKS)
		return 0;
	const char *from = p;
	while ((p = lex_skip(&P->lex, p)) < P->lex.end) {
		struct token t = lex_token(&P->lex, p);
		if (p - from > FARTHEST_LOOK)
			return 0;
		if (*p == '{' || *p == '<')
			depth++;
		else if (*p == '}' || *p == '>')
			depth--;
		else if (str_equal(t.text, start) && is_field(P, t.next))
			break;
		p = t.next;
	}
	return depth;
}

/* A bracket is missing before the field: those messages end here. */
static int close_up_to(struct parser *P, const char *p, struct str name, struct frame *owner)
{
	struct diag *d = SYNTAX(P, p, "%s has no field '%.*s'", P->frame->type->name,
				STR_ARGS(name));
	diag_move(d, parser_offset(P, name.p));
	if (P->diags->dropped == 0)
		d->hint = str_printf(P->arena, "%s has such a field: is a '}' missing before "
				     "it?", owner->type->name);
	P->frame = owner;
	return field_named(owner->type, name);
}

/* A bracket too many: the message before the field goes on. */
static int reopen(struct parser *P, const char *p, struct str name, struct field *last)
{
	const struct field_type *type = &field_types[last->id];
	struct diag *d = SYNTAX(P, p, "%s has no field '%.*s'", P->frame->type->name,
				STR_ARGS(name));
	diag_move(d, parser_offset(P, name.p));
	if (P->diags->dropped == 0)
		d->hint = str_printf(P->arena, "the '%s' of line %d has such a field: is there "
				     "a '}' too many before it?", type->name,
				     report_line(P, last->at));
	*++P->frame = (struct frame){
		.type = type->message, .message = &last->value.message, .field = type,
		.at = last->at, .closer = '}',
	};
	for (const struct field *f = last->value.message.first; f; f = f->next)
		if (field_types[f->id].rule != RULE_REPEATED)
			see(P->frame, &field_types[f->id]);
	return field_named(type->message, name);
}

/* The field's id where a bracket before it is wrong, which is put right; or -1. */
static int behind_wrong_bracket(struct parser *P, const char *p, struct str name)
{
	struct frame *owner = enclosing_owner(P, name);
	struct field *last = P->frame->message->last;
	const struct message_type *before = last ? field_types[last->id].message : NULL;
	if (owner)
		return open_at_next_layer(P, p) > 0 ? close_up_to(P, p, name, owner) : -1;
	if (!before || field_named(before, name) < 0 ||
	    P->frame - P->frames + 1 >= P->depth_limit)
		return -1;
	return open_at_next_layer(P, p) < 0 ? reopen(P, p, name, last) : -1;
}

static const char **field_names(struct parser *P)
{
	const struct message_type *type = P->frame->type;
	const char **names = NEW_ARRAY(P->arena, (size_t)type->count, const char *);
	for (int i = 0; i < type->count; i++)
		names[i] = field_types[type->first + i].name;
	return names;
}

/* Names that differ in their digits are names of different things. */
static bool same_digits(struct str a, struct str b)
{
	size_t i = 0, j = 0;
	for (;;) {
		while (i < a.n && !(a.p[i] >= '0' && a.p[i] <= '9'))
			i++;
		while (j < b.n && !(b.p[j] >= '0' && b.p[j] <= '9'))
			j++;
		if (i == a.n || j == b.n)
			return i == a.n && j == b.n;
		if (a.p[i++] != b.p[j++])
			return false;
	}
}

/* Without the "_param" that many names end in. */
static struct str stem(struct str name)
{
	static const char end[] = "_param";
	size_t n = sizeof end - 1;
	if (name.n > n && memcmp(name.p + name.n - n, end, n) == 0)
		name.n -= n;
	return name;
}

static const char *like(const char *const *names, int count, struct str name)
{
	for (int i = 0; i < count; i++)
		if (str_like(str_from(names[i]), name))
			return names[i];
	return NULL;
}

/* What a misspelt name must mean: the only field that is spelt nearly so, or -1. */
static int meant_field(struct parser *P, const char *const *names, struct str name)
{
	const struct message_type *type = P->frame->type;
	const char *near = like(names, type->count, name);
	if (!near)
		near = str_only_near(name, names, type->count, most_edits(stem(name)));
	return near && same_digits(name, str_from(near))
	       ? field_named(type, str_from(near)) : -1;
}

static struct hint make_hint(struct parser *P, struct str name)
{
	const struct message_type *type = P->frame->type;
	const char **names = field_names(P);
	struct hint h = { type, S(""), -1, -1, NULL };
	const struct frame *owner = enclosing_owner(P, name);
	const char *near;
	if (owner) {
		h.hint = str_printf(P->arena, "%s has such a field", owner->type->name);
		return h;
	}
	h.meant = meant_field(P, names, name);
	near = h.meant >= 0 ? NULL : str_nearest(name, names, type->count);
	if (near)
		h.hint = str_printf(P->arena, "did you mean '%s'?", near);
	return h;
}

/* The number of a name, for which there is a place among the hints. */
static int hint_number(struct parser *P, struct str name)
{
	int n = P->hint_count;
	if (!P->hint_names)
		P->hint_names = map_create(P->arena, 16);
	int number = map_number(P->hint_names, name);
	if (number < n)
		return number;
	if ((n & (n - 1)) == 0)
		P->hints = arena_grow(P->arena, P->hints, n, n ? 2 * n : 1,
				      sizeof *P->hints);
	P->hints[P->hint_count++] = NULL;
	return number;
}

/* A file that has a name its schema lacks has it in many layers: all of them are
 * kept, so that each is told once, whatever else the file has. */
static struct hint *hint_of(struct parser *P, struct str name)
{
	int number = hint_number(P, name);
	struct hint **first = &P->hints[number], *h = *first;
	while (h && h->type != P->frame->type)
		h = h->next;
	if (h)
		return h;
	h = NEW(P->arena, struct hint);
	*h = make_hint(P, name);
	h->next = *first;
	return *first = h;
}

/* Whether what follows can be the value of the field, which is not given yet. */
static bool takes(struct parser *P, const char *p, int id)
{
	const struct field_type *type = &field_types[id];
	bool colon = lex_peek(&P->lex, p) == ':';
	if (type->rule != RULE_REPEATED && has_seen(P->frame, type))
		return false;
	if (colon)
		p = lex_skip(&P->lex, p + 1);
	char c = lex_peek(&P->lex, p);
	bool message = c == '{' || c == '<';
	return type->kind == KIND_MESSAGE ? message : colon && !message;
}

/* What to say of it: the hint, and the id of the field that is meant, or -1. */
static int complete_report(struct parser *P, const char *p, struct diag *d, struct hint *h)
{
	d->hint = h->hint;
	if (h->meant < 0) {
		h->told = P->diags->count - 1;
		return -1;
	}
	bool fits = takes(P, p, h->meant);
	d->hint = str_printf(P->arena, fits ? "it is read as '%s'" : "did you mean '%s'?",
			     field_types[h->meant].name);
	return fits ? h->meant : -1;
}

/* Says that there is no such field, once where nobody knows what it is; the id of the
 * one that is meant, or -1. */
static int report_unknown_field(struct parser *P, const char *p, struct str name)
{
	int shown = name.n > REPORT_SHOWN ? REPORT_SHOWN : (int)name.n;
	struct hint *h = P->diags->dropped ? NULL : hint_of(P, name);
	lex_token(&P->lex, p);
	if (h && h->told >= 0) {
		note_loss(P, h->told);
		return -1;
	}
	struct diag *d = report_fault(P, SEVERITY_WARNING, "unknown-field", p,
				"%s has no field '%.*s'", P->frame->type->name, shown, name.p);
	diag_move(d, parser_offset(P, name.p));
	int meant = h && !P->diags->dropped ? complete_report(P, p, d, h) : -1;
	if (meant < 0)
		note_loss(P, P->diags->count - 1);
	return meant;
}

int recover_unknown_field(struct parser *P, const char **p, struct str name)
{
	int id;
	if (starts_at_root(P, *p, name)) {
		*p = missing_end(P, *p, name);
		return -1;
	}
	id = behind_wrong_bracket(P, *p, name);
	if (id < 0)
		id = report_unknown_field(P, *p, name);
	if (id >= 0)
		return id;
	*p = skip_field(P, *p);
	return -1;
}

/* [package.name]: no message of Caffe has extensions. */
const char *recover_extension(struct parser *P, const char *p)
{
	const char *start = p;
	do {
		p = lex_skip(&P->lex, p + 1);
		if (!is_char(lex_peek(&P->lex, p), CHAR_LETTER))
			return recover_stray(P, p);
		p = lex_skip(&P->lex, lex_word(&P->lex, p));
	} while (lex_peek(&P->lex, p) == '.' && !is_char(lex_peek(&P->lex, p + 1), CHAR_DIGIT));
	if (lex_peek(&P->lex, p) != ']') {
		struct token t = lex_token(&P->lex, p);
		P->unreadable = true;
		if (!t.faulty)
			SYNTAX(P, p, "expected ']' after the name of an extension, found %s",
			       report_token(P, t));
		return resynchronise(P, p);
	}
	struct str name = { start, (size_t)(p + 1 - start) };
	p = lex_skip(&P->lex, p + 1);
	report_fault(P, SEVERITY_WARNING, "unknown-field", p, "%s has no extension %.*s",
	       P->frame->type->name, name.n > REPORT_SHOWN ? REPORT_SHOWN : (int)name.n, name.p);
	note_loss(P, P->diags->count - 1);
	return skip_field(P, p);
}
