#include "models/figures/totals.h"
#include "server/report/compare.h"

/* One table for everything: a row per pair of layers, and for every network
 * first a row with the totals (change "total"). */

static const struct grid_column csv_columns[] = {
	{ .title = "file", .code = true },
	{ .title = "change" },
	{ .title = "baseline_index", .number = true },
	{ .title = "index", .number = true },
	{ .title = "baseline_name", .code = true },
	{ .title = "name", .code = true },
	{ .title = "baseline_type", .code = true },
	{ .title = "type", .code = true },
	{ .title = "baseline_output" },
	{ .title = "output" },
	{ .title = "baseline_params", .number = true },
	{ .title = "params", .number = true },
	{ .title = "baseline_memory_elements", .number = true },
	{ .title = "memory_elements", .number = true },
	{ .title = "baseline_macs", .number = true },
	{ .title = "macs", .number = true },
	{ .title = "baseline_lower_bound" },
	{ .title = "lower_bound" },
	{ .title = "baseline_doubtful" },
	{ .title = "doubtful" },
};

/* A layer, or for the totals the whole network; nothing where there is none. */
struct side {
	const struct analysis *a;
	int index;
	bool present;
};

static const struct layer *layer_of(const struct side *s)
{
	return s->present && s->index >= 0 ? &s->a->net->layers[s->index] : NULL;
}

static void put_index(struct buffer *b, const struct side *s)
{
	if (layer_of(s))
		put_signed(b, s->index);
}

static void put_name(struct buffer *b, const struct side *s)
{
	if (s->present)
		put_str(b, layer_of(s) ? layer_of(s)->name : s->a->net->name);
}

static void put_type(struct buffer *b, const struct side *s)
{
	if (layer_of(s))
		put_str(b, layer_of(s)->type);
}

static void put_output(struct buffer *b, const struct side *s)
{
	const struct layer *l = layer_of(s);

	for (int i = 0; l && i < l->top_count; i++) {
		if (i)
			put_text(b, ", ");
		put_shape_text(b, &l->tops[i].shape);
	}
}

static struct amount params_of(const struct side *s)
{
	const struct layer *l = layer_of(s);

	return l ? layer_params(l, false) : s->a->params;
}

static struct amount memory_of(const struct side *s)
{
	const struct layer *l = layer_of(s);
	struct amount sum = { 0 };

	for (int i = 0; l && i < l->top_count; i++)
		amount_add(&sum, &l->tops[i].shape);
	return l ? sum : s->a->memory.caffe;
}

static struct amount macs_of(const struct side *s)
{
	const struct layer *l = layer_of(s);

	return (struct amount){
		.elements = (l ? &l->cost : &s->a->cost)->of[METRIC_macs],
		.lower_bound = l ? !layer_macs_known(l) : s->a->cost_lower_bound,
		.doubtful = l ? layer_doubtful(l) : s->a->cost_doubtful,
	};
}

static void put_number(struct buffer *b, const struct side *s,
		       struct amount (*of)(const struct side *s))
{
	struct amount m = s->present ? of(s) : (struct amount){ .lower_bound = true };

	put_marked(b, &m, true);
}

static void put_params(struct buffer *b, const struct side *s)
{
	put_number(b, s, params_of);
}

static void put_memory(struct buffer *b, const struct side *s)
{
	put_number(b, s, memory_of);
}

static void put_macs(struct buffer *b, const struct side *s)
{
	put_number(b, s, macs_of);
}

/* Which of the three numbers before are lower bounds. */
static void put_unsure(struct buffer *b, const struct side *s)
{
	if (s->present)
		put_lower_bounds(b, params_of(s).lower_bound, memory_of(s).lower_bound,
				 false, macs_of(s).lower_bound);
}

static void put_doubtful(struct buffer *b, const struct side *s)
{
	if (s->present && (params_of(s).doubtful || memory_of(s).doubtful ||
			   macs_of(s).doubtful))
		put_text(b, "true");
}

static void (*const cells[])(struct buffer *b, const struct side *s) = {
	put_index, put_name, put_type, put_output, put_params, put_memory, put_macs,
	put_unsure, put_doubtful,
};

static void fill_row(struct grid *g, struct str file, const char *change,
		     const struct side *left, const struct side *right)
{
	put_str(grid_cell(g), file);
	put_text(grid_cell(g), change);
	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
		cells[i](grid_cell(g), left);
		cells[i](grid_cell(g), right);
	}
}

static void fill_network(struct grid *g, const struct comparison *c, int network)
{
	const struct report *base = &c->reports[0], *r = &c->reports[network];

	fill_row(g, r->source.file, "total", &(struct side){ base->a, -1, true },
		 &(struct side){ r->a, -1, true });
	for (int i = 0; i < c->against[network].count; i++) {
		const struct pair *p = &c->against[network].pairs[i];
		enum change change = change_of(c, network, p);
		struct side left = { base->a, p->left, p->left >= 0 };
		struct side right = { r->a, p->right, p->right >= 0 };

		if (!c->only_changes || change != CHANGE_SAME)
			fill_row(g, r->source.file, change_names[change], &left, &right);
	}
}

void compare_csv(struct buffer *out, const struct comparison *c)
{
	struct grid g;

	grid_start(&g, csv_columns, sizeof(csv_columns) / sizeof(*csv_columns));
	for (int i = 1; i < c->count; i++)
		fill_network(&g, c, i);
	grid_write_csv(out, &g);
	out->failed |= g.failed;
	grid_free(&g);
}
