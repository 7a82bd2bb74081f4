/* Softmax and what is read off its result: Accuracy and ArgMax. */
#include "models/layers/look.h"
#include "models/layers/tools.h"

#include <inttypes.h>

/* softmax_layer.cpp */
static void setup_softmax(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int axis;

	check_engine(s, s->param, SoftmaxParameter_engine);
	setup_like_bottom(s);
	axis = bottom->known ? bottom_axis(s, 0, SoftmaxParameter_axis) : -1;
	if (axis < 0)
		return;
	check_filled(s, bottom->dim[axis], "the ones it sums with");
	look_along(s, axis);
}

/* One label for every position outside the class axis. */
static void check_labels(struct setup *s, int axis)
{
	const struct shape *scores = bottom_shape(s, 0), *labels = bottom_shape(s, 1);
	int64_t wanted = times(dims_between(scores, 0, axis), dims_from(scores, axis + 1));

	if (wanted != labels->count)
		setup_error(s, "label-count", s->layer->bottoms[1].at, "%" PRId64
			    " labels are needed, one for each position of bottom %.*s "
			    "outside class axis %d; bottom %.*s has %" PRId64, wanted,
			    STR_ARGS(describe_bottom(s, 0)), axis,
			    STR_ARGS(describe_bottom(s, 1)), labels->count)->hint =
			S("one label per image needs scores of N x classes, one per pixel "
			  "labels of N x 1 x H x W");
}

/* accuracy_layer.cpp divides by the number of labels first. */
static void check_top_k(struct setup *s)
{
	const struct shape *scores = bottom_shape(s, 0), *labels = bottom_shape(s, 1);
	int64_t top_k = get_int32(s->param, AccuracyParameter_top_k);

	if (labels->count == 0)
		setup_refuse(s, "no-labels", s->layer->bottoms[1].at, "bottom %.*s has no "
			     "labels, and Caffe divides by their number",
			     STR_ARGS(describe_bottom(s, 1)));
	else if (top_k > scores->count / labels->count)
		rests_on_shapes(s, setup_refuse(s, "top-k",
				place_of(s->param, AccuracyParameter_top_k, NO_PLACE),
				"top_k %" PRId64 " exceeds the number of classes, %" PRId64,
				top_k, scores->count / labels->count));
}

/* In place the scores have become the accuracy before a second top is shaped. */
static void setup_accuracy(struct setup *s)
{
	const struct shape *scores = bottom_shape(s, 0);
	int axis;

	s->layer->sees_all = true;
	set_top(s, 0, NULL, 0);
	if (!bottoms_known(s))
		return;
	check_top_k(s);
	axis = bottom_axis(s, 0, AccuracyParameter_axis);
	if (axis < 0)
		return;
	check_labels(s, axis);
	if (top_count(s) < 2)
		return;
	check_not_in_place(s);
	set_top(s, 1, &scores->dim[axis], 1);
}

static void check_best(struct setup *s, int64_t top_k, int64_t choices)
{
	uint32_t at = place_of(s->param, ArgMaxParameter_top_k, NO_PLACE);

	if (top_k < 1)
		setup_error(s, "top-k", at, "top_k must be at least 1");
	else if (top_k > choices)
		setup_error(s, "top-k", at, "top_k %" PRId64 " exceeds the %" PRId64
			    " values to choose from in bottom %.*s", top_k, choices,
			    STR_ARGS(describe_bottom(s, 0)));
}

static void setup_argmax_axis(struct setup *s, int64_t top_k)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int axis = bottom_axis(s, 0, ArgMaxParameter_axis);
	int64_t dim[MAX_AXES];

	if (axis < 0)
		return;
	check_best(s, top_k, bottom->dim[axis]);
	memcpy(dim, bottom->dim, bottom->axes * sizeof dim[0]);
	dim[axis] = top_k;
	set_top(s, 0, dim, bottom->axes);
	look_along(s, axis);
}

/* argmax_layer.cpp: [N, 1 or 2, top_k, 1 ...] unless an axis is given */
static void setup_argmax(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t top_k = get_int32(s->param, ArgMaxParameter_top_k);
	int64_t dim[MAX_AXES];

	if (!bottom->known)
		return;
	if (has_field(s->param, ArgMaxParameter_axis)) {
		setup_argmax_axis(s, top_k);
		return;
	}
	if (bottom->axes == 0) {
		setup_error(s, "few-axes", s->layer->bottoms[0].at, "ArgMax needs at "
			    "least one axis: bottom %.*s",
			    STR_ARGS(describe_bottom(s, 0)));
		return;
	}
	check_best(s, top_k, dims_from(bottom, 1));
	for (int i = 0; i < MAX_AXES; i++)
		dim[i] = 1;
	dim[0] = bottom->dim[0];
	dim[1] = get_bool(s->param, ArgMaxParameter_out_max_val) ? 2 : 1;
	dim[2] = top_k;
	set_top(s, 0, dim, bottom->axes < 3 ? 3 : bottom->axes);
	s->layer->sees_all = true;
}

/* softmax_layer.cpp: the maximum, its difference, the power, their sum and the
 * quotient, one each for every value */
static void count_softmax(struct layer *l)
{
	int64_t n = bottom_values(l);

	spend(l, METRIC_compare, n);
	spend(l, METRIC_add, times(2, n));
	spend(l, METRIC_exp, n);
	spend(l, METRIC_divide, n);
}

/* accuracy_layer.cpp, argmax_layer.cpp: every value is looked at once; keeping
 * the best top_k of them in order is not counted. */
static void count_choice(struct layer *l)
{
	spend(l, METRIC_compare, bottom_values(l));
}

const struct layer_kind classify_layers[] = {
	{ "Accuracy", LayerParameter_accuracy_param, { 2, 2 }, { 1, 2 }, 0,
	  setup_accuracy, count_choice, "share of right answers", STOCK },
	{ "ArgMax", LayerParameter_argmax_param, { 1, 1 }, { 1, 1 }, 0, setup_argmax,
	  count_choice, "where the largest values are", STOCK },
	{ "Softmax", LayerParameter_softmax_param, { 1, 1 }, { 1, 1 }, 0, setup_softmax,
	  count_softmax, "scores to probabilities", STOCK },
	{ 0 },
};
