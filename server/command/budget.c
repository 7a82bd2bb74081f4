#include "server/command/budget.h"

#include <stdio.h>

#include "models/figures/bytes.h"
#include "models/figures/totals.h"
#include "server/base/options.h"
#include "server/base/quote.h"

/* With the marks of an amount, in bytes. */
static struct amount in_bytes(struct amount m, int64_t bytes)
{
	m.elements = bytes;
	return m;
}

static struct amount caffe_of(const struct analysis *a)
{
	return in_bytes(a->memory.caffe, amount_bytes(a, a->memory.caffe.elements));
}

static struct amount blobs_of(const struct analysis *a)
{
	return in_bytes(a->memory.blobs, amount_bytes(a, a->memory.blobs.elements));
}

static struct amount peak_of(const struct analysis *a)
{
	return in_bytes(a->memory.peak, amount_bytes(a, a->memory.peak.elements));
}

static struct amount weights_of(const struct analysis *a)
{
	return in_bytes(a->memory.weights, weight_bytes(a, a->memory.weights.elements));
}

static struct amount training_of(const struct analysis *a)
{
	return in_bytes(training_total(a, analysis_solver(a), false),
			training_bytes(a, analysis_solver(a), false));
}

const struct memory_figure memory_figures[] = {
	{ "caffe", caffe_of },
	{ "blobs", blobs_of },
	{ "peak", peak_of },
	{ "training", training_of },
	{ "weights", weights_of },
	{ NULL, NULL },
};

const char *budget_set_memory(struct budgets *b, const char *value)
{
	size_t length = strcspn(value, ":");

	b->figure = &memory_figures[0];
	if (value[length]) {
		const struct memory_figure *f = memory_figures;

		while (f->name && (strlen(f->name) != length ||
				   memcmp(f->name, value, length) != 0))
			f++;
		if (!f->name)
			return "the figures are caffe, blobs, peak, training and weights";
		b->figure = f;
		value += length + 1;
	}
	b->has_memory = option_amount(value, &b->memory);
	return b->has_memory ? NULL : "memory is given in bytes, as in 104857600 or "
				      "100MiB, or with a figure, as in peak:100MiB";
}

/* What one layer adds to a sum. */
typedef int64_t (*part)(const struct analysis *a, int layer);

static int64_t params_part(const struct analysis *a, int i)
{
	return layer_params(&a->net->layers[i], false).elements;
}

static int64_t weights_part(const struct analysis *a, int i)
{
	return weight_bytes(a, params_part(a, i));
}

static int64_t macs_part(const struct analysis *a, int i)
{
	return a->net->layers[i].cost.of[METRIC_macs];
}

static int64_t tops_part(const struct analysis *a, int i)
{
	const struct layer *l = &a->net->layers[i];
	struct amount sum = { 0 };

	for (int k = 0; k < l->top_count; k++)
		amount_add(&sum, &l->tops[k].shape);
	return amount_bytes(a, sum.elements);
}

/* The layer at which the running sum passes the limit, or -1. */
static int breaking_layer(const struct analysis *a, part of, int64_t limit)
{
	bool overflow = false;
	int64_t sum = 0;

	for (int i = 0; i < a->net->layer_count; i++) {
		sum = sum_checked(sum, of(a, i), &overflow);
		if (sum > limit)
			return i;
	}
	return -1;
}

static void print_place(struct buffer *b, const struct report *r, int layer)
{
	const struct layer *l = &r->a->net->layers[layer];
	int line, column;

	lines_find(&r->a->lines, l->at, &line, &column);
	put_text(b, ", at layer '");
	put_terminal_text(b, l->name, 200, true);
	put_char(b, '\'');
	if (line)
		put_format(b, " (line %d)", line);
}

/* A figure that is a lower bound or doubtful keeps no budget for certain. */
static bool check(const struct report *r, const char *what, struct amount m,
		  int64_t limit, int layer)
{
	struct buffer b = { 0 };
	bool exceeds = m.elements > limit;

	if (!exceeds && !m.lower_bound && !m.doubtful)
		return false;
	put_terminal_text(&b, r->source.file, 4096, true);
	put_text(&b, ": ");
	put_text(&b, amount_words(&m));
	put_grouped(&b, m.elements);
	put_char(&b, ' ');
	put_text(&b, what);
	put_text(&b, exceeds ? " exceed the budget of " :
			       ": it is not certain that they keep the budget of ");
	put_grouped(&b, limit);
	if (exceeds && layer >= 0)
		print_place(&b, r, layer);
	put_char(&b, '\n');
	fwrite(b.p, 1, b.n, stderr);
	buffer_free(&b);
	return exceeds;
}

static int memory_layer(const struct budgets *b, const struct analysis *a)
{
	if (b->figure->of == peak_of)
		return a->memory.peak_layer;
	if (b->figure->of == weights_of)
		return breaking_layer(a, weights_part, b->memory);
	return breaking_layer(a, tops_part, b->memory);
}

static bool check_memory(const struct budgets *b, const struct report *r)
{
	char what[64];

	snprintf(what, sizeof(what), "bytes of memory (%s)", b->figure->name);
	return check(r, what, b->figure->of(r->a), b->memory, memory_layer(b, r->a));
}

bool budget_check(const struct budgets *b, const struct report *r)
{
	const struct analysis *a = r->a;
	bool exceeded = false;

	if (b->has_params)
		exceeded |= check(r, "parameters", a->params, b->params,
				  breaking_layer(a, params_part, b->params));
	if (b->has_macs)
		exceeded |= check(r, "MACs", macs_amount(a), b->macs,
				  breaking_layer(a, macs_part, b->macs));
	if (b->has_memory)
		exceeded |= check_memory(b, r);
	return exceeded;
}
