/* How convolutions slide over their bottom (base_conv_layer.cpp). */
#include "models/layers/conv_geometry.h"

#include <inttypes.h>

/* How a size is written: a list for all spatial axes, or _h and _w. */
struct spelling {
	const char *name, *pair;	/* of the list; before _h and _w */
	int list, h, w;
	int64_t otherwise;	/* where nothing is written; 0: must be written */
};

static const struct spelling kernel_spelling = {
	"kernel_size", "kernel", ConvolutionParameter_kernel_size,
	ConvolutionParameter_kernel_h, ConvolutionParameter_kernel_w, 0,
};
static const struct spelling stride_spelling = {
	"stride", "stride", ConvolutionParameter_stride,
	ConvolutionParameter_stride_h, ConvolutionParameter_stride_w, 1,
};
static const struct spelling pad_spelling = {
	"pad", "pad", ConvolutionParameter_pad,
	ConvolutionParameter_pad_h, ConvolutionParameter_pad_w, 0,
};
static const struct spelling dilation_spelling = {
	"dilation", "dilation", ConvolutionParameter_dilation, -1, -1, 1,
};

/* What is written of one size. */
struct written {
	const struct field *list;	/* the first of `count` */
	int count;
	bool pair;			/* _h or _w */
};

struct written_sizes {
	struct written kernel, stride, pad, dilation;
};

static void note_list(struct written *w, const struct field *f)
{
	if (w->count++ == 0)
		w->list = f;
}

/* In one walk: most of these fields are absent from most convolutions. */
static struct written_sizes find_sizes(const struct message *m)
{
	struct written_sizes w = { { 0 }, { 0 }, { 0 }, { 0 } };

	for (const struct field *f = m ? m->first : NULL; f; f = f->next) {
		switch (f->id) {
		case ConvolutionParameter_kernel_size: note_list(&w.kernel, f); break;
		case ConvolutionParameter_kernel_h:
		case ConvolutionParameter_kernel_w: w.kernel.pair = true; break;
		case ConvolutionParameter_stride: note_list(&w.stride, f); break;
		case ConvolutionParameter_stride_h:
		case ConvolutionParameter_stride_w: w.stride.pair = true; break;
		case ConvolutionParameter_pad: note_list(&w.pad, f); break;
		case ConvolutionParameter_pad_h:
		case ConvolutionParameter_pad_w: w.pad.pair = true; break;
		case ConvolutionParameter_dilation: note_list(&w.dilation, f); break;
		default: break;
		}
	}
	return w;
}

static bool read_pair(struct setup *s, const struct spelling *f, int spatial,
		      int64_t *out)
{
	uint32_t at = place_of(s->param, f->h, place_of(s->param, f->w, NO_PLACE));

	if (spatial != 2)
		setup_error(s, "spatial-axes", at, "%s_h and %s_w are for 2 spatial "
			    "axes; bottom %.*s has %d", f->pair, f->pair,
			    STR_ARGS(describe_bottom(s, 0)), spatial);
	else if (has_field(s->param, f->list))
		setup_error(s, "given-twice", at, "%s is given both ways: as a list and "
			    "as %s_h and %s_w", f->name, f->pair, f->pair);
	else {
		out[0] = get_int32(s->param, f->h);
		out[1] = get_int32(s->param, f->w);
		return true;
	}
	return false;
}

static bool read_list(struct setup *s, const struct spelling *f,
		      const struct written *w, int spatial, int64_t *out)
{
	const struct field *size = w->list;
	int given = w->count;
	bool optional = f != &kernel_spelling;

	if (given == 0 && spatial > 0 && !optional) {
		setup_error(s, "spatial-axes", NO_PLACE, "kernel_size must be given")->hint =
			S("as kernel_size: 3, or as kernel_h and kernel_w together");
		return false;
	}
	if (given != 1 && given != spatial && given) {
		setup_error(s, "spatial-axes", place_of(s->param, f->list, NO_PLACE),
			    "%s must be given once, or once for each of the %d spatial "
			    "axes; it is given %d times", f->name, spatial, given);
		return false;
	}
	for (int i = 0; i < spatial; i++) {
		out[i] = size ? as_int32(size->value.integer) : f->otherwise;
		if (given > 1)
			size = field_next(size);
	}
	return true;
}

static bool read_sizes(struct setup *s, const struct spelling *f,
		       const struct written *w, int spatial, int64_t *out)
{
	if (w->pair)
		return read_pair(s, f, spatial, out);
	return read_list(s, f, w, spatial, out);
}

/* The place of a size that is not good. */
static uint32_t place_of_size(const struct setup *s, const struct spelling *f)
{
	return place_of(s->param, f->list,
			place_of(s->param, f->h, place_of(s->param, f->w, NO_PLACE)));
}

static bool check_kernel(struct setup *s, const struct geometry *g)
{
	for (int i = 0; i < g->spatial; i++) {
		if (g->kernel[i] > 0)
			continue;
		setup_error(s, "kernel", place_of_size(s, &kernel_spelling), "the kernel "
			    "must be at least 1 along each axis; it is %" PRId64
			    " along spatial axis %d", g->kernel[i], i);
		return false;
	}
	return true;
}

/* A written list must be positive; stride_h alone leaves stride_w at 0, and then
 * Convolution divides by it while Deconvolution multiplies. */
static bool check_stride(struct setup *s, const struct geometry *g, bool list,
			 bool divides)
{
	for (int i = 0; i < g->spatial; i++) {
		if (list ? g->stride[i] > 0 : !divides || g->stride[i] != 0)
			continue;
		setup_error(s, "stride", place_of_size(s, &stride_spelling), "the stride "
			    "must be at least 1 along each axis; it is %" PRId64
			    " along spatial axis %d", g->stride[i], i);
		return false;
	}
	return true;
}

/* Synopsys: a padding for every edge, or just as much as each stride needs. */
static bool read_edges(struct setup *s, struct geometry *g, bool divides)
{
	static const int before[2] = { ConvolutionParameter_pad_t, ConvolutionParameter_pad_l };
	static const int after[2] = { ConvolutionParameter_pad_b, ConvolutionParameter_pad_r };
	bool given = false;

	memcpy(g->pad_after, g->pad, g->spatial * sizeof g->pad[0]);
	g->same = false;
	if (!s->net->forks)
		return true;
	g->same = divides && get_int(s->param, ConvolutionParameter_pad_type) == 1;
	for (int i = 0; i < 2; i++)
		given |= get_int(s->param, before[i]) || get_int(s->param, after[i]);
	if (!given)
		return true;
	if (g->spatial != 2) {
		setup_error(s, "spatial-axes", NO_PLACE, "pad_t, pad_b, pad_l and pad_r are "
			    "for 2 spatial axes; bottom %.*s has %d",
			    STR_ARGS(describe_bottom(s, 0)), g->spatial);
		return false;
	}
	for (int i = 0; i < 2; i++) {
		g->pad[i] = get_int(s->param, before[i]);
		g->pad_after[i] = get_int(s->param, after[i]);
	}
	return true;
}

bool read_geometry(struct setup *s, struct geometry *g, bool divides)
{
	const struct written_sizes w = find_sizes(s->param);
	bool kernel, stride, pad, dilation;

	g->axis = bottom_axis(s, 0, ConvolutionParameter_axis);
	if (g->axis < 0)
		return false;
	g->spatial = bottom_shape(s, 0)->axes - g->axis - 1;
	kernel = read_sizes(s, &kernel_spelling, &w.kernel, g->spatial, g->kernel) &&
		 check_kernel(s, g);
	stride = read_sizes(s, &stride_spelling, &w.stride, g->spatial, g->stride) &&
		 check_stride(s, g, w.stride.count > 0, divides);
	pad = read_sizes(s, &pad_spelling, &w.pad, g->spatial, g->pad);
	dilation = read_sizes(s, &dilation_spelling, &w.dilation, g->spatial,
			      g->dilation);
	return kernel && stride && pad && dilation && read_edges(s, g, divides);
}

int64_t kernel_extent(const struct geometry *g, int i)
{
	return as_int32(g->dilation[i] * (g->kernel[i] - 1) + 1);
}

/* conv_layer.cpp: C's division, which rounds towards zero. */
static int64_t convolved(const struct geometry *g, int i, int64_t in)
{
	if (g->same)
		return (in + g->stride[i] - 1) / g->stride[i];
	return as_int32(in + g->pad[i] + g->pad_after[i] - kernel_extent(g, i)) /
	       g->stride[i] + 1;
}

/* deconv_layer.cpp */
static int64_t deconvolved(const struct geometry *g, int i, int64_t in)
{
	return as_int32(g->stride[i] * (in - 1) + kernel_extent(g, i) - g->pad[i] -
			g->pad_after[i]);
}

bool spatial_sizes(struct setup *s, const struct geometry *g, bool up, int64_t *dim)
{
	const struct shape *bottom = bottom_shape(s, 0);

	for (int i = 0; i < g->spatial; i++) {
		int64_t in = bottom->dim[g->axis + 1 + i];

		dim[i] = up ? deconvolved(g, i, in) : convolved(g, i, in);
		if (dim[i] >= 0)
			continue;
		setup_error(s, "too-small", s->layer->bottoms[0].at, "the kernel of %"
			    PRId64 " does not fit: bottom %.*s is %" PRId64
			    " long along spatial axis %d, with %" PRId64
			    " padding at each end", kernel_extent(g, i),
			    STR_ARGS(describe_bottom(s, 0)), in, i, g->pad[i])->hint =
			S("a smaller kernel_size, more pad, fewer strides before it or a larger "
			  "image would do");
		return false;
	}
	return true;
}

static bool same_windows(const struct window *a, const struct window *b, int count)
{
	for (int i = 0; i < count; i++) {
		if (a[i].kernel != b[i].kernel || a[i].stride != b[i].stride ||
		    a[i].pad != b[i].pad || a[i].up != b[i].up)
			return false;
	}
	return true;
}

/* Those of the convolution before, or a copy. */
static struct window *kept_windows(struct setup *s, const struct window *w, int count)
{
	struct recent *r = s->recent;

	if (r->window_count != count || !same_windows(r->windows, w, count)) {
		r->windows = NEW_ARRAY(s->arena, count, struct window);
		memcpy(r->windows, w, count * sizeof *w);
		r->window_count = count;
	}
	return r->windows;
}

void note_windows(struct setup *s, const struct geometry *g, bool up)
{
	struct window w[MAX_AXES];

	for (int i = 0; i < g->spatial; i++) {
		if (g->stride[i] < 1)
			return;
		w[i] = (struct window){ .kernel = kernel_extent(g, i), .stride = g->stride[i],
					.pad = g->pad[i], .up = up };
	}
	s->layer->windows = kept_windows(s, w, g->spatial);
	s->layer->window_count = g->spatial;
	s->layer->window_from = g->axis - 1;
}
