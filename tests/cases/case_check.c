#include "tests/cases/case.h"

#include <inttypes.h>
#include <stdio.h>

/* What one comment is compared with. */
struct checking {
	struct test_case *c;
	const struct analysis *a;
	struct expectation *e;
	struct str rest;	/* behind the first word */
	bool loads;		/* until a comment says "refused" */
	bool complete;		/* until one says "status" */
};

static void expect_text(struct checking *k, struct str want, struct str got)
{
	if (!str_equal(want, got))
		case_fail(k->c, k->e->line, "expected '%.*s', got '%.*s'",
			  STR_ARGS(want), STR_ARGS(got));
}

/* The rest of the comment must be these words. */
static void expect_words(struct checking *k, const struct str *got, int count)
{
	struct str want;

	for (int i = 0; i < count; i++)
		expect_text(k, next_word(&k->rest), got[i]);
	want = next_word(&k->rest);
	if (want.n)
		expect_text(k, want, S("nothing more"));
}

/* The layer that the next word names: the n-th of a name is "NAME#n". */
static const struct layer *layer_named(struct checking *k)
{
	struct str name = next_word(&k->rest);
	const struct net *net = k->a->net;
	int nth = 1;

	if (name.n > 2 && name.p[name.n - 2] == '#') {
		nth = name.p[name.n - 1] - '0';
		name.n -= 2;
	}
	for (int i = 0; i < net->layer_count; i++) {
		if (str_equal(net->layers[i].name, name) && --nth == 0)
			return &net->layers[i];
	}
	case_fail(k->c, k->e->line, "no layer '%.*s'", STR_ARGS(name));
	return NULL;
}

static void check_layer(struct checking *k)
{
	const struct layer *l = layer_named(k);
	struct str *got;
	int n = 0;

	if (!l)
		return;
	if (k->c->coverage && l->kind && !l->failed)
		coverage_note(k->c->coverage, l->kind);
	got = NEW_ARRAY(k->c->arena, 1 + l->top_count, struct str);
	got[n++] = l->type.n ? l->type : S("untyped");
	for (int i = 0; i < l->top_count; i++)
		got[n++] = shape_format(k->c->arena, &l->tops[i].shape);
	expect_words(k, got, n);
}

/* One word for each of a layer's parameters, tops or bottoms. */
static void expect_each(struct checking *k, const struct layer *l, int count,
			struct str (*word)(const struct checking *k,
					   const struct layer *l, int i))
{
	struct str *got = NEW_ARRAY(k->c->arena, count, struct str);

	for (int i = 0; i < count; i++)
		got[i] = word(k, l, i);
	expect_words(k, got, count);
}

static struct str param_shape(const struct checking *k, const struct layer *l, int i)
{
	return shape_format(k->c->arena, &l->params[i].shape);
}

static void check_params(struct checking *k)
{
	const struct layer *l = layer_named(k);

	if (l)
		expect_each(k, l, l->param_count, param_shape);
}

static struct str owner_name(const struct checking *k, const struct layer *l, int i)
{
	int owner = l->params[i].owner;

	return owner < 0 ? S("own") : k->a->net->layers[owner].name;
}

static void check_owners(struct checking *k)
{
	const struct layer *l = layer_named(k);

	if (l)
		expect_each(k, l, l->param_count, owner_name);
}

static struct str param_lr(const struct checking *k, const struct layer *l, int i)
{
	return str_printf(k->c->arena, "%g", l->params[i].lr_mult);
}

static void check_lr(struct checking *k)
{
	const struct layer *l = layer_named(k);

	if (l)
		expect_each(k, l, l->param_count, param_lr);
}

static struct str top_weight(const struct checking *k, const struct layer *l, int i)
{
	return str_printf(k->c->arena, "%g", l->tops[i].loss_weight);
}

static void check_weights(struct checking *k)
{
	const struct layer *l = layer_named(k);

	if (l)
		expect_each(k, l, l->top_count, top_weight);
}

static struct str bottom_name(const struct checking *k, const struct layer *l, int i)
{
	(void)k;
	return l->bottoms[i].name;
}

static void check_bottoms(struct checking *k)
{
	const struct layer *l = layer_named(k);

	if (l)
		expect_each(k, l, l->bottom_count, bottom_name);
}

static void check_in_place(struct checking *k)
{
	const struct layer *l = layer_named(k);

	if (l && (!l->top_count || !l->tops[0].in_place))
		case_fail(k->c, k->e->line, "it is not in place");
}

static void check_layers(struct checking *k)
{
	const struct net *net = k->a->net;
	struct str *got = NEW_ARRAY(k->c->arena, net->layer_count, struct str);

	for (int i = 0; i < net->layer_count; i++)
		got[i] = net->layers[i].name;
	expect_words(k, got, net->layer_count);
}

static void check_inputs(struct checking *k)
{
	expect_words(k, k->a->inputs, k->a->input_count);
}

static void check_outputs(struct checking *k)
{
	expect_words(k, k->a->outputs, k->a->output_count);
}

/* Tops that are assumed because of the run, or for any other reason. */
static void expect_assumed(struct checking *k, bool run)
{
	const struct assumptions *all = &k->a->assumptions;
	struct str *got = NEW_ARRAY(k->c->arena, all->count, struct str);
	int count = 0;

	for (int i = 0; i < all->count; i++) {
		const struct assumption *as = &all->list[i];

		if ((as->kind == ASSUMED_RUN) == run)
			got[count++] = k->a->net->layers[as->layer].tops[as->top].name;
	}
	expect_words(k, got, count);
}

static void check_assumed(struct checking *k)
{
	expect_assumed(k, false);
}

static void check_counted(struct checking *k)
{
	expect_assumed(k, true);
}

static void check_dialects(struct checking *k)
{
	struct str *got = NEW_ARRAY(k->c->arena, k->a->dialect_count, struct str);

	for (int i = 0; i < k->a->dialect_count; i++)
		got[i] = str_from(k->a->dialects[i].dialect->key);
	expect_words(k, got, k->a->dialect_count);
}

static void check_format(struct checking *k)
{
	expect_text(k, next_word(&k->rest), str_from(format_names[k->a->format]));
}

static void check_status(struct checking *k)
{
	k->complete = false;
	expect_text(k, next_word(&k->rest), str_from(status_names[k->a->status]));
}

static void check_refused(struct checking *k)
{
	k->loads = false;
	if (k->a->caffe_loads)
		case_fail(k->c, k->e->line, "stock Caffe would load it");
}

/* Totals by name. */
#define AMOUNT(name, member) { name, offsetof(struct analysis, member.elements), true }
#define NUMBER(name, member) { name, offsetof(struct analysis, member), false }
static const struct total {
	const char *name;
	size_t offset;
	bool wide;		/* int64_t, not int */
} totals[] = {
	AMOUNT("blobs", memory.blobs),
	AMOUNT("caffe", memory.caffe),
	AMOUNT("params", params),
	AMOUNT("params_all", params_all),
	AMOUNT("params_trained", params_trained),
	AMOUNT("peak", memory.peak),
	AMOUNT("weights", memory.weights),
	NUMBER("core_depth", core_depth),
	NUMBER("core_layers", core_layers),
	NUMBER("unknown_layers", unknown_layers),
	{ "macs", offsetof(struct analysis, cost.of[METRIC_macs]), true },
	{ "macs_per_item", offsetof(struct analysis, macs_per_item), true },
};

#define TOTAL_COUNT (int)(sizeof totals / sizeof totals[0])

static int64_t total_value(const struct analysis *a, const struct total *t)
{
	const char *at = (const char *)a + t->offset;

	return t->wide ? *(const int64_t *)(const void *)at
		       : *(const int *)(const void *)at;
}

/* "-1" is no total of anything. */
static int64_t total_named(const struct analysis *a, struct str name)
{
	if (str_equal(name, S("layers")))
		return a->net->layer_count;
	if (str_equal(name, S("layers_in_file")))
		return a->net->layers_in_file;
	if (str_equal(name, S("splits")))
		return a->net->split_count;
	for (int i = 0; i < TOTAL_COUNT; i++) {
		if (str_equal(name, str_from(totals[i].name)))
			return total_value(a, &totals[i]);
	}
	return -1;
}

static void check_total(struct checking *k)
{
	struct str name = next_word(&k->rest);
	int64_t got = total_named(k->a, name);

	expect_text(k, next_word(&k->rest),
		    str_printf(k->c->arena, "%" PRId64, got));
}

static const struct check {
	const char *word;
	void (*check)(struct checking *k);
} checks[] = {
	{ "assumed", check_assumed },
	{ "bottoms", check_bottoms },
	{ "counted", check_counted },
	{ "dialects", check_dialects },
	{ "format", check_format },
	{ "in-place", check_in_place },
	{ "inputs", check_inputs },
	{ "layer", check_layer },
	{ "layers", check_layers },
	{ "loss-weights", check_weights },
	{ "lr", check_lr },
	{ "outputs", check_outputs },
	{ "owners", check_owners },
	{ "params", check_params },
	{ "refused", check_refused },
	{ "status", check_status },
	{ "total", check_total },
};

static const struct check *check_named(struct str word)
{
	for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
		if (str_equal(word, str_from(checks[i].word)))
			return &checks[i];
	}
	return NULL;
}

static struct str stage_of(const struct diag *d)
{
	return d->stage == STAGE_NONE ? S("none") : str_from(stage_names[d->stage]);
}

static bool contains(struct str text, struct str part)
{
	return part.n == 0 || memmem(text.p, text.n, part.p, part.n);
}

/* "[LINE:COLUMN | :COLUMN] severity stage code: part of the message or hint" */
static bool diag_meets(struct arena *a, const struct expectation *e,
		       const struct diag *d)
{
	struct str rest = e->text;
	struct str word = next_word(&rest);
	int line = e->line;
	int column = d->column;
	struct str code;

	if (sscanf(str_cstring(a, word), "%d:%d", &line, &column) == 2 ||
	    sscanf(str_cstring(a, word), ":%d", &column) == 1)
		word = next_word(&rest);
	if (d->line != line || d->column != column ||
	    !str_equal(word, str_from(severity_names[d->severity])) ||
	    !str_equal(next_word(&rest), stage_of(d)))
		return false;
	code = next_word(&rest);
	if (code.n == 0 || !str_equal((struct str){ code.p, code.n - 1 },
				      str_from(d->code)))
		return false;
	while (rest.n && *rest.p == ' ') {
		rest.p++;
		rest.n--;
	}
	return contains(d->message, rest) || contains(d->hint, rest);
}

static void check_diag(struct test_case *c, int run, const struct diag *d)
{
	for (int i = 0; i < c->expectation_count; i++) {
		struct expectation *e = &c->expectations[i];

		if ((e->run < 0 || e->run == run) && !e->met &&
		    diag_meets(c->arena, e, d)) {
			e->met = true;
			return;
		}
	}
	case_fail(c, d->line, "unexpected: %d:%d %s %.*s %s: %.*s (%.*s)", d->line,
		  d->column, severity_names[d->severity], STR_ARGS(stage_of(d)),
		  d->code, STR_ARGS(d->message), STR_ARGS(d->hint));
}

void case_check(struct test_case *c, int run, const struct analysis *a)
{
	struct checking k = { c, a, NULL, { NULL, 0 }, true, true };

	for (int i = 0; i < c->expectation_count; i++)
		c->expectations[i].met = false;
	for (int i = 0; i < a->diags.count; i++)
		check_diag(c, run, &a->diags.list[i]);
	for (int i = 0; i < c->expectation_count; i++) {
		const struct check *check;

		k.e = &c->expectations[i];
		k.rest = k.e->text;
		if (k.e->met || (k.e->run >= 0 && k.e->run != run))
			continue;
		check = check_named(next_word(&k.rest));
		if (check)
			check->check(&k);
		else
			case_fail(c, k.e->line, "did not come: %.*s",
				  STR_ARGS(k.e->text));
	}
	if (k.loads && !a->caffe_loads)
		case_fail(c, 0, "stock Caffe would refuse it; is that 'refused'?");
	if (k.complete && a->status != STATUS_COMPLETE)
		case_fail(c, 0, "its status is %s", status_names[a->status]);
}

static void print_layer(struct arena *arena, const struct layer *l)
{
	printf("# expect layer %.*s %.*s", STR_ARGS(l->name), STR_ARGS(l->type));
	for (int i = 0; i < l->top_count; i++)
		printf(" %.*s", STR_ARGS(shape_format(arena, &l->tops[i].shape)));
	if (l->param_count)
		printf("\n# expect params %.*s", STR_ARGS(l->name));
	for (int i = 0; i < l->param_count; i++)
		printf(" %.*s", STR_ARGS(shape_format(arena, &l->params[i].shape)));
	putchar('\n');
}

void case_print(const struct analysis *a)
{
	if (!a->caffe_loads)
		puts("# expect refused");
	if (a->status != STATUS_COMPLETE)
		printf("# expect status %s\n", status_names[a->status]);
	for (int i = 0; i < a->diags.count; i++) {
		const struct diag *d = &a->diags.list[i];

		printf("# expect %d:%d %s %.*s %s: %.*s\n", d->line, d->column,
		       severity_names[d->severity], STR_ARGS(stage_of(d)), d->code,
		       STR_ARGS(d->message));
		if (d->hint.n)
			printf("#        hint: %.*s\n", STR_ARGS(d->hint));
	}
	for (int i = 0; i < a->net->layer_count; i++)
		print_layer(a->net->arena, &a->net->layers[i]);
	printf("# expect total layers %d\n", a->net->layer_count);
	printf("# expect total splits %d\n", a->net->split_count);
	for (int i = 0; i < TOTAL_COUNT; i++)
		printf("# expect total %s %" PRId64 "\n", totals[i].name,
		       total_value(a, &totals[i]));
}
