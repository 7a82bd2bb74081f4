/* Element by element: activations, and what else works on single values. */
#include "models/layers/tools.h"

#include <math.h>

#define ONE { 1, 1 }

static void setup_relu(struct setup *s)
{
	check_engine(s, s->param, ReLUParameter_engine);
	setup_like_bottom(s);
}

static void setup_sigmoid(struct setup *s)
{
	check_engine(s, s->param, SigmoidParameter_engine);
	setup_like_bottom(s);
}

static void setup_tanh(struct setup *s)
{
	check_engine(s, s->param, TanHParameter_engine);
	setup_like_bottom(s);
}

static void setup_absval(struct setup *s)
{
	check_not_in_place(s);
	setup_like_bottom(s);
}

static void refuse_base(struct setup *s, int id, const char *why)
{
	setup_refuse(s, "base", place_of(s->param, id, NO_PLACE),
		     "base %g %s (-1 stands for e)", get_float(s->param, id), why);
}

/* exp_layer.cpp: a base is positive and has a finite logarithm. */
static void setup_exp(struct setup *s)
{
	double base = get_float(s->param, ExpParameter_base);

	if (base != -1 && !(base > 0 && isfinite(base)))
		refuse_base(s, ExpParameter_base, "must be positive and finite");
	setup_like_bottom(s);
}

/* log_layer.cpp divides by the logarithm of the base. */
static void setup_log(struct setup *s)
{
	double base = get_float(s->param, LogParameter_base);

	if (base != -1 && !(base > 0 && isfinite(base)))
		refuse_base(s, LogParameter_base, "must be positive and finite");
	else if (base == 1)
		refuse_base(s, LogParameter_base, "has the logarithm 0");
	setup_like_bottom(s);
}

static void check_prelu_filler(struct setup *s, const struct param *p)
{
	if (has_field(s->param, PReLUParameter_filler))
		check_filler(s, s->param, PReLUParameter_filler, &p->shape);
	else if (p->shape.known)
		check_filled(s, p->shape.count, "the slopes");
}

/* prelu_layer.cpp: one slope per channel, or one for all. */
static void setup_prelu(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	bool shared = get_bool(s->param, PReLUParameter_channel_shared);

	if (bottom->known && bottom->axes < 2)
		setup_error(s, "few-axes", s->layer->bottoms[0].at, "PReLU needs at "
			    "least 2 axes: bottom %.*s",
			    STR_ARGS(describe_bottom(s, 0)));
	if (bottom->known)
		check_legacy(s, 0);
	if (shared)
		check_prelu_filler(s, add_param(s, &(int64_t){ 1 }, 0));
	else if (bottom->known && bottom->axes >= 2)
		check_prelu_filler(s, add_param(s, &bottom->dim[1], 1));
	else
		add_param(s, NULL, 0);
	if (bottom->known)
		check_filled(s, dims_from(bottom, 1), "the multiplier of one item");
	setup_like_bottom(s);
}

/* relu_layer.cpp: max(x, 0) + slope * min(x, 0) */
static void count_relu(struct layer *l)
{
	spend(l, METRIC_compare, bottom_values(l));
	if (get_float(own_message(l), ReLUParameter_negative_slope) != 0)
		spend(l, METRIC_mul_add, bottom_values(l));
}

/* prelu_layer.cpp: max(x, 0) + slope[c] * min(x, 0) */
static void count_prelu(struct layer *l)
{
	spend(l, METRIC_compare, bottom_values(l));
	spend(l, METRIC_mul_add, bottom_values(l));
}

/* elu_layer.cpp: max(x, 0) + alpha * (exp(min(x, 0)) - 1) */
static void count_elu(struct layer *l)
{
	spend(l, METRIC_compare, bottom_values(l));
	spend(l, METRIC_exp, bottom_values(l));
	spend(l, METRIC_add, bottom_values(l));
	spend(l, METRIC_mul_add, bottom_values(l));
}

/* sigmoid_layer.cpp: 0.5 * tanh(0.5 * x) + 0.5 */
static void count_sigmoid(struct layer *l)
{
	spend(l, METRIC_exp, bottom_values(l));
	spend(l, METRIC_mul_add, times(2, bottom_values(l)));
}

/* tanh_layer.cpp */
static void count_tanh(struct layer *l)
{
	spend(l, METRIC_exp, bottom_values(l));
}

/* swish_layer.cpp: x * sigmoid(beta * x) */
static void count_swish(struct layer *l)
{
	count_sigmoid(l);
	spend(l, METRIC_mul_add, times(2, bottom_values(l)));
}

/* bnll_layer.cpp: max(x, 0) + log(1 + exp(-|x|)) */
static void count_bnll(struct layer *l)
{
	spend(l, METRIC_compare, bottom_values(l));
	spend(l, METRIC_exp, times(2, bottom_values(l)));
	spend(l, METRIC_add, times(2, bottom_values(l)));
}

/* absval_layer.cpp, threshold_layer.cpp: one comparison per value */
static void count_comparison(struct layer *l)
{
	spend(l, METRIC_compare, bottom_values(l));
}

/* clip_layer.cpp: max(min, min(x, max)) */
static void count_clip(struct layer *l)
{
	spend(l, METRIC_compare, times(2, bottom_values(l)));
}

/* power_layer.cpp: (shift + scale * x) ^ power; a step by 1 or 0 is left out,
 * and nothing is computed where the result does not depend on x */
static void count_power(struct layer *l)
{
	const struct message *m = own_message(l);
	double power = get_float(m, PowerParameter_power);
	double scale = get_float(m, PowerParameter_scale);

	if (power * scale == 0)
		return;
	if (scale != 1)
		spend(l, METRIC_mul_add, bottom_values(l));
	if (get_float(m, PowerParameter_shift) != 0)
		spend(l, METRIC_add, bottom_values(l));
	if (power != 1)
		spend(l, METRIC_exp, bottom_values(l));
}

/* exp_layer.cpp: base ^ shift * exp(log(base) * scale * x) */
static void count_exp(struct layer *l)
{
	const struct message *m = own_message(l);
	double base = get_float(m, ExpParameter_base);

	if (base != -1 || get_float(m, ExpParameter_scale) != 1)
		spend(l, METRIC_mul_add, bottom_values(l));
	spend(l, METRIC_exp, bottom_values(l));
	if (get_float(m, ExpParameter_shift) != 0)
		spend(l, METRIC_mul_add, bottom_values(l));
}

/* log_layer.cpp: log(shift + scale * x) / log(base) */
static void count_log(struct layer *l)
{
	const struct message *m = own_message(l);

	if (get_float(m, LogParameter_scale) != 1)
		spend(l, METRIC_mul_add, bottom_values(l));
	if (get_float(m, LogParameter_shift) != 0)
		spend(l, METRIC_add, bottom_values(l));
	spend(l, METRIC_exp, bottom_values(l));
	if (get_float(m, LogParameter_base) != -1)
		spend(l, METRIC_mul_add, bottom_values(l));
}

/* dropout_layer.cpp: x * mask * scale while training, a copy otherwise */
static void count_dropout(struct layer *l)
{
	if (l->phase == PHASE_TRAIN)
		spend(l, METRIC_mul_add, times(2, bottom_values(l)));
}

const struct layer_kind activation_layers[] = {
	{ "AbsVal", -1, ONE, ONE, 0, setup_absval, count_comparison,
	  "absolute value", STOCK },
	{ "BNLL", -1, ONE, ONE, 0, setup_like_bottom, count_bnll,
	  "log(1 + exp(x))", STOCK },
	{ "Clip", LayerParameter_clip_param, ONE, ONE, 0, setup_like_bottom,
	  count_clip, "limits values to a range", STOCK },
	{ "Dropout", LayerParameter_dropout_param, ONE, ONE, 0, setup_like_bottom,
	  count_dropout, "drops values at random while training", STOCK },
	{ "ELU", LayerParameter_elu_param, ONE, ONE, 0, setup_like_bottom, count_elu,
	  "exponential linear unit", STOCK },
	{ "Exp", LayerParameter_exp_param, ONE, ONE, 0, setup_exp, count_exp,
	  "base ^ (shift + scale * x)", STOCK },
	{ "Log", LayerParameter_log_param, ONE, ONE, 0, setup_log, count_log,
	  "logarithm of shift + scale * x", STOCK },
	{ "PReLU", LayerParameter_prelu_param, ONE, ONE, 0, setup_prelu, count_prelu,
	  "rectified linear unit with learnt slopes", STOCK },
	{ "Power", LayerParameter_power_param, ONE, ONE, 0, setup_like_bottom,
	  count_power, "(shift + scale * x) ^ power", STOCK },
	{ "ReLU", LayerParameter_relu_param, ONE, ONE, 0, setup_relu, count_relu,
	  "rectified linear unit", STOCK },
	{ "Sigmoid", LayerParameter_sigmoid_param, ONE, ONE, 0, setup_sigmoid,
	  count_sigmoid, "1 / (1 + exp(-x))", STOCK },
	{ "Swish", LayerParameter_swish_param, ONE, ONE, 0, setup_like_bottom,
	  count_swish, "x * sigmoid(beta * x)", STOCK },
	{ "TanH", LayerParameter_tanh_param, ONE, ONE, 0, setup_tanh, count_tanh,
	  "hyperbolic tangent", STOCK },
	{ "Threshold", LayerParameter_threshold_param, ONE, ONE, 0, setup_like_bottom,
	  count_comparison, "1 above the threshold, else 0", STOCK },
	{ 0 },
};
