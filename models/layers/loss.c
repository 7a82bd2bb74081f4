/* Loss layers (loss_layer.cpp and its kin). */
#include "models/layers/tools.h"

#include <inttypes.h>

/* LossLayer::Reshape: both bottoms have the same first axis. */
static bool check_first_axes(struct setup *s)
{
	const struct shape *a = bottom_shape(s, 0), *b = bottom_shape(s, 1);

	if (a->axes > 0 && b->axes > 0 && a->dim[0] == b->dim[0])
		return true;
	setup_error(s, "unequal-bottoms", s->layer->bottoms[1].at, "both bottoms must "
		    "have the same first axis: %.*s and %.*s",
		    STR_ARGS(describe_bottom(s, 0)), STR_ARGS(describe_bottom(s, 1)))->hint =
		S("it is the batch: one label or target for each item");
	return false;
}

/* Sets the loss and checks what all losses check; whether the bottoms are known. */
static bool begin_loss(struct setup *s)
{
	s->layer->sees_all = true;
	set_top(s, 0, NULL, 0);
	if (!bottoms_known(s))
		return false;
	return check_first_axes(s);
}

static void setup_loss(struct setup *s)
{
	begin_loss(s);
}

/* The weight that an inner layer of the loss takes over from the file. */
static double file_weight(const struct setup *s, double otherwise)
{
	const struct layer *l = s->layer;

	return l->loss_weight_count && l->top_count ? l->tops[0].loss_weight : otherwise;
}

/* An inner layer with a weight fills the gradient of its own top. */
static void check_inner_weight(struct setup *s, double weight)
{
	if (weight != 0)
		check_filled(s, bottom_shape(s, 0)->count, "the gradient of its inner "
			     "layer");
}

/* The Softmax inside, and one label for each position outside its axis. */
static void check_inner_softmax(struct setup *s, int axis)
{
	const struct shape *scores = bottom_shape(s, 0), *labels = bottom_shape(s, 1);
	int64_t wanted = times(dims_between(scores, 0, axis), dims_from(scores, axis + 1));

	check_filled(s, scores->dim[axis], "the ones it sums with");
	if (wanted == labels->count)
		return;
	setup_error(s, "label-count", s->layer->bottoms[1].at, "%" PRId64 " labels are "
		    "needed, one for each position of bottom %.*s outside class axis %d; "
		    "bottom %.*s has %" PRId64, wanted, STR_ARGS(describe_bottom(s, 0)),
		    axis, STR_ARGS(describe_bottom(s, 1)), labels->count)->hint =
		S("one label per image needs scores of N x classes, one per pixel labels "
		  "of N x 1 x H x W");
}

/* softmax_loss_layer.cpp.  Like most losses it cannot work in place: the first
 * bottom would become the loss before the inner layer looks at it. */
static void setup_softmax_loss(struct setup *s)
{
	int axis;

	check_engine(s, s->param, SoftmaxParameter_engine);
	if (top_count(s) > 1) {
		set_top_like(s, 1, bottom_shape(s, 0));
		setup_refuse(s, "top-count", s->layer->tops[1].at, "Caffe cannot load "
			     "SoftmaxWithLoss with two tops: its inner Softmax, which has "
			     "one, gets the loss weights of both");
	}
	if (!begin_loss(s))
		return;
	check_not_in_place(s);
	check_inner_weight(s, file_weight(s, 1));
	axis = bottom_axis(s, 0, SoftmaxParameter_axis);
	if (axis >= 0)
		check_inner_softmax(s, axis);
}

/* The matrix is the third bottom, or a file that is not opened here. */
static void check_infogain(struct setup *s, int64_t classes)
{
	int64_t wanted = times(classes, classes);

	if (bottom_count(s) < 3) {
		if (!has_field(s->param, InfogainLossParameter_source))
			setup_error(s, "infogain", NO_PLACE, "the infogain matrix must "
				    "come from a third bottom or from a source");
		return;
	}
	if (bottom_shape(s, 2)->count != wanted)
		setup_error(s, "infogain", s->layer->bottoms[2].at, "the infogain matrix "
			    "of %" PRId64 " classes has %" PRId64 " values; bottom %.*s "
			    "has %" PRId64, classes, wanted,
			    STR_ARGS(describe_bottom(s, 2)), bottom_shape(s, 2)->count);
}

/* The older `normalize`, which SoftmaxWithLoss still takes. */
static void check_normalize(struct setup *s)
{
	const struct message *m = get_message(s->layer->message,
					      LayerParameter_loss_param);

	if (has_field(m, LossParameter_normalize))
		setup_refuse(s, "normalize", place_of(m, LossParameter_normalize,
			     NO_PLACE), "InfogainLoss takes normalization, not normalize");
}

/* infogain_loss_layer.cpp */
static void setup_infogain(struct setup *s)
{
	const struct message *softmax = get_message(s->layer->message,
						    LayerParameter_softmax_param);
	int axis;

	check_engine(s, softmax, SoftmaxParameter_engine);
	check_normalize(s);
	if (top_count(s) > 1)
		set_top_like(s, 1, bottom_shape(s, 0));
	if (!begin_loss(s))
		return;
	check_not_in_place(s);
	check_inner_weight(s, 1);
	axis = bottom_axis(s, 0, InfogainLossParameter_axis);
	if (axis < 0)
		return;
	check_inner_softmax(s, axis);
	check_infogain(s, bottom_shape(s, 0)->dim[axis]);
}

/* euclidean_loss_layer.cpp */
static void setup_euclidean(struct setup *s)
{
	const struct shape *a = bottom_shape(s, 0), *b = bottom_shape(s, 1);

	if (!begin_loss(s))
		return;
	check_not_in_place(s);
	if (dims_from(a, 1) != dims_from(b, 1))
		setup_error(s, "unequal-bottoms", s->layer->bottoms[1].at, "both bottoms "
			    "must have as many values for each item: %.*s and %.*s",
			    STR_ARGS(describe_bottom(s, 0)),
			    STR_ARGS(describe_bottom(s, 1)));
}

/* sigmoid_cross_entropy_loss_layer.cpp */
static void setup_sigmoid_loss(struct setup *s)
{
	const struct shape *scores = bottom_shape(s, 0), *targets = bottom_shape(s, 1);

	if (!begin_loss(s))
		return;
	check_not_in_place(s);
	check_inner_weight(s, file_weight(s, 0));
	if (scores->count != targets->count)
		setup_error(s, "label-count", s->layer->bottoms[1].at, "one target is "
			    "needed for each score: bottom %.*s has %" PRId64
			    ", bottom %.*s %" PRId64, STR_ARGS(describe_bottom(s, 0)),
			    scores->count, STR_ARGS(describe_bottom(s, 1)),
			    targets->count);
}

/* A bottom that holds one value (or, from axis `from` on, one) per item. */
static void check_ones(struct setup *s, int i, int from)
{
	const struct shape *bottom = bottom_shape(s, i);

	if (!check_legacy(s, i))
		return;
	for (int axis = from; axis < 4; axis++) {
		if (legacy_dim(bottom, axis) == 1)
			continue;
		setup_error(s, "unequal-bottoms", s->layer->bottoms[i].at, "axis %d of "
			    "bottom %.*s must be 1", axis,
			    STR_ARGS(describe_bottom(s, i)));
		return;
	}
}

/* multinomial_logistic_loss_layer.cpp */
static void setup_multinomial(struct setup *s)
{
	if (begin_loss(s))
		check_ones(s, 1, 1);
}

/* contrastive_loss_layer.cpp: two bottoms of vectors and their similarity */
static void setup_contrastive(struct setup *s)
{
	const struct shape *a = bottom_shape(s, 0), *b = bottom_shape(s, 1);

	if (!begin_loss(s))
		return;
	check_ones(s, 0, 2);
	check_ones(s, 1, 2);
	check_ones(s, 2, 1);
	if (legacy_dim(a, 1) != legacy_dim(b, 1))
		setup_error(s, "unequal-bottoms", s->layer->bottoms[1].at, "both bottoms "
			    "must have as many channels: %.*s and %.*s",
			    STR_ARGS(describe_bottom(s, 0)),
			    STR_ARGS(describe_bottom(s, 1)));
}

static int64_t labels_of(const struct layer *l)
{
	return l->bottoms[1].shape.known ? l->bottoms[1].shape.count : 0;
}

/* softmax_layer.cpp inside: maximum, difference, power, sum and quotient */
static void spend_softmax(struct layer *l)
{
	int64_t n = bottom_values(l);

	spend(l, METRIC_compare, n);
	spend(l, METRIC_add, times(2, n));
	spend(l, METRIC_exp, n);
	spend(l, METRIC_divide, n);
}

/* softmax_loss_layer.cpp: the softmax; for each label a lower bound, a logarithm
 * and a sum; one division */
static void count_softmax_loss(struct layer *l)
{
	spend_softmax(l);
	spend(l, METRIC_compare, labels_of(l));
	spend(l, METRIC_exp, labels_of(l));
	spend(l, METRIC_add, labels_of(l));
	spend(l, METRIC_divide, 1);
}

/* infogain_loss_layer.cpp: the softmax; for each score a lower bound, a logarithm
 * and a multiply-add; one division */
static void count_infogain(struct layer *l)
{
	spend_softmax(l);
	spend(l, METRIC_compare, bottom_values(l));
	spend(l, METRIC_exp, bottom_values(l));
	spend(l, METRIC_mul_add, bottom_values(l));
	spend(l, METRIC_divide, 1);
}

/* euclidean_loss_layer.cpp: difference and square for each value; one division */
static void count_euclidean(struct layer *l)
{
	spend(l, METRIC_add, bottom_values(l));
	spend(l, METRIC_mul_add, bottom_values(l));
	spend(l, METRIC_divide, 1);
}

/* hinge_loss_layer.cpp: 1 + s x, the maximum with 0, the sum; one division */
static void count_hinge(struct layer *l)
{
	spend(l, METRIC_add, times(2, bottom_values(l)));
	spend(l, METRIC_compare, bottom_values(l));
	spend(l, METRIC_divide, 1);
}

/* multinomial_logistic_loss_layer.cpp: a lower bound, a logarithm and a sum for
 * each label; one division */
static void count_multinomial(struct layer *l)
{
	spend(l, METRIC_compare, labels_of(l));
	spend(l, METRIC_exp, labels_of(l));
	spend(l, METRIC_add, labels_of(l));
	spend(l, METRIC_divide, 1);
}

/* sigmoid_cross_entropy_loss_layer.cpp: the sigmoid (tanh, two multiply-adds);
 * then x (t - [x >= 0]) - log(1 + exp(x - 2 x [x >= 0])); one division */
static void count_sigmoid_loss(struct layer *l)
{
	int64_t n = bottom_values(l);

	spend(l, METRIC_exp, times(3, n));
	spend(l, METRIC_compare, times(2, n));
	spend(l, METRIC_mul_add, times(5, n));
	spend(l, METRIC_add, times(3, n));
	spend(l, METRIC_divide, 1);
}

/* contrastive_loss_layer.cpp: difference and square for each value; for each
 * pair the root, margin, maximum, square and sum; two divisions */
static void count_contrastive(struct layer *l)
{
	const struct shape *bottom = &l->bottoms[0].shape;
	int64_t pairs = bottom->known ? dims_between(bottom, 0, 1) : 0;

	spend(l, METRIC_add, plus(bottom_values(l), times(2, pairs)));
	spend(l, METRIC_mul_add, plus(bottom_values(l), pairs));
	spend(l, METRIC_exp, pairs);
	spend(l, METRIC_compare, pairs);
	spend(l, METRIC_divide, 2);
}

#define LOSS (LAYER_LOSS | LAYER_AUTO_TOP)

const struct layer_kind loss_layers[] = {
	{ "ContrastiveLoss", LayerParameter_contrastive_loss_param, { 3, 3 }, { 1, 1 },
	  LOSS, setup_contrastive, count_contrastive, "distance of pairs", STOCK },
	{ "EuclideanLoss", -1, { 2, 2 }, { 1, 1 }, LOSS, setup_euclidean, count_euclidean,
	  "half the mean squared difference", STOCK },
	{ "HingeLoss", LayerParameter_hinge_loss_param, { 2, 2 }, { 1, 1 }, LOSS,
	  setup_loss, count_hinge, "one-versus-all hinge loss", STOCK },
	{ "InfogainLoss", LayerParameter_infogain_loss_param, { 2, 3 }, { 1, 2 }, LOSS,
	  setup_infogain, count_infogain, "softmax loss weighted by a matrix", STOCK },
	{ "MultinomialLogisticLoss", -1, { 2, 2 }, { 1, 1 }, LOSS, setup_multinomial,
	  count_multinomial, "logarithm of given probabilities", STOCK },
	{ "SigmoidCrossEntropyLoss", -1, { 2, 2 }, { 1, 1 }, LOSS, setup_sigmoid_loss,
	  count_sigmoid_loss, "independent logistic losses", STOCK },
	{ "SoftmaxWithLoss", LayerParameter_softmax_param, { 2, 2 }, { 1, 2 }, LOSS,
	  setup_softmax_loss, count_softmax_loss, "softmax and its logarithmic loss", STOCK },
	{ 0 },
};
