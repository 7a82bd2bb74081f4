#include <math.h>

#include "models/figures/memory.h"
#include "models/figures/totals.h"
#include "models/layers/layer.h"
#include "server/base/quote.h"
#include "server/report/report.h"

static const struct layer *layer_at(const struct analysis *a, int i)
{
	return &a->net->layers[i];
}

/* Text */

void put_shape_text(struct buffer *b, const struct shape *s)
{
	if (!s->known || s->axes == 0) {
		put_text(b, !s->known ? "?" : s->count == 0 ? "none" : "scalar");
		return;
	}
	for (int i = 0; i < s->axes; i++) {
		if (i)
			put_char(b, 'x');
		put_signed(b, s->dim[i]);
	}
}

static void text_name(struct buffer *b, const struct analysis *a, int i)
{
	put_str(b, layer_at(a, i)->name);
}

static void text_type(struct buffer *b, const struct analysis *a, int i)
{
	put_str(b, layer_at(a, i)->type);
}

static void text_bottoms(struct buffer *b, const struct analysis *a, int i)
{
	const struct layer *l = layer_at(a, i);

	for (int k = 0; k < l->bottom_count; k++) {
		if (k)
			put_char(b, ' ');
		put_str(b, l->bottoms[k].name);
	}
}

static void text_tops(struct buffer *b, const struct analysis *a, int i)
{
	const struct layer *l = layer_at(a, i);

	for (int k = 0; k < l->top_count; k++) {
		if (k)
			put_char(b, ' ');
		put_str(b, l->tops[k].name);
	}
}

static bool same_shape_before(const struct layer *l, int k)
{
	return k > 0 && shape_equal(&l->tops[k].shape, &l->tops[k - 1].shape);
}

/* The tops' shapes; equal ones in a row are counted. */
static void text_output(struct buffer *b, const struct analysis *a, int i)
{
	const struct layer *l = layer_at(a, i);

	for (int k = 0; k < l->top_count;) {
		int same = 1;

		while (k + same < l->top_count && same_shape_before(l, k + same))
			same++;
		if (k)
			put_text(b, ", ");
		if (same > 1) {
			put_signed(b, same);
			put_text(b, " of ");
		}
		put_shape_text(b, &l->tops[k].shape);
		k += same;
	}
}

static void text_param_shapes(struct buffer *b, const struct analysis *a, int i)
{
	const struct layer *l = layer_at(a, i);

	for (int k = 0; k < l->param_count; k++) {
		if (k)
			put_char(b, ' ');
		put_shape_text(b, &l->params[k].shape);
	}
}

static void text_views(struct buffer *b, const struct layer *l,
		       double (*of)(const struct view *v))
{
	for (int k = 0; l->views && k < l->view_count; k++) {
		if (k)
			put_char(b, 'x');
		put_double(b, round(100 * of(&l->views[k])) / 100);
	}
}

static double view_size(const struct view *v) { return v->size; }
static double view_stride(const struct view *v) { return v->stride; }

static void text_field(struct buffer *b, const struct analysis *a, int i)
{
	text_views(b, layer_at(a, i), view_size);
}

static void text_stride(struct buffer *b, const struct analysis *a, int i)
{
	text_views(b, layer_at(a, i), view_stride);
}

static void text_inserted(struct buffer *b, const struct analysis *a, int i)
{
	put_text(b, layer_at(a, i)->inserted ? "true" : "false");
}

static bool memory_known(const struct layer *l)
{
	for (int k = 0; k < l->top_count; k++)
		if (!l->tops[k].shape.known)
			return false;
	return true;
}

static void text_lower_bound(struct buffer *b, const struct analysis *a, int i)
{
	const struct layer *l = layer_at(a, i);

	put_lower_bounds(b, layer_params(l, false).lower_bound, !memory_known(l),
			 !live_known(a, i), !layer_macs_known(l));
}

static void text_doubtful(struct buffer *b, const struct analysis *a, int i)
{
	put_text(b, layer_doubtful(layer_at(a, i)) ? "true" : "");
}

/* Numbers */

static bool number_index(const struct analysis *a, int i, int64_t *n)
{
	(void)a;
	*n = i;
	return true;
}

static bool number_line(const struct analysis *a, int i, int64_t *n)
{
	int line, column;

	lines_find(&a->lines, layer_at(a, i)->at, &line, &column);
	*n = layer_at(a, i)->inserted ? 0 : line;
	return *n > 0;
}

static bool number_params(const struct analysis *a, int i, int64_t *n)
{
	struct amount own = layer_params(layer_at(a, i), false);

	*n = own.elements;
	return !own.lower_bound;
}

static bool number_memory(const struct analysis *a, int i, int64_t *n)
{
	const struct layer *l = layer_at(a, i);
	struct amount sum = { 0 };

	for (int k = 0; k < l->top_count; k++)
		amount_add(&sum, &l->tops[k].shape);
	*n = sum.elements;
	return !sum.lower_bound;
}

static bool number_bytes(const struct analysis *a, int i, int64_t *n)
{
	bool known = number_memory(a, i, n);

	*n = amount_bytes(a, *n);
	return known;
}

static bool number_live(const struct analysis *a, int i, int64_t *n)
{
	*n = a->memory.live[i];
	return live_known(a, i);
}

/* The cost of a layer follows from its shapes. */
static bool number_metric(const struct analysis *a, int i, int64_t *n, enum metric m)
{
	*n = layer_at(a, i)->cost.of[m];
	return m == METRIC_macs ? layer_macs_known(layer_at(a, i))
				: layer_ops_known(layer_at(a, i));
}

static struct amount marks_of_ops(const struct analysis *a)
{
	return (struct amount){ .lower_bound = a->ops_lower_bound,
				.doubtful = a->ops_doubtful };
}

#define METRIC(name, title, unit, text)                                               \
	static bool number_##name(const struct analysis *a, int i, int64_t *n)        \
	{                                                                             \
		return number_metric(a, i, n, METRIC_##name);                         \
	}                                                                             \
	static int64_t total_##name(const struct analysis *a)                         \
	{                                                                             \
		return a->cost.of[METRIC_##name];                                     \
	}                                                                             \
	static struct amount marks_of_##name(const struct analysis *a)                \
	{                                                                             \
		return METRIC_##name == METRIC_macs ? macs_amount(a)                  \
						    : marks_of_ops(a);                \
	}
#include "models/net/metric.def"
#undef METRIC

static bool number_flops(const struct analysis *a, int i, int64_t *n)
{
	bool known = number_metric(a, i, n, METRIC_mul_add);

	*n = cost_flops(&layer_at(a, i)->cost);
	return known;
}

static int64_t total_flops(const struct analysis *a) { return cost_flops(&a->cost); }

static bool number_traffic(const struct analysis *a, int i, int64_t *n)
{
	bool known = number_memory(a, i, n);

	*n = layer_traffic(a, layer_at(a, i));
	return known;
}

static bool number_buffer(const struct analysis *a, int i, int64_t *n)
{
	*n = layer_at(a, i)->buffer_elements;
	return true;
}

static int64_t total_params(const struct analysis *a) { return a->params.elements; }
static struct amount marks_of_params(const struct analysis *a) { return a->params; }
static int64_t total_memory(const struct analysis *a)
{
	return a->memory.caffe.elements;
}
static struct amount marks_of_memory(const struct analysis *a)
{
	return a->memory.caffe;
}
static int64_t total_bytes(const struct analysis *a)
{
	return amount_bytes(a, a->memory.caffe.elements);
}

const struct column columns[] = {
	{ .key = "index", .title = "#", .number = number_index },
	{ .key = "name", .title = "layer", .shrink = 12, .code = true,
	  .text = text_name },
	{ .key = "type", .title = "type", .shrink = 8, .code = true, .text = text_type },
	{ .key = "inserted", .text = text_inserted },
	{ .key = "bottoms", .code = true, .text = text_bottoms },
	{ .key = "tops", .code = true, .text = text_tops },
	{ .key = "output", .title = "output", .shrink = 10, .text = text_output },
	{ .key = "param_shapes", .text = text_param_shapes },
	{ .key = "params", .title = "params", .number = number_params,
	  .total = total_params, .marks = marks_of_params },
	{ .key = "params_percent", .title = "%", .number = number_params,
	  .total = total_params, .part_of = total_params },
	{ .key = "memory_elements", .number = number_memory, .total = total_memory,
	  .marks = marks_of_memory },
	{ .key = "memory_bytes", .title = "memory, B", .number = number_bytes,
	  .total = total_bytes, .marks = marks_of_memory },
	{ .key = "live_elements", .number = number_live },
#define METRIC(name, title_, unit, text)                                              \
	{ .key = #name, .title = METRIC_##name == METRIC_macs ? title_ : NULL,        \
	  .number = number_##name, .total = total_##name,                      \
	  .marks = marks_of_##name },
#include "models/net/metric.def"
#undef METRIC
	{ .key = "flops", .number = number_flops, .total = total_flops },
	{ .key = "traffic_bytes", .number = number_traffic, .total = total_traffic },
	{ .key = "buffer_elements", .number = number_buffer },
	{ .key = "receptive_field", .text = text_field },
	{ .key = "stride", .text = text_stride },
	{ .key = "line", .title = "line", .number = number_line },
	{ .key = "lower_bound", .text = text_lower_bound },
	{ .key = "doubtful", .text = text_doubtful },
	{ .key = NULL },
};
