#include "models/net/rule_text.h"

#include <inttypes.h>

bool rule_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("_./+-", c));
}

/* Text that grows by pieces. */
struct writer {
	struct arena *arena;
	char *p;
	size_t n, room;
};

static void put(struct writer *w, struct str s)
{
	if (w->n + s.n > w->room) {
		size_t room = 2 * (w->n + s.n) + 64;

		w->p = arena_grow(w->arena, w->p, w->room, room, 1);
		w->room = room;
	}
	memcpy(w->p + w->n, s.p, s.n);
	w->n += s.n;
}

static void put_number(struct writer *w, int64_t n)
{
	put(w, str_printf(w->arena, "%" PRId64, n));
}

static void put_name(struct writer *w, struct str name)
{
	bool plain = true;

	for (size_t i = 0; i < name.n; i++)
		plain &= rule_plain(name.p[i]);
	if (plain) {
		put(w, name);
		return;
	}
	put(w, S("\""));
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '"' || name.p[i] == '\\')
			put(w, S("\\"));
		put(w, (struct str){ name.p + i, 1 });
	}
	put(w, S("\""));
}

static void put_axis(struct writer *w, const struct rule_axis *axis)
{
	for (int i = 0; i < axis->count; i++) {
		const struct rule_factor *f = &axis->factors[i];

		if (i)
			put(w, f->divides ? S("/") : S("*"));
		if (f->bottom >= 0) {
			put(w, S("b"));
			put_number(w, f->bottom);
			put(w, S("."));
		}
		put_number(w, f->number);
	}
}

static void put_shape(struct writer *w, const struct rule_shape *shape)
{
	if (shape->like >= 0) {
		put(w, S("bottom"));
		put_number(w, shape->like);
		return;
	}
	put(w, S("["));
	for (int i = 0; i < shape->count; i++) {
		put(w, i ? S(", ") : S(""));
		put_axis(w, &shape->axes[i]);
	}
	put(w, S("]"));
}

static void put_tops(struct writer *w, const struct rule *rule, bool *first)
{
	for (int i = 0; i < rule->top_count; i++) {
		put(w, *first ? S(" ") : S("; "));
		*first = false;
		put(w, S("top"));
		if (rule->tops[i].index != RULE_EVERY_TOP)
			put_number(w, rule->tops[i].index);
		put(w, S(" = "));
		put_shape(w, &rule->tops[i].shape);
	}
}

static void put_params(struct writer *w, const struct rule *rule, bool *first)
{
	if (!rule->param_count)
		return;
	put(w, *first ? S(" params ") : S("; params "));
	*first = false;
	for (int i = 0; i < rule->param_count; i++) {
		put(w, i ? S(", ") : S(""));
		put_shape(w, &rule->params[i]);
	}
}

/* Sorted in place: the order of the clauses means nothing. */
static void sort_tops(struct rule_top *tops, int count)
{
	for (int i = 1; i < count; i++) {
		struct rule_top top = tops[i];
		int at = i;

		for (; at > 0 && tops[at - 1].index > top.index; at--)
			tops[at] = tops[at - 1];
		tops[at] = top;
	}
}

static void put_subject(struct writer *w, const struct rule *rule)
{
	if (rule->scope != RULE_OF_TYPE) {
		put(w, str_from(rule_scope_names[rule->scope]));
		put(w, S(" "));
	}
	put_name(w, rule->subject);
}

struct str rule_key(struct arena *a, const struct rule *rule)
{
	struct writer w = { .arena = a };

	if (rule->scope == RULE_OF_TYPE)
		return rule->subject;
	put_subject(&w, rule);
	return (struct str){ w.p, w.n };
}

struct str rule_text(struct arena *a, const struct rule *rule)
{
	struct writer w = { .arena = a };
	bool first = true;

	sort_tops(rule->tops, rule->top_count);
	put_subject(&w, rule);
	put(&w, S(":"));
	put_tops(&w, rule, &first);
	put_params(&w, rule, &first);
	if (rule->macs.count) {
		put(&w, first ? S(" macs ") : S("; macs "));
		put_axis(&w, &rule->macs);
	}
	return (struct str){ w.p, w.n };
}
