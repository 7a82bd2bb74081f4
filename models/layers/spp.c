/* Spatial pyramid pooling (spp_layer.cpp). */
#include "models/layers/pool.h"

#include <inttypes.h>

/* The pooling of one level: 2^level bins along an axis (spp_layer.cpp). */
static void level_sizes(const struct shape *bottom, int level, struct pooling *p)
{
	int64_t bins = INT64_C(1) << level;

	p->floor = false;
	for (int i = 0; i < 2; i++) {
		int64_t in = bottom->dim[2 + i];
		int64_t kernel = (in + bins - 1) / bins;

		p->kernel[i] = p->stride[i] = kernel;
		p->pad[i] = p->pad_after[i] = (kernel * bins - in + 1) / 2;
	}
	p->clip = p->pad[0] || p->pad[1];
}

/* Whether Caffe can set up the pooling layer of a level. */
static bool check_level(struct setup *s, int level, const struct pooling *p)
{
	uint32_t at = place_of(s->param, SPPParameter_pyramid_height, NO_PLACE);

	for (int i = 0; i < 2; i++) {
		if (p->pad[i] < p->kernel[i])
			continue;
		setup_error(s, "pyramid", at, "level %d of the pyramid needs a padding of "
			    "%" PRId64 " along %s, which must be smaller than its kernel "
			    "of %" PRId64 ": bottom %.*s", level, p->pad[i], pooling_side[i],
			    p->kernel[i], STR_ARGS(describe_bottom(s, 0)));
		return false;
	}
	if ((p->pad[0] || p->pad[1]) &&
	    get_int(s->param, SPPParameter_pool) == SPPParameter_PoolMethod_STOCHASTIC) {
		setup_error(s, "pyramid", at, "level %d of the pyramid needs padding, "
			    "which stochastic pooling does not take", level);
		return false;
	}
	return true;
}

/* Bins of all levels; -1 when a level cannot be. */
static int64_t pyramid_bins(struct setup *s, int64_t height)
{
	const struct shape *bottom = bottom_shape(s, 0);
	struct pooling p = { .clip = false };
	int64_t bins = 0;

	for (int level = 0; level < height; level++) {
		level_sizes(bottom, level, &p);
		if (!check_level(s, level, &p))
			return -1;
		bins += pooled(&p, 0, bottom->dim[2]) * pooled(&p, 1, bottom->dim[3]);
	}
	return bins;
}

/* In place its LayerSetUp makes 2 axes of the bottom, and Reshape wants 4. */
static void setup_spp(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t height = get_int32(s->param, SPPParameter_pyramid_height), bins;
	int64_t dim[4] = { 0, 0, 1, 1 };

	if (height < 1)
		setup_error(s, "pyramid",
			    place_of(s->param, SPPParameter_pyramid_height, NO_PLACE),
			    "pyramid_height must be at least 1");
	if (!bottom->known || !check_four_axes(s, 0) || height < 1)
		return;
	if (bottom->dim[2] < 1 || bottom->dim[3] < 1) {
		setup_error(s, "too-small", s->layer->bottoms[0].at, "height and width "
			    "must be at least 1: bottom %.*s",
			    STR_ARGS(describe_bottom(s, 0)));
		return;
	}
	bins = pyramid_bins(s, height);
	if (bins < 0)
		return;
	if (height > 1)
		check_not_in_place(s);
	s->layer->sees_all = true;
	dim[0] = bottom->dim[0];
	dim[1] = times(bottom->dim[1], bins);
	set_top(s, 0, dim, height == 1 ? 4 : 2);
}

/* spp_layer.cpp: every level pools the whole bottom once. */
static void count_spp(struct layer *l)
{
	const struct message *m = own_message(l);
	const struct shape *bottom = &l->bottoms[0].shape;
	int64_t height = get_int32(m, SPPParameter_pyramid_height);
	struct pooling p = { .clip = false };

	if (!l->tops[0].shape.known || !bottom->known)
		return;
	for (int level = 0; level < height; level++) {
		level_sizes(bottom, level, &p);
		spend_windows(l, (int)get_int(m, SPPParameter_pool),
			      times(dims_between(bottom, 0, 2),
				    pooled(&p, 0, bottom->dim[2]) *
				    pooled(&p, 1, bottom->dim[3])),
			      times(p.kernel[0], p.kernel[1]));
	}
}

const struct layer_kind spp_layers[] = {
	{ "SPP", LayerParameter_spp_param, { 1, 1 }, { 1, 1 }, 0, setup_spp, count_spp,
	  "spatial pyramid pooling: the same width for every image size", STOCK },
	{ 0 },
};
