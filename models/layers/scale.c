/* Scale and Bias: a factor or a summand for some of the axes. */
#include "models/layers/tools.h"

#include <inttypes.h>

/* Which axes of the first bottom a factor or summand spans. */
struct span {
	int axis, axes;
};

/* The blob's axes as the message says: num_axes from `axis` on, -1 to the end. */
static bool read_span(struct setup *s, int axis_id, int axes_id, struct span *span)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t axes = get_int(s->param, axes_id);
	uint32_t at = place_of(s->param, axes_id, place_of(s->param, axis_id, NO_PLACE));

	span->axis = bottom_axis(s, 0, axis_id);
	if (span->axis < 0)
		return false;
	span->axes = axes == -1 ? bottom->axes - span->axis : (int)axes;
	if (axes >= -1 && span->axes <= bottom->axes - span->axis)
		return true;
	setup_error(s, "num-axes", at, "%" PRId64 " axes from axis %d on reach past the "
		    "end of bottom %.*s", axes, span->axis,
		    STR_ARGS(describe_bottom(s, 0)));
	return false;
}

/* The second bottom is the factor; a scalar fits anywhere. */
static bool read_second(struct setup *s, int axis_id, struct span *span)
{
	const struct shape *bottom = bottom_shape(s, 0), *second = bottom_shape(s, 1);

	span->axes = second->axes;
	span->axis = second->axes ? bottom_axis(s, 0, axis_id) : 0;
	if (span->axis < 0)
		return false;
	if (span->axis + span->axes > bottom->axes) {
		setup_error(s, "num-axes", s->layer->bottoms[1].at, "bottom %.*s reaches "
			    "past the end of bottom %.*s from axis %d on",
			    STR_ARGS(describe_bottom(s, 1)),
			    STR_ARGS(describe_bottom(s, 0)), span->axis);
		return false;
	}
	for (int i = 0; i < span->axes; i++) {
		if (bottom->dim[span->axis + i] == second->dim[i])
			continue;
		setup_error(s, "unequal-bottoms", s->layer->bottoms[1].at, "axis %d of "
			    "bottom %.*s must match axis %d of bottom %.*s", i,
			    STR_ARGS(describe_bottom(s, 1)), span->axis + i,
			    STR_ARGS(describe_bottom(s, 0)));
		return false;
	}
	return true;
}

static void add_spanned(struct setup *s, const struct span *span, int filler)
{
	const int64_t *dim = bottom_shape(s, 0)->dim + span->axis;

	check_filler(s, s->param, filler, &add_param(s, dim, span->axes)->shape);
}

static void check_inner(struct setup *s, const struct span *span)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int axis = span->axes ? span->axis : 0;

	check_filled(s, dims_from(bottom, axis + span->axes), "the ones that spread "
		     "the bias");
}

/* bias_layer.cpp */
static void setup_bias(struct setup *s)
{
	bool learnt = bottom_count(s) == 1;
	struct span span;

	setup_like_bottom(s);
	if (!bottoms_known(s)) {
		if (learnt)
			add_param(s, NULL, 0);
		return;
	}
	if (learnt ? !read_span(s, BiasParameter_axis, BiasParameter_num_axes, &span)
		   : !read_second(s, BiasParameter_axis, &span))
		return;
	if (learnt)
		add_spanned(s, &span, BiasParameter_filler);
	check_inner(s, &span);
}

static void add_unknown(struct setup *s, bool learnt, bool bias)
{
	for (int i = 0; i < learnt + bias; i++)
		add_param(s, NULL, 0);
}

/* scale_layer.cpp and the Bias layer inside it, whose blob spans the same axes
 * but begins at `axis` even for a scalar. */
static void setup_scale(struct setup *s)
{
	bool learnt = bottom_count(s) == 1;
	bool bias = get_bool(s->param, ScaleParameter_bias_term);
	struct span span;
	int outer;

	setup_like_bottom(s);
	if (!bottoms_known(s)) {
		add_unknown(s, learnt, bias);
		return;
	}
	if (learnt ? !read_span(s, ScaleParameter_axis, ScaleParameter_num_axes, &span)
		   : !read_second(s, ScaleParameter_axis, &span))
		return;
	if (learnt)
		add_spanned(s, &span, ScaleParameter_filler);
	if (bias && !learnt && bottom_axis(s, 0, ScaleParameter_axis) < 0)
		return;
	if (bias) {
		add_spanned(s, &span, ScaleParameter_bias_filler);
		check_inner(s, &span);
	}
	outer = span.axes ? span.axis : 0;
	if (dims_between(bottom_shape(s, 0), 0, outer) == 0)
		check_filled(s, dims_from(bottom_shape(s, 0), outer + span.axes),
			     "the ones it sums with");
}

/* scale_layer.cpp: one product per value; the bias is added by itself. */
static void count_scale(struct layer *l)
{
	spend(l, METRIC_mul_add, bottom_values(l));
	if (get_bool(own_message(l), ScaleParameter_bias_term))
		spend(l, METRIC_add, bottom_values(l));
}

/* bias_layer.cpp */
static void count_bias(struct layer *l)
{
	spend(l, METRIC_add, bottom_values(l));
}

const struct layer_kind scale_layers[] = {
	{ "Bias", LayerParameter_bias_param, { 1, 2 }, { 1, 1 }, 0, setup_bias,
	  count_bias, "adds a learnt or given summand", STOCK },
	{ "Scale", LayerParameter_scale_param, { 1, 2 }, { 1, 1 }, 0, setup_scale,
	  count_scale, "multiplies by a learnt or given factor, and may add a bias", STOCK },
	{ 0 },
};
