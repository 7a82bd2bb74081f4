/* Normalisation: LRN, BatchNorm, MVN. */
#include "models/layers/tools.h"

#include <inttypes.h>

static bool within_channel(const struct message *m)
{
	return get_int(m, LRNParameter_norm_region) ==
	       LRNParameter_NormRegion_WITHIN_CHANNEL;
}

/* WITHIN_CHANNEL pools with this window, and its inner layers keep the size. */
static void note_lrn_window(struct setup *s, int64_t size)
{
	struct window *w = NEW_ARRAY(s->arena, 2, struct window);

	for (int i = 0; i < 2; i++)
		w[i] = (struct window){ .kernel = size, .stride = 1,
					.pad = (size - 1) / 2 };
	s->layer->windows = w;
	s->layer->window_count = 2;
}

static void setup_lrn(struct setup *s)
{
	int64_t size = get_int32(s->param, LRNParameter_local_size);

	check_engine(s, s->param, LRNParameter_engine);
	if (size % 2 != 1)
		setup_refuse(s, "local-size",
			     place_of(s->param, LRNParameter_local_size, NO_PLACE),
			     "local_size must be odd; it is %" PRId64, size);
	else if (within_channel(s->param))
		note_lrn_window(s, size);
	if (bottom_shape(s, 0)->known && check_four_axes(s, 0))
		setup_like_bottom(s);
}

static void add_statistics(struct setup *s, const int64_t *channels)
{
	reserve_params(s, 3);
	for (int i = 0; i < 3; i++) {
		struct param *p = add_param(s, i < 2 ? channels : &(int64_t){ 1 }, 1);

		p->statistics = true;
	}
}

/* batch_norm_layer.cpp lets nobody train its statistics. */
static void check_frozen(struct setup *s)
{
	int i = 0;

	for EACH_FIELD(f, s->layer->message, LayerParameter_param) {
		const struct message *spec = &f->value.message;

		if (i++ < 3 && get_float(spec, ParamSpec_lr_mult) != 0)
			setup_refuse(s, "statistics", place_of(spec, ParamSpec_lr_mult,
				     f->at), "the statistics of BatchNorm are not "
				     "learnt: lr_mult must be 0");
	}
}

static void setup_batch_norm(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);

	check_frozen(s);
	if (!bottom->known) {
		add_statistics(s, NULL);
		return;
	}
	if (bottom->axes < 2) {
		add_statistics(s, bottom->axes ? &(int64_t){ 1 } : NULL);
		setup_refuse(s, "few-axes", s->layer->bottoms[0].at, "BatchNorm needs at "
			     "least 2 axes: bottom %.*s",
			     STR_ARGS(describe_bottom(s, 0)));
	} else {
		add_statistics(s, &bottom->dim[1]);
		check_filled(s, bottom->count, "what it averages over");
	}
	setup_like_bottom(s);
}

/* mvn_layer.cpp: the top has 4 axes, whatever the bottom has. */
static void setup_mvn(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	bool across = get_bool(s->param, MVNParameter_across_channels);
	int64_t dim[4];

	if (!bottom->known)
		return;
	if (!check_legacy(s, 0)) {
		setup_like_bottom(s);
		return;
	}
	for (int i = 0; i < 4; i++)
		dim[i] = legacy_dim(bottom, i);
	set_top(s, 0, dim, 4);
	s->layer->sees_all = true;
	check_filled(s, times(times(across ? dim[1] : 1, dim[2]), dim[3]),
		     "the ones it sums with");
}

/* lrn_layer.cpp.  Across channels: the square, a sliding sum that takes one
 * square in and one out, the power, the product.  Within a channel: the square,
 * the window's sum and mean, scale and shift, the power, the product. */
static void count_lrn(struct layer *l)
{
	int64_t n = bottom_values(l);

	spend(l, METRIC_mul_add, times(within_channel(own_message(l)) ? 3 : 4, n));
	spend(l, METRIC_exp, n);
	if (!within_channel(own_message(l)) || l->window_count == 0)
		return;
	spend(l, METRIC_add, times(n, times(l->windows[0].kernel, l->windows[0].kernel)));
	spend(l, METRIC_divide, n);
}

/* batch_norm_layer.cpp: subtracts the mean and divides by the deviation, one
 * square root per channel; unless it uses the stored statistics, it also sums
 * values and squares. */
static void count_batch_norm(struct layer *l)
{
	const struct message *m = own_message(l);
	int64_t n = bottom_values(l);
	bool stored = l->phase == PHASE_TEST;

	if (has_field(m, BatchNormParameter_use_global_stats))
		stored = get_bool(m, BatchNormParameter_use_global_stats);
	spend(l, METRIC_add, n);
	spend(l, METRIC_divide, n);
	if (l->param_count && l->params[0].shape.known)
		spend(l, METRIC_exp, l->params[0].shape.count);
	if (!stored) {
		spend(l, METRIC_add, n);
		spend(l, METRIC_mul_add, times(2, n));
	}
}

/* mvn_layer.cpp: mean and difference; with the variance also squares, their
 * sum, one root per mean, and a division per value. */
static void count_mvn(struct layer *l)
{
	const struct message *m = own_message(l);
	const struct shape *top = &l->tops[0].shape;
	int64_t n = bottom_values(l);

	spend(l, METRIC_add, times(2, n));
	if (!get_bool(m, MVNParameter_normalize_variance) || !top->known)
		return;
	spend(l, METRIC_mul_add, times(2, n));
	spend(l, METRIC_divide, n);
	spend(l, METRIC_exp, dims_between(top, 0,
	      get_bool(m, MVNParameter_across_channels) ? 1 : 2));
}

const struct layer_kind norm_layers[] = {
	{ "BatchNorm", LayerParameter_batch_norm_param, { 1, 1 }, { 1, 1 }, 0,
	  setup_batch_norm, count_batch_norm, "normalises every channel over the batch", STOCK },
	{ "LRN", LayerParameter_lrn_param, { 1, 1 }, { 1, 1 }, 0, setup_lrn, count_lrn,
	  "local response normalisation", STOCK },
	{ "MVN", LayerParameter_mvn_param, { 1, 1 }, { 1, 1 }, 0, setup_mvn, count_mvn,
	  "normalises mean and variance of every item", STOCK },
	{ 0 },
};
