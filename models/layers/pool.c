/* Pooling (pooling_layer.cpp). */
#include "models/layers/pool.h"

#include <inttypes.h>
#include <math.h>

const char *const pooling_side[2] = { "height", "width" };

/* How a size is written: once for both axes, or as _h and _w together. */
struct spelling {
	const char *both_name, *name;
	int both, h, w;
};

static const struct spelling kernel_spelling = {
	"kernel_size", "kernel", PoolingParameter_kernel_size,
	PoolingParameter_kernel_h, PoolingParameter_kernel_w,
};
static const struct spelling stride_spelling = {
	"stride", "stride", PoolingParameter_stride,
	PoolingParameter_stride_h, PoolingParameter_stride_w,
};
static const struct spelling pad_spelling = {
	"pad", "pad", PoolingParameter_pad,
	PoolingParameter_pad_h, PoolingParameter_pad_w,
};

/* pooling_layer.cpp minds a lone _h or _w for stride and pad only; but the
 * kernel must be given. */
static bool well_spelt(const struct message *m, const struct spelling *f)
{
	bool one = has_field(m, f->both);
	bool high = has_field(m, f->h), wide = has_field(m, f->w);

	if (f == &kernel_spelling)
		return one != (high && wide);
	return one ? !high && !wide : high == wide;
}

static bool check_spelling(struct setup *s, const struct spelling *f)
{
	if (well_spelt(s->param, f))
		return true;
	setup_error(s, "pool-size", place_of(s->param, f->h,
		    place_of(s->param, f->w, place_of(s->param, f->both, NO_PLACE))),
		    "give either %s, or %s_h and %s_w together", f->both_name, f->name,
		    f->name);
	return false;
}

static bool check_spellings(struct setup *s, bool whole)
{
	return check_spelling(s, &pad_spelling) & check_spelling(s, &stride_spelling) &
	       (whole || check_spelling(s, &kernel_spelling));
}

static void read_pair(const struct message *m, const struct spelling *f, int64_t *out)
{
	bool both = f == &kernel_spelling ? has_field(m, f->both) : !has_field(m, f->h);

	out[0] = get_int32(m, both ? f->both : f->h);
	out[1] = get_int32(m, both ? f->both : f->w);
}

static void read_sizes(const struct message *m, struct pooling *p)
{
	read_pair(m, &kernel_spelling, p->kernel);
	read_pair(m, &stride_spelling, p->stride);
	read_pair(m, &pad_spelling, p->pad);
	p->floor = get_int(m, PoolingParameter_round_mode) ==
		   PoolingParameter_RoundMode_FLOOR;
	memcpy(p->pad_after, p->pad, sizeof p->pad);
	p->clip = p->pad[0] || p->pad[1];
}

/* Synopsys: a padding for every edge, or as much as the strides need; round_mode
 * wins over ceil_mode. */
static void read_synopsys(const struct message *m, struct pooling *p)
{
	static const int before[2] = { PoolingParameter_pad_t, PoolingParameter_pad_l };
	static const int after[2] = { PoolingParameter_pad_b, PoolingParameter_pad_r };
	bool given = false;

	if (!has_field(m, PoolingParameter_round_mode))
		p->floor = !get_bool(m, PoolingParameter_ceil_mode);
	p->same = get_int(m, PoolingParameter_pad_type) == 1;
	for (int i = 0; i < 2; i++)
		given |= get_int(m, before[i]) || get_int(m, after[i]);
	if (!given)
		return;
	for (int i = 0; i < 2; i++) {
		p->pad[i] = get_int(m, before[i]);
		p->pad_after[i] = get_int(m, after[i]);
	}
	p->clip = true;
}

/* OpenVINO Training Toolbox: MDS takes each value of its kernel from a channel of
 * its own, and only MDS is dilated. */
static void read_mds(struct setup *s, struct pooling *p, int method)
{
	int64_t dilation = get_int32(s->param, PoolingParameter_dilation);

	if (method == PoolingParameter_PoolMethod_MDS) {
		p->dilation = dilation;
		p->mds = true;
		p->clip = false;
	} else if (dilation != 1) {
		setup_refuse(s, "dilation", place_of(s->param, PoolingParameter_dilation,
			     NO_PLACE), "only MDS pooling is dilated");
	}
}

static uint32_t place_of_size(const struct setup *s, const struct spelling *f)
{
	return place_of(s->param, f->both,
			place_of(s->param, f->h, place_of(s->param, f->w, NO_PLACE)));
}

/* global_pooling takes the whole of height and width, and nothing else. */
static bool check_global(struct setup *s, struct pooling *p)
{
	const struct shape *bottom = bottom_shape(s, 0);
	bool given = has_field(s->param, PoolingParameter_kernel_size) ||
		     has_field(s->param, PoolingParameter_kernel_h) ||
		     has_field(s->param, PoolingParameter_kernel_w);
	bool good = true;

	if (given)
		setup_refuse(s, "global-pooling", place_of_size(s, &kernel_spelling),
			     "global_pooling leaves no choice of the kernel");
	for (int i = 0; i < 2; i++) {
		p->kernel[i] = legacy_dim(bottom, 2 + i);
		good &= p->pad[i] == 0 && p->stride[i] == 1;
	}
	if (!good)
		setup_error(s, "global-pooling",
			    place_of(s->param, PoolingParameter_global_pooling, NO_PLACE),
			    "global_pooling needs pad 0 and stride 1");
	return good;
}

/* One message is enough where both axes are wrong. */
static bool check_kernel(struct setup *s, const struct pooling *p)
{
	for (int i = 0; i < 2; i++) {
		if (p->kernel[i] > 0)
			continue;
		setup_error(s, "kernel", place_of_size(s, &kernel_spelling), "the kernel's "
			    "%s must be at least 1; it is %" PRId64, pooling_side[i],
			    p->kernel[i]);
		return false;
	}
	return true;
}

static bool check_stride(struct setup *s, const struct pooling *p)
{
	for (int i = 0; i < 2; i++) {
		if (p->stride[i] != 0)
			continue;
		setup_error(s, "stride", place_of_size(s, &stride_spelling), "the stride "
			    "along %s must be at least 1", pooling_side[i]);
		return false;
	}
	return true;
}

static void check_pad(struct setup *s, const struct pooling *p, int method)
{
	uint32_t at = place_of_size(s, &pad_spelling);

	if (p->pad[0] == 0 && p->pad[1] == 0)
		return;
	if (method == PoolingParameter_PoolMethod_STOCHASTIC)
		setup_refuse(s, "pad", at, "stochastic pooling takes no padding");
	for (int i = 0; i < 2; i++) {
		if (p->pad[i] < p->kernel[i])
			continue;
		setup_refuse(s, "pad", at, "the padding of %s, %" PRId64 ", must be "
			     "smaller than the kernel, %" PRId64, pooling_side[i], p->pad[i],
			     p->kernel[i]);
		return;
	}
}

static bool check_sizes(struct setup *s, const struct pooling *p, int method)
{
	bool kernel = check_kernel(s, p), stride = check_stride(s, p);

	if (kernel)
		check_pad(s, p, method);
	return kernel && stride;
}

/* The kernel with what lies between its values. */
static int64_t kernel_extent(const struct pooling *p, int i)
{
	return p->mds ? as_int32(p->dilation * (p->kernel[i] - 1) + 1) : p->kernel[i];
}

int64_t pooled(const struct pooling *p, int i, int64_t in)
{
	int64_t room = as_int32(in + p->pad[i] + p->pad_after[i] - p->kernel[i]);
	float steps = (float)room / (float)p->stride[i];
	int64_t out = (int64_t)(p->floor ? floorf(steps) : ceilf(steps)) + 1;

	if (p->mds)
		return as_int32(in + 2 * p->pad[i] - kernel_extent(p, i)) /
		       p->stride[i] + 1;
	if (p->same)
		return (in + p->stride[i] - 1) / p->stride[i];
	if (p->clip && (out - 1) * p->stride[i] >= in + p->pad[i])
		out--;
	return out;
}

/* Height and width of the top; false when one is negative. */
static bool pooled_sizes(struct setup *s, const struct pooling *p, int64_t *dim)
{
	const struct shape *bottom = bottom_shape(s, 0);

	for (int i = 0; i < 2; i++) {
		dim[i] = pooled(p, i, bottom->dim[2 + i]);
		if (dim[i] < 0) {
			setup_error(s, "too-small", s->layer->bottoms[0].at, "the kernel "
				    "of %" PRId64 " does not fit along %s: bottom %.*s",
				    p->kernel[i], pooling_side[i],
				    STR_ARGS(describe_bottom(s, 0)));
			return false;
		}
		if (p->clip && !p->same &&
		    (dim[i] - 1) * p->stride[i] >= bottom->dim[2 + i] + p->pad[i])
			setup_refuse(s, "pad", place_of_size(s, &pad_spelling), "the last "
				     "window would lie in the padding of %s alone",
				     pooling_side[i]);
	}
	return true;
}

static void note_windows(struct setup *s, const struct pooling *p, bool whole)
{
	struct window *w = NEW_ARRAY(s->arena, 2, struct window);

	for (int i = 0; i < 2; i++)
		w[i] = (struct window){ .kernel = whole ? 0 : kernel_extent(p, i),
					.stride = p->stride[i], .pad = p->pad[i] };
	if (p->stride[0] < 1 || p->stride[1] < 1)
		return;
	s->layer->windows = w;
	s->layer->window_count = 2;
}

/* MaxTopBlobs depends on the method. */
static void check_mask(struct setup *s, int method)
{
	if (top_count(s) > 1 && method != PoolingParameter_PoolMethod_MAX)
		setup_refuse(s, "top-count", s->layer->tops[1].at, "only max pooling has "
			     "a second top, the mask");
}

static void setup_pooling(struct setup *s)
{
	int method = (int)get_int(s->param, PoolingParameter_pool);
	bool whole = get_bool(s->param, PoolingParameter_global_pooling);
	struct pooling p = { .same = false };
	int64_t dim[4];
	bool good;

	check_engine(s, s->param, PoolingParameter_engine);
	check_mask(s, method);
	good = check_spellings(s, whole);
	if (!bottom_shape(s, 0)->known || !check_four_axes(s, 0) || !good)
		return;
	read_sizes(s->param, &p);
	if (s->net->forks) {
		read_synopsys(s->param, &p);
		read_mds(s, &p, method);
	}
	if ((whole && !check_global(s, &p)) || !check_sizes(s, &p, method) ||
	    !pooled_sizes(s, &p, dim + 2))
		return;
	memcpy(dim, bottom_shape(s, 0)->dim, 2 * sizeof dim[0]);
	if (p.mds)
		dim[1] = dim[1] / p.kernel[0] / p.kernel[1];
	for (int i = 0; i < top_count(s); i++)
		set_top(s, i, dim, 4);
	note_windows(s, &p, whole);
}

void spend_windows(struct layer *l, int method, int64_t windows, int64_t area)
{
	int64_t values = times(windows, area);

	if (method == PoolingParameter_PoolMethod_MAX) {
		spend(l, METRIC_compare, values);
		return;
	}
	spend(l, METRIC_add, values);
	if (method != PoolingParameter_PoolMethod_STOCHASTIC || l->phase == PHASE_TEST)
		spend(l, METRIC_divide, windows);
	if (method == PoolingParameter_PoolMethod_STOCHASTIC)
		spend(l, l->phase == PHASE_TEST ? METRIC_mul_add : METRIC_compare, values);
}

/* Sums, of as many values as the kernel has. */
static void count_mds(struct layer *l, const struct message *m)
{
	int64_t kernel[2];

	if (!l->window_count)
		return;
	read_pair(m, &kernel_spelling, kernel);
	for (int i = 0; i < 2; i++)
		kernel[i] = kernel[i] > 0 ? kernel[i] : l->bottoms[0].shape.dim[2 + i];
	spend(l, METRIC_add, times(top_values(l), times(kernel[0], kernel[1])));
}

static void count_pooling(struct layer *l)
{
	const struct message *m = own_message(l);
	int method = (int)get_int(m, PoolingParameter_pool);
	int64_t area = 1;

	if (method == PoolingParameter_PoolMethod_MDS) {
		count_mds(l, m);
		return;
	}
	for (int i = 0; i < l->window_count; i++) {
		int64_t kernel = l->windows[i].kernel;

		area = times(area, kernel ? kernel : l->bottoms[0].shape.dim[2 + i]);
	}
	if (l->window_count)
		spend_windows(l, method, top_values(l), area);
}

const struct layer_kind pool_layers[] = {
	{ "Pooling", LayerParameter_pooling_param, { 1, 1 }, { 1, 2 }, 0, setup_pooling,
	  count_pooling, "maximum or average under a sliding window", STOCK },
	{ 0 },
};
