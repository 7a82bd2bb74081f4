#include "models/net/rule.h"

#include <inttypes.h>

#include "models/net/rule_text.h"
#include "models/net/shape.h"

struct reader {
	struct arena *arena;
	struct str text;
	size_t at;
	struct rule_fault *fault;
};

static int column_of(struct str text, size_t at)
{
	int column = 1;

	for (size_t i = 0; i < at && i < text.n; i++)
		column += ((unsigned char)text.p[i] & 0xc0) != 0x80;
	return column;
}

static bool fail_at(struct reader *r, size_t at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static bool fail_at(struct reader *r, size_t at, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	r->fault->message = str_vprintf(r->arena, format, args);
	r->fault->column = column_of(r->text, at);
	va_end(args);
	return false;
}

static void skip(struct reader *r)
{
	while (r->at < r->text.n && strchr(" \t", r->text.p[r->at]))
		r->at++;
}

static bool at_end(struct reader *r)
{
	skip(r);
	return r->at == r->text.n;
}

/* What stands here, for a message. */
static struct str found(struct reader *r)
{
	size_t n = 1;

	if (at_end(r))
		return S("the end");
	while (r->at + n < r->text.n &&
	       ((unsigned char)r->text.p[r->at + n] & 0xc0) == 0x80)
		n++;
	return str_printf(r->arena, "'%.*s'", (int)n, r->text.p + r->at);
}

static bool expected(struct reader *r, const char *what)
{
	struct str here = found(r);

	return fail_at(r, r->at, "expected %s, found %.*s", what, STR_ARGS(here));
}

static bool next_is(struct reader *r, const char *symbol)
{
	size_t n = strlen(symbol);

	skip(r);
	return r->text.n - r->at >= n && memcmp(r->text.p + r->at, symbol, n) == 0;
}

static bool take(struct reader *r, const char *symbol)
{
	if (!next_is(r, symbol))
		return false;
	r->at += strlen(symbol);
	return true;
}

static bool is_digit(const struct reader *r, size_t at)
{
	return at < r->text.n && r->text.p[at] >= '0' && r->text.p[at] <= '9';
}

static bool is_letter(const struct reader *r, size_t at)
{
	return at < r->text.n && ((r->text.p[at] >= 'a' && r->text.p[at] <= 'z') ||
				  (r->text.p[at] >= 'A' && r->text.p[at] <= 'Z'));
}

/* A word, with no letter glued to it. */
static bool take_word(struct reader *r, const char *word)
{
	size_t before = r->at;

	if (take(r, word) && !is_letter(r, r->at))
		return true;
	r->at = before;
	return false;
}

static bool read_number(struct reader *r, int64_t max, int64_t *n)
{
	size_t start;
	bool overflow = false;

	skip(r);
	start = r->at;
	for (*n = 0; is_digit(r, r->at); r->at++) {
		*n = product_checked(*n, 10, &overflow);
		*n = sum_checked(*n, r->text.p[r->at] - '0', &overflow);
	}
	if (r->at == start)
		return expected(r, "a number");
	if (overflow || *n > max)
		return fail_at(r, start, "the number is too large: at most %" PRId64, max);
	return true;
}

static bool read_index(struct reader *r, int *index)
{
	int64_t n;

	if (!read_number(r, 999, &n))
		return false;
	*index = (int)n;
	return true;
}

static void *room(struct arena *a, void *list, int n, size_t size)
{
	return n & (n - 1) ? list
			   : arena_grow(a, list, (size_t)n, n ? 2 * (size_t)n : 1, size);
}

static bool take_bottom(struct reader *r)
{
	return take_word(r, "bottom") || take_word(r, "b");
}

/* Behind "b": "0.1" */
static bool read_bottom_axis(struct reader *r, struct rule_factor *f)
{
	bool negative;
	size_t start;

	if (!read_index(r, &f->bottom))
		return false;
	if (!take(r, "."))
		return expected(r, "'.' and the number of an axis, as in b0.1");
	start = r->at;
	negative = take(r, "-");
	if (!read_number(r, MAX_AXES, &f->number))
		return false;
	if (f->number >= MAX_AXES + (negative ? 1 : 0) || (negative && !f->number))
		return fail_at(r, start, "no blob has such an axis");
	f->number = negative ? -f->number : f->number;
	return true;
}

static bool read_factor(struct reader *r, struct rule_factor *f)
{
	size_t start;

	skip(r);
	start = r->at;
	f->bottom = -1;
	if (take_bottom(r))
		return read_bottom_axis(r, f);
	if (!is_digit(r, r->at))
		return expected(r, "a number or the axis of a bottom (b0.1)");
	if (!read_number(r, INT32_MAX, &f->number))
		return false;
	return !f->divides || f->number ||
	       fail_at(r, start, "a division by zero");
}

/* An operator, if there is one. */
static bool take_operator(struct reader *r, bool *divides)
{
	*divides = take(r, "/") || take(r, "\xC3\xB7");
	return *divides || take(r, "*") || take(r, "\xC3\x97");
}

static bool read_axis(struct reader *r, struct rule_axis *axis)
{
	bool divides = false;

	do {
		struct rule_factor f = { .divides = divides };

		if (!read_factor(r, &f))
			return false;
		axis->factors = room(r->arena, axis->factors, axis->count, sizeof(f));
		axis->factors[axis->count++] = f;
	} while (take_operator(r, &divides));
	return true;
}

static bool add_axis(struct reader *r, struct rule_shape *shape)
{
	struct rule_axis axis = { NULL, 0 };

	skip(r);
	if (shape->count == MAX_AXES)
		return fail_at(r, r->at, "a shape has at most %d axes", MAX_AXES);
	if (!read_axis(r, &axis))
		return false;
	shape->axes = room(r->arena, shape->axes, shape->count, sizeof(axis));
	shape->axes[shape->count++] = axis;
	return true;
}

static bool read_list(struct reader *r, struct rule_shape *shape)
{
	*shape = (struct rule_shape){ .like = -1 };
	if (!take(r, "["))
		return expected(r, "'['");
	if (take(r, "]"))
		return true;
	do {
		if (!add_axis(r, shape))
			return false;
	} while (take(r, ","));
	return take(r, "]") || expected(r, "',' or ']'");
}

static bool read_top_shape(struct reader *r, struct rule_shape *shape)
{
	*shape = (struct rule_shape){ .like = 0 };
	if (next_is(r, "["))
		return read_list(r, shape);
	if (!take_bottom(r))
		return expected(r, "'bottom' or a shape in brackets");
	return !is_digit(r, r->at) || read_index(r, &shape->like);
}

static bool has_top(const struct rule *rule, int index)
{
	for (int i = 0; i < rule->top_count; i++)
		if (rule->tops[i].index == index)
			return true;
	return false;
}

/* Behind "top". */
static bool read_top(struct reader *r, struct rule *rule, size_t start)
{
	struct rule_top top = { .index = RULE_EVERY_TOP };

	if (is_digit(r, r->at) && !read_index(r, &top.index))
		return false;
	if (has_top(rule, top.index))
		return fail_at(r, start, "the same top for the second time");
	if (!take(r, "="))
		return expected(r, "'='");
	if (!read_top_shape(r, &top.shape))
		return false;
	rule->tops = room(r->arena, rule->tops, rule->top_count, sizeof(top));
	rule->tops[rule->top_count++] = top;
	return true;
}

/* Behind "params"; the '=' may be left out. */
static bool read_params(struct reader *r, struct rule *rule, size_t start)
{
	if (rule->params)
		return fail_at(r, start, "parameters for the second time");
	take(r, "=");
	do {
		struct rule_shape shape;

		if (!read_list(r, &shape))
			return false;
		rule->params = room(r->arena, rule->params, rule->param_count,
				    sizeof(shape));
		rule->params[rule->param_count++] = shape;
	} while (take(r, ","));
	return true;
}

static bool read_macs(struct reader *r, struct rule *rule, size_t start)
{
	if (rule->macs.count)
		return fail_at(r, start, "MACs for the second time");
	take(r, "=");
	return read_axis(r, &rule->macs);
}

static const struct clause {
	const char *word;
	bool (*read)(struct reader *r, struct rule *rule, size_t start);
} clauses[] = {
	{ "top", read_top },
	{ "params", read_params },
	{ "macs", read_macs },
};

static bool read_clause(struct reader *r, struct rule *rule)
{
	size_t start;

	skip(r);
	start = r->at;
	for (size_t i = 0; i < sizeof(clauses) / sizeof(*clauses); i++)
		if (take_word(r, clauses[i].word))
			return clauses[i].read(r, rule, start);
	return expected(r, "'top', 'params' or 'macs'");
}

/* Behind the first quote; \ takes the next character as it is. */
static bool read_quoted(struct reader *r, struct str *name)
{
	size_t start = r->at - 1;
	char *to = NEW_ARRAY(r->arena, r->text.n, char);

	*name = (struct str){ to, 0 };
	while (r->at < r->text.n && r->text.p[r->at] != '"') {
		r->at += r->text.p[r->at] == '\\';
		if (r->at < r->text.n)
			to[name->n++] = r->text.p[r->at++];
	}
	return take(r, "\"") || fail_at(r, start, "the quotes are not closed");
}

static bool read_name(struct reader *r, struct str *name)
{
	size_t start;

	skip(r);
	start = r->at;
	if (take(r, "\""))
		return read_quoted(r, name) &&
		       (name->n || fail_at(r, start, "a name has at least a letter"));
	while (r->at < r->text.n && rule_plain(r->text.p[r->at]))
		r->at++;
	*name = (struct str){ r->text.p + start, r->at - start };
	return name->n || expected(r, "a layer type");
}

/* A type of this name is followed by a colon. */
static bool take_scope(struct rule *rule)
{
	for (int i = RULE_OF_PYTHON; i < RULE_SCOPES; i++)
		if (str_equal(rule->subject, str_from(rule_scope_names[i]))) {
			rule->scope = i;
			return true;
		}
	return false;
}

static bool read_subject(struct reader *r, struct rule *rule)
{
	if (!read_name(r, &rule->subject))
		return false;
	if (!next_is(r, ":") && take_scope(rule) && !read_name(r, &rule->subject))
		return false;
	return take(r, ":") || expected(r, "':'");
}

bool rule_read(struct arena *a, struct str text, struct rule *out,
	       struct rule_fault *fault)
{
	struct reader r = { .arena = a, .text = text, .fault = fault };

	*out = (struct rule){ 0 };
	if (text.n > RULE_LONGEST)
		return fail_at(&r, RULE_LONGEST, "a rule has at most %d bytes",
			       RULE_LONGEST);
	if (!read_subject(&r, out))
		return false;
	do {
		if (!read_clause(&r, out))
			return false;
	} while (take(&r, ";") && !at_end(&r));
	if (!at_end(&r))
		return expected(&r, "';' or the end");
	out->text = rule_text(a, out);
	return true;
}
