/* Several bottoms to one top: Concat and Eltwise. */
#include "models/layers/tools.h"

#include <inttypes.h>

/* How two bottoms can be made to meet, but for an axis that may differ (or -1). */
static struct str how_to_meet(const struct setup *s, int i, int but)
{
	const struct shape *a = bottom_shape(s, 0), *b = bottom_shape(s, i);
	int axis = 0;

	if (a->axes != b->axes)
		return str_printf(s->arena, "one has %d axes and the other %d: is a Flatten or a "
				  "Reshape missing?", a->axes, b->axes);
	while (axis < a->axes && (axis == but || a->dim[axis] == b->dim[axis]))
		axis++;
	return str_printf(s->arena, "axis %d is %" PRId64 " in one and %" PRId64 " in the other: "
			  "%s", axis, a->dim[axis], b->dim[axis], axis == 0 ? "it is the batch"
			  : axis == 1 ? "compare num_output of the layers before them"
			  : "compare kernel_size, stride and pad of the layers before them");
}

static struct diag *report_mismatch(struct setup *s, int i, int but, const char *rule)
{
	struct diag *d = setup_error(s, "unequal-bottoms", s->layer->bottoms[i].at, "%s: "
				     "bottom %.*s and bottom %.*s", rule,
				     STR_ARGS(describe_bottom(s, 0)),
				     STR_ARGS(describe_bottom(s, i)));

	d->hint = how_to_meet(s, i, but);
	return d;
}

static bool joins(const struct shape *a, const struct shape *b, int axis)
{
	if (a->axes != b->axes)
		return false;
	for (int i = 0; i < a->axes; i++) {
		if (i != axis && a->dim[i] != b->dim[i])
			return false;
	}
	return true;
}

/* The axis of the top, or -1 when the bottoms do not fit. */
static int64_t joined_length(struct setup *s, int axis)
{
	int64_t length = 0;
	bool good = true;

	for (int i = 0; i < bottom_count(s); i++) {
		const struct shape *bottom = bottom_shape(s, i);

		if (joins(bottom_shape(s, 0), bottom, axis)) {
			length = plus(length, bottom->dim[axis]);
			continue;
		}
		report_mismatch(s, i, axis, str_cstring(s->arena, str_printf(s->arena,
				"bottoms must agree on every axis but %d", axis)));
		good = false;
	}
	return good ? length : -1;
}

/* concat_layer.cpp; with one bottom the top shares its data. */
static void setup_concat(struct setup *s)
{
	int64_t dim[MAX_AXES], length;
	int axis;

	if (!bottoms_known(s))
		return;
	axis = bottom_axis_or_dim(s, ConcatParameter_axis, ConcatParameter_concat_dim);
	length = axis < 0 ? -1 : joined_length(s, axis);
	if (length < 0)
		return;
	memcpy(dim, bottom_shape(s, 0)->dim, bottom_shape(s, 0)->axes * sizeof dim[0]);
	dim[axis] = length;
	set_top(s, 0, dim, bottom_shape(s, 0)->axes);
}

static void check_coefficients(struct setup *s)
{
	int given = field_count(s->param, EltwiseParameter_coeff);
	uint32_t at = place_of(s->param, EltwiseParameter_coeff, NO_PLACE);

	if (given && given != bottom_count(s))
		setup_refuse(s, "coefficients", at, "there must be one coeff for each of "
			     "the %d bottoms, or none; there are %d", bottom_count(s),
			     given);
	if (given && get_int(s->param, EltwiseParameter_operation) ==
		     EltwiseParameter_EltwiseOp_PROD)
		setup_refuse(s, "coefficients", at, "coeff is for sums only");
}

/* Whether b has the axes of a that begin at `axis`. */
static bool lies_over(const struct shape *a, const struct shape *b, int axis)
{
	return axis >= 0 && axis + b->axes <= a->axes &&
	       memcmp(a->dim + axis, b->dim, b->axes * sizeof b->dim[0]) == 0;
}

static void refuse_unequal(struct setup *s, int i)
{
	rests_on_shapes(s, setup_refuse(s, "unequal-bottoms", s->layer->bottoms[i].at,
			"stock Caffe needs bottoms of the same shape: bottom %.*s and "
			"bottom %.*s", STR_ARGS(describe_bottom(s, 0)),
			STR_ARGS(describe_bottom(s, i))));
}

/* Synopsys: the second bottom may have fewer axes, which begin at `axis`; further
 * ones are not looked at. */
static void check_synopsys_bottom(struct setup *s, int i)
{
	int axis = bottom_axis(s, 0, EltwiseParameter_axis);

	if (axis >= 0 && (i > 1 || lies_over(bottom_shape(s, 0), bottom_shape(s, i), axis)))
		refuse_unequal(s, i);
	else if (axis >= 0)
		setup_error(s, "unequal-bottoms", s->layer->bottoms[i].at, "bottom %.*s "
			    "does not lie over bottom %.*s from axis %d on",
			    STR_ARGS(describe_bottom(s, i)),
			    STR_ARGS(describe_bottom(s, 0)), axis);
}

static void check_equal_bottom(struct setup *s, int i)
{
	struct diag *d = report_mismatch(s, i, -1, "all bottoms must have the same shape");

	if (i == 1 && lies_over(bottom_shape(s, 0), bottom_shape(s, i), 0))
		d->hint = S("in Synopsys Caffe (dialect synopsys) the second bottom may "
			    "have fewer axes");
}

static void check_bottoms(struct setup *s)
{
	const struct shape *a = bottom_shape(s, 0);

	for (int i = 1; i < bottom_count(s); i++) {
		const struct shape *b = bottom_shape(s, i);

		if (!a->known || !b->known || shape_equal(a, b))
			continue;
		if (s->net->forks & FORK_synopsys)
			check_synopsys_bottom(s, i);
		else
			check_equal_bottom(s, i);
	}
}

/* A quotient is of two. */
static void check_quotient(struct setup *s)
{
	if (get_int(s->param, EltwiseParameter_operation) ==
		    EltwiseParameter_EltwiseOp_DIV && bottom_count(s) != 2)
		setup_refuse(s, "wrong-count", NO_PLACE, "a quotient has 2 bottoms, not %d",
			     bottom_count(s));
}

/* eltwise_layer.cpp */
static void setup_eltwise(struct setup *s)
{
	check_coefficients(s);
	check_quotient(s);
	check_bottoms(s);
	setup_like_bottom(s);
}

static bool plain_sum(const struct message *m)
{
	for EACH_FIELD(f, m, EltwiseParameter_coeff) {
		if (f->value.number != 1)
			return false;
	}
	return true;
}

/* eltwise_layer.cpp: each further bottom is added, multiplied or compared with
 * the result so far; with coefficients every bottom is a multiply-add. */
static void count_eltwise(struct layer *l)
{
	const struct message *m = own_message(l);
	int64_t further = times(l->bottom_count - 1, top_values(l));

	switch (get_int(m, EltwiseParameter_operation)) {
	case EltwiseParameter_EltwiseOp_PROD:
		spend(l, METRIC_mul_add, further);
		break;
	case EltwiseParameter_EltwiseOp_MAX:
	case EltwiseParameter_EltwiseOp_MIN:
		spend(l, METRIC_compare, further);
		break;
	case EltwiseParameter_EltwiseOp_DIV:
		spend(l, METRIC_divide, further);
		break;
	default:
		if (plain_sum(m))
			spend(l, METRIC_add, further);
		else
			spend(l, METRIC_mul_add, times(l->bottom_count, top_values(l)));
	}
}

const struct layer_kind combine_layers[] = {
	{ "Concat", LayerParameter_concat_param, { 1, ANY_NUMBER }, { 1, 1 },
	  LAYER_SHARES, setup_concat, NULL, "joins bottoms along an axis", STOCK },
	{ "Eltwise", LayerParameter_eltwise_param, { 2, ANY_NUMBER }, { 1, 1 }, LAYER_ALONE,
	  setup_eltwise, count_eltwise, "sum, product or maximum of equal bottoms", STOCK },
	{ 0 },
};
