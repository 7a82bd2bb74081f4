/* What else forks have: SENet (hujie-frank), CTPN (tianzhi0549), SphereFace
 * (wy1iu), caffe-windows (happynear), the YOLO ports and Synopsys Caffe. */
#include "models/layers/forks.h"

#include <inttypes.h>

/* axpy_layer.cpp: scale [N, C] or [N, C, 1, 1], x and y. */
static void setup_axpy(struct setup *s)
{
	const struct shape *scale = bottom_shape(s, 0), *x = bottom_shape(s, 1);

	if (bottoms_known(s)) {
		if (legacy_dim(scale, 0) != legacy_dim(x, 0) ||
		    legacy_dim(scale, 1) != legacy_dim(x, 1) ||
		    dims_from(scale, scale->axes < 2 ? scale->axes : 2) != 1)
			setup_error(s, "unequal-bottoms", s->layer->bottoms[0].at, "there "
				    "must be one scale for each channel of %.*s: %.*s",
				    STR_ARGS(describe_bottom(s, 1)),
				    STR_ARGS(describe_bottom(s, 0)));
		if (!shape_equal(x, bottom_shape(s, 2)))
			setup_error(s, "unequal-bottoms", s->layer->bottoms[2].at, "both "
				    "summands must have the same shape: %.*s and %.*s",
				    STR_ARGS(describe_bottom(s, 1)),
				    STR_ARGS(describe_bottom(s, 2)));
	}
	set_top_like(s, 0, x);
}

static void count_axpy(struct layer *l)
{
	spend(l, METRIC_mul_add, top_values(l));
}

/* Lengths of two axes that are laid over each other; -1 when they do not fit. */
static int64_t broadcast(int64_t a, int64_t b)
{
	return a == b || b == 1 ? a : a == 1 ? b : -1;
}

/* Bottoms, aligned at their last axes; a single one meets a constant. */
static void setup_add(struct setup *s)
{
	const struct shape *a = bottom_shape(s, 0);
	const struct shape *b = bottom_shape(s, bottom_count(s) - 1);
	int64_t dim[MAX_AXES];
	int axes = a->axes > b->axes ? a->axes : b->axes;

	if (!bottoms_known(s))
		return;
	check_not_in_place(s);
	for (int i = 1; i <= axes; i++) {
		int64_t x = i <= a->axes ? a->dim[a->axes - i] : 1;
		int64_t y = i <= b->axes ? b->dim[b->axes - i] : 1;

		dim[axes - i] = broadcast(x, y);
		if (dim[axes - i] >= 0)
			continue;
		setup_error(s, "unequal-bottoms", s->layer->bottoms[1].at, "the bottoms do "
			    "not fit over each other: %.*s and %.*s",
			    STR_ARGS(describe_bottom(s, 0)),
			    STR_ARGS(describe_bottom(s, 1)));
		return;
	}
	set_top(s, 0, dim, axes);
}

static void count_add(struct layer *l)
{
	spend(l, METRIC_add, top_values(l));
}

static void count_compare(struct layer *l)
{
	spend(l, METRIC_compare, times(2, bottom_values(l)));
}

/* channel_scale_layer.cpp: features, and a scale for each item. */
static void setup_channel_scale(struct setup *s)
{
	if (get_bool(s->param, ChannelScaleParameter_global_scale))
		add_param(s, &(int64_t){ 1 }, 1);
	set_top_like(s, 0, bottom_shape(s, 0));
	if (top_count(s) > 1)
		set_top(s, 1, &(int64_t){ 1 }, 1);
}

/* Weights [num_output, K] and nothing else. */
static void setup_weights_only(struct setup *s, int num_output, int axis_field,
			       int weight_filler)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t outputs = get_int32(s->param, num_output), dim[MAX_AXES];
	int axis = b->known ? bottom_axis(s, 0, axis_field) : -1;

	if (outputs <= 0) {
		setup_error(s, "num-output", place_of(s->param, num_output, NO_PLACE),
			    "num_output must be at least 1");
		return;
	}
	check_filler(s, s->param, weight_filler, &add_param(s, axis < 0 ? NULL :
		     (int64_t[]){ outputs, dims_from(b, axis) }, 2)->shape);
	s->layer->sees_all = true;
	if (axis < 0)
		return;
	memcpy(dim, b->dim, axis * sizeof dim[0]);
	dim[axis] = outputs;
	set_top(s, 0, dim, axis + 1);
}

static void setup_margin_inner_product(struct setup *s)
{
	setup_weights_only(s, MarginInnerProductParameter_num_output,
			   MarginInnerProductParameter_axis,
			   MarginInnerProductParameter_weight_filler);
	if (top_count(s) > 1)
		set_top(s, 1, &(int64_t){ 1 }, 1);
}

static void setup_inner_distance(struct setup *s)
{
	setup_weights_only(s, InnerDistanceParameter_num_output,
			   InnerDistanceParameter_axis, InnerDistanceParameter_weight_filler);
}

static void count_weights_only(struct layer *l)
{
	const struct shape *top = &l->tops[0].shape;

	if (!l->param_count || !l->params[0].shape.known || !top->known)
		return;
	spend_macs(l, times(l->params[0].shape.count,
			    dims_between(top, 1, top->axes - 1)),
		   top->axes > 1 ? top->dim[0] : 1);
}

/* lstm_layer.cpp of CTPN: one bottom [T, N, …], and no cont. */
static void setup_lstm(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t h = get_int32(s->param, LSTMParameter_num_output), inputs;
	bool known = b->known && b->axes >= 2;

	if (h <= 0) {
		setup_error(s, "num-output", place_of(s->param, LSTMParameter_num_output,
			    NO_PLACE), "num_output must be at least 1");
		return;
	}
	inputs = known ? dims_from(b, 2) : 0;
	check_filler(s, s->param, LSTMParameter_weight_filler, &add_param(s, known ?
		     (int64_t[]){ 4 * h, inputs } : NULL, 2)->shape);
	add_param(s, (int64_t[]){ 4 * h, h }, 2);
	check_filler(s, s->param, LSTMParameter_bias_filler,
		     &add_param(s, (int64_t[]){ 4 * h }, 1)->shape);
	if (known)
		set_top(s, 0, (int64_t[]){ b->dim[0], b->dim[1], h }, 3);
}

/* Both transforms in each step, then the gates. */
static void count_lstm(struct layer *l)
{
	const struct shape *top = &l->tops[0].shape;
	int64_t weights;

	if (!top->known || l->param_count < 2 || !l->params[0].shape.known)
		return;
	weights = plus(l->params[0].shape.count, l->params[1].shape.count);
	spend_macs(l, times(weights, top->dim[0]), top->dim[1]);
	spend(l, METRIC_add, times(4, top->count));
	spend(l, METRIC_exp, times(5, top->count));
	spend(l, METRIC_mul_add, times(3, top->count));
}

static void setup_reverse(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);

	for EACH_FIELD(f, s->param, ReverseParameter_axis) {
		if (b->known)
			bottom_axis_at(s, 0, f->value.integer, f->at);
	}
	setup_like_bottom(s);
}

/* A loss of overlap: a scalar, as all losses of LossLayer. */
static void setup_dice_loss(struct setup *s)
{
	s->layer->sees_all = true;
	set_top(s, 0, NULL, 0);
}

/* eval_detection_layer.cpp of the YOLO ports: how many objects of each class are
 * there, and four figures for every object of every cell. */
static void setup_eval_detection(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t side = get_int32(s->param, EvalDetectionParameter_side);
	int64_t classes = get_int32(s->param, EvalDetectionParameter_num_class);
	int64_t objects = get_int32(s->param, EvalDetectionParameter_num_object);

	s->layer->sees_all = true;
	if (b->known)
		set_top(s, 0, (int64_t[]){ legacy_dim(b, 0), plus(classes,
			times(times(side, side), times(objects, 4))) }, 2);
}

/* Netscope's end of a branch that nothing reads. */
static void setup_nothing(struct setup *s)
{
	(void)s;
}

const struct layer_kind fork_other_layers[] = {
	{ "Add", LayerParameter_add_param, { 1, 2 }, ONE, 0, setup_add, count_add,
	  "sum of bottoms that need not have all axes", FORK_synopsys, NULL },
	{ "Axpy", -1, { 3, 3 }, ONE, 0, setup_axpy, count_axpy,
	  "scales every channel, then adds", FORK_senet | FORK_intel, NULL },
	{ "ChannelScale", LayerParameter_channel_scale_param, { 1, 2 }, { 1, 2 }, 0,
	  setup_channel_scale, count_axpy, "scales every item", FORK_happynear, NULL },
	{ "DiceCoefLoss", -1, TWO, ONE, LAYER_LOSS, setup_dice_loss, NULL,
	  "loss of overlap", FORK_east, NULL },
	{ "EvalDetection", LayerParameter_eval_detection_param, { 2, 3 }, ONE, 0,
	  setup_eval_detection, NULL, "compares found boxes with labelled ones",
	  FORK_intel, NULL },
	{ "Flip", LayerParameter_flip_param, ONE, ONE, 0, setup_like_bottom, NULL,
	  "mirrors images", FORK_happynear, NULL },
	{ "InnerDistance", LayerParameter_inner_distance_param, { 1, 2 }, { 1, 2 },
	  LAYER_CORE, setup_inner_distance, count_weights_only,
	  "distances from learnt centres", FORK_happynear, NULL },
	{ "Lstm", LayerParameter_lstm_param, ONE, ONE, LAYER_CORE, setup_lstm, count_lstm,
	  "long short-term memory with a single bottom", FORK_ctpn, NULL },
	{ "MarginInnerProduct", LayerParameter_margin_inner_product_param, TWO, { 1, 2 },
	  LAYER_CORE, setup_margin_inner_product, count_weights_only,
	  "fully connected, with a margin between angles", FORK_sphereface, NULL },
	{ "ReLU6", LayerParameter_relu_param, ONE, ONE, 0, setup_like_bottom, count_compare,
	  "rectifier that stops at 6", FORK_ssdlite | FORK_east, NULL },
	{ "Reverse", LayerParameter_reverse_param, ONE, ONE, 0, setup_reverse, NULL,
	  "turns an axis round", FORK_ctpn | FORK_synopsys, NULL },
	{ "implicit", -1, { 1, ANY_NUMBER }, NONE, 0, setup_nothing, NULL,
	  "an end of the network", FORK_netscope, NULL },
	{ 0 },
};
