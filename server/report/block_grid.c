#include "server/report/block_grid.h"

#include "models/figures/blocks.h"
#include "server/base/quote.h"

/* A row being written. */
struct block_row {
	const struct analysis *a;
	struct str name;
	const struct block *block;
	struct block_sum sum;
};

struct block_column {
	const char *key, *title;	/* title NULL: in CSV only */
	/* One of these; a number of which part is unknown is marked. */
	void (*text)(struct buffer *b, const struct block_row *r);
	int64_t (*number)(const struct block_row *r);
	bool (*unsure)(const struct block_row *r);
	int64_t (*part_of)(const struct analysis *a);	/* show as a percentage */
	bool adds_up;			/* the total row has the sum */
};

static void text_name(struct buffer *b, const struct block_row *r)
{
	put_str(b, r->name);
}

static void text_range(struct buffer *b, const struct block_row *r)
{
	put_signed(b, r->block->first);
	if (r->block->last == r->block->first)
		return;
	put_char(b, '-');
	put_signed(b, r->block->last);
}

/* The first shape of its last layer: what the block hands on. */
static void text_output(struct buffer *b, const struct block_row *r)
{
	const struct layer *l = &r->a->net->layers[r->block->last];

	if (l->top_count)
		put_shape_text(b, &l->tops[0].shape);
}

static int64_t number_layers(const struct block_row *r)
{
	return r->block->last - r->block->first + 1;
}

static int64_t number_repeats(const struct block_row *r) { return r->block->repeats; }
static int64_t number_params(const struct block_row *r) { return r->sum.params; }
static int64_t number_caffe(const struct block_row *r) { return r->sum.caffe; }
static int64_t number_blobs(const struct block_row *r) { return r->sum.blobs; }
static int64_t number_live(const struct block_row *r) { return r->sum.live; }
static int64_t number_buffers(const struct block_row *r) { return r->sum.buffers; }
static int64_t number_macs(const struct block_row *r)
{
	return r->sum.cost.of[METRIC_macs];
}

static int64_t number_bytes(const struct block_row *r)
{
	return amount_bytes(r->a, r->sum.caffe);
}

static int64_t number_live_bytes(const struct block_row *r)
{
	return amount_bytes(r->a, r->sum.live);
}

static int64_t number_flops(const struct block_row *r)
{
	return cost_flops(&r->sum.cost);
}

static int64_t number_traffic(const struct block_row *r)
{
	return block_traffic(r->a, &r->sum);
}

static bool unsure_params(const struct block_row *r) { return r->sum.params_lower_bound; }
static bool unsure_memory(const struct block_row *r) { return r->sum.memory_lower_bound; }
static bool unsure_live(const struct block_row *r) { return r->sum.live_lower_bound; }
static bool unsure_macs(const struct block_row *r) { return r->sum.cost_lower_bound; }

static void text_lower_bound(struct buffer *b, const struct block_row *r)
{
	const struct block_sum *s = &r->sum;

	put_lower_bounds(b, s->params_lower_bound, s->memory_lower_bound,
			 s->live_lower_bound, s->cost_lower_bound);
}

static void text_doubtful(struct buffer *b, const struct block_row *r)
{
	put_text(b, r->sum.doubtful ? "true" : "");
}

static int64_t all_params(const struct analysis *a) { return a->params.elements; }
static int64_t all_macs(const struct analysis *a) { return a->cost.of[METRIC_macs]; }

static const struct block_column columns_of_blocks[] = {
	{ .key = "name", .title = "block", .text = text_name },
	{ .key = "index", .title = "#", .text = text_range },
	{ .key = "layers", .title = "layers", .number = number_layers, .adds_up = true },
	{ .key = "repeats", .title = "alike", .number = number_repeats },
	{ .key = "output", .title = "output", .text = text_output },
	{ .key = "params", .title = "params", .number = number_params,
	  .unsure = unsure_params, .adds_up = true },
	{ .key = "params_percent", .title = "%", .number = number_params,
	  .unsure = unsure_params, .part_of = all_params, .adds_up = true },
	{ .key = "memory_elements", .number = number_caffe, .unsure = unsure_memory },
	{ .key = "memory_bytes", .title = "memory, B", .number = number_bytes,
	  .unsure = unsure_memory, .adds_up = true },
	{ .key = "blobs_elements", .number = number_blobs, .unsure = unsure_memory },
	{ .key = "live_elements", .number = number_live, .unsure = unsure_live },
	{ .key = "live_bytes", .title = "alive, B", .number = number_live_bytes,
	  .unsure = unsure_live },
	{ .key = "buffer_elements", .number = number_buffers },
	{ .key = "macs", .title = "MACs", .number = number_macs, .unsure = unsure_macs,
	  .adds_up = true },
	{ .key = "macs_percent", .title = "%", .number = number_macs,
	  .unsure = unsure_macs, .part_of = all_macs, .adds_up = true },
	{ .key = "flops", .number = number_flops },
	{ .key = "traffic_bytes", .number = number_traffic },
	{ .key = "lower_bound", .text = text_lower_bound },
	{ .key = "doubtful", .text = text_doubtful },
	{ .key = NULL },
};

static bool is_shown(const struct block_column *c, bool csv)
{
	return csv ? !c->part_of : c->title != NULL;
}

int block_columns(struct grid_column *out, bool csv)
{
	int count = 0;

	for (const struct block_column *c = columns_of_blocks; c->key; c++)
		if (is_shown(c, csv))
			out[count++] = (struct grid_column){
				.title = csv ? c->key : c->title,
				.number = c->number != NULL, .code = !c->number };
	return count;
}

static void put_cell(struct buffer *b, const struct block_column *c,
		     const struct block_row *r, bool csv)
{
	struct amount m;

	if (c->text) {
		c->text(b, r);
		return;
	}
	m = (struct amount){ .elements = c->number(r),
			     .lower_bound = c->unsure && c->unsure(r),
			     .doubtful = c->unsure && r->sum.doubtful };
	if (c->part_of && (m.elements || !m.lower_bound))
		put_percent(b, m.elements, c->part_of(r->a));
	else
		put_marked(b, &m, csv);
}

void block_rows(struct grid *g, const struct report *r, bool csv, bool with_file)
{
	enum grouping by = (enum grouping)(r->by - 1);
	const struct block_list *of = &r->a->blocks[by];

	for (int i = 0; i < of->count; i++) {
		const struct block *block = &of->list[i];
		struct block_row row = { r->a, block_name(r->a, by, block), block,
					 block_sum(r->a, block) };

		if (with_file)
			put_str(grid_cell(g), r->source.file);
		for (const struct block_column *c = columns_of_blocks; c->key; c++)
			if (is_shown(c, csv))
				put_cell(grid_cell(g), c, &row, csv);
	}
}

void block_total(struct grid *g, const struct report *r)
{
	const struct block all = { .first = 0, .last = r->a->net->layer_count - 1 };
	struct block_row row = { r->a, S("total"), &all, block_sum(r->a, &all) };

	grid_rule(g);
	for (const struct block_column *c = columns_of_blocks; c->key; c++) {
		struct buffer *b;

		if (!is_shown(c, false))
			continue;
		b = grid_cell(g);
		if (c->adds_up || c->text == text_name)
			put_cell(b, c, &row, false);
	}
}
