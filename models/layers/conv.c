/* Convolution, Deconvolution and Im2col (base_conv_layer.cpp, im2col_layer.cpp). */
#include "models/layers/conv_geometry.h"
#include "models/layers/forks.h"

#include <inttypes.h>

/* group, num_output and the channels must agree; the group, or 0. */
static int64_t read_group(struct setup *s, int64_t channels, int64_t outputs)
{
	int64_t group = get_int32(s->param, ConvolutionParameter_group);
	bool good = true;
	uint32_t at;

	if (group == 1)
		return 1;
	at = place_of(s->param, ConvolutionParameter_group, NO_PLACE);
	if (group == 0) {
		setup_error(s, "group", at, "group must be at least 1");
		return 0;
	}
	if (channels % group) {
		setup_error(s, "group", at, "group %" PRId64 " does not divide the %"
			    PRId64 " channels of bottom %.*s", group, channels,
			    STR_ARGS(describe_bottom(s, 0)))->hint =
			S("both the channels and num_output must be multiples of group");
		good = false;
	}
	if (outputs % group) {
		setup_error(s, "group", at, "group %" PRId64 " does not divide "
			    "num_output %" PRId64, group, outputs);
		good = false;
	}
	return good ? group : 0;
}

/* Weights (out, in / group, kernel), where Deconvolution swaps out and in, and
 * biases; what is not known stays unknown. */
static void add_params(struct setup *s, const struct geometry *g, int64_t out,
		       int64_t in, int64_t group, int64_t outputs)
{
	bool bias = get_bool(s->param, ConvolutionParameter_bias_term);
	int64_t dim[MAX_AXES + 1];
	struct param *weights;

	dim[0] = out;
	dim[1] = group ? in / group : 0;
	reserve_params(s, 1 + bias);
	if (g && group)
		memcpy(dim + 2, g->kernel, g->spatial * sizeof dim[0]);
	weights = add_param(s, g && group ? dim : NULL, g ? g->spatial + 2 : 0);
	check_filler(s, s->param, ConvolutionParameter_weight_filler, &weights->shape);
	if (bias)
		check_filler(s, s->param, ConvolutionParameter_bias_filler,
			     &add_param(s, outputs > 0 ? &outputs : NULL, 1)->shape);
}

static void check_same_bottoms(struct setup *s)
{
	for (int i = 1; i < bottom_count(s); i++) {
		if (!bottom_shape(s, i)->known ||
		    shape_equal(bottom_shape(s, 0), bottom_shape(s, i)))
			continue;
		setup_error(s, "unequal-bottoms", s->layer->bottoms[i].at, "all bottoms "
			    "must have the same shape: %.*s and %.*s",
			    STR_ARGS(describe_bottom(s, 0)),
			    STR_ARGS(describe_bottom(s, i)));
	}
}

static bool is_1x1(const struct geometry *g)
{
	for (int i = 0; i < g->spatial; i++) {
		if (g->kernel[i] != 1 || g->stride[i] != 1 || g->pad[i] != 0)
			return false;
	}
	return true;
}

/* The column buffer of one image: kernel_dim_ * group_ rows (base_conv_layer.cpp). */
static void size_buffer(struct setup *s, const struct geometry *g, int64_t in,
			int64_t positions)
{
	int64_t size = times(in, positions);

	for (int i = 0; i < g->spatial; i++)
		size = times(size, g->kernel[i]);
	if (size > INT32_MAX)
		rests_on_shapes(s, setup_refuse(s, "blob-too-big", NO_PLACE, "the column "
				"buffer of %" PRId64 " values exceeds Caffe's limit of "
				"2147483647 for a blob", size));
	if (!is_1x1(g))
		s->layer->buffer_elements = size;
}

/* Tops, windows and buffer; `up` for Deconvolution. */
static void set_tops(struct setup *s, const struct geometry *g, int64_t outputs, bool up)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t in = bottom->dim[g->axis], around = dims_from(bottom, g->axis + 1);
	int64_t dim[MAX_AXES], made = 1;

	memcpy(dim, bottom->dim, g->axis * sizeof dim[0]);
	dim[g->axis] = outputs;
	if (!spatial_sizes(s, g, up, dim + g->axis + 1))
		return;
	for (int i = 0; i < g->spatial; i++)
		made = times(made, dim[g->axis + 1 + i]);
	size_buffer(s, g, up ? outputs : in, up ? around : made);
	for (int i = 0; i < top_count(s); i++)
		set_top(s, i, dim, bottom->axes);
	if (made == 0 && get_bool(s->param, ConvolutionParameter_bias_term))
		check_filled(s, made, "the ones that spread the bias over a top of no "
			     "area");
	note_windows(s, g, up);
}

/* ConvolutionDepthwise: one group for each channel, whatever the file says. */
static int64_t depthwise_group(struct setup *s, int64_t channels, int64_t outputs)
{
	if (channels > 0 && outputs % channels == 0)
		return channels;
	setup_error(s, "group", place_of(s->param, ConvolutionParameter_num_output, NO_PLACE),
		    "num_output %" PRId64 " is no multiple of the %" PRId64 " channels of "
		    "bottom %.*s", outputs, channels, STR_ARGS(describe_bottom(s, 0)));
	return 0;
}

/* Synopsys: two blobs more for each scale that every channel has by itself. */
static void add_channel_scales(struct setup *s, int64_t outputs)
{
	int scales;

	if (!s->net->forks)
		return;
	scales = get_bool(s->param, ConvolutionParameter_per_channel_scale_weight) +
		 get_bool(s->param, ConvolutionParameter_per_channel_scale_output);
	for (int i = 0; i < 2 * scales; i++)
		add_param(s, outputs > 0 ? &outputs : NULL, 1);
}

static void check_outputs(struct setup *s, int64_t outputs)
{
	if (!s->param)
		setup_error(s, "num-output", NO_PLACE, "convolution_param is missing: it says "
			    "num_output and kernel_size");
	else if (outputs <= 0)
		setup_error(s, "num-output", place_of(s->param,
			    ConvolutionParameter_num_output, NO_PLACE), has_field(s->param,
			    ConvolutionParameter_num_output) ? "num_output must be at least 1"
			    : "num_output must be given, and be at least 1");
}

static void setup_any(struct setup *s, bool up, bool depthwise)
{
	struct geometry g;
	int64_t outputs = get_int32(s->param, ConvolutionParameter_num_output);
	int64_t in = 0, group = 0;
	bool sound = false;

	check_engine(s, s->param, ConvolutionParameter_engine);
	check_outputs(s, outputs);
	if (s->param && bottom_shape(s, 0)->known) {
		sound = read_geometry(s, &g, !up);
		if (g.axis >= 0) {
			in = bottom_shape(s, 0)->dim[g.axis];
			if (outputs > 0)
				group = depthwise ? depthwise_group(s, in, outputs)
						  : read_group(s, in, outputs);
		}
		check_same_bottoms(s);
	}
	add_params(s, sound ? &g : NULL, up ? in : outputs, up ? outputs : in, group,
		   outputs);
	add_channel_scales(s, outputs);
	if (sound && outputs > 0)
		set_tops(s, &g, outputs, up);
}

static void setup_convolution(struct setup *s)
{
	setup_any(s, false, false);
}

static void setup_deconvolution(struct setup *s)
{
	setup_any(s, true, false);
}

static void setup_depthwise(struct setup *s)
{
	setup_any(s, false, true);
}

/* im2col_layer.cpp: the channels times the area of the kernel. */
static void setup_im2col(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	struct geometry g;
	int64_t dim[MAX_AXES];

	if (!bottom->known || !read_geometry(s, &g, true))
		return;
	if (g.spatial < 1) {
		setup_error(s, "spatial-axes", s->layer->bottoms[0].at, "bottom %.*s has "
			    "no axis after the channels", STR_ARGS(describe_bottom(s, 0)));
		return;
	}
	memcpy(dim, bottom->dim, bottom->axes * sizeof dim[0]);
	if (!spatial_sizes(s, &g, false, dim + g.axis + 1))
		return;
	for (int i = 0; i < g.spatial; i++)
		dim[g.axis] = as_int32(dim[g.axis] * g.kernel[i]);
	set_top(s, 0, dim, bottom->axes);
	note_windows(s, &g, false);
}

/* The GEMM of base_conv_layer.cpp: every weight once for each position, which
 * is one of the top for Convolution and one of the bottom for Deconvolution. */
static void count_any(struct layer *l, const struct shape *positions, bool up)
{
	const struct shape *weights = &l->params[0].shape;
	int axis = positions->axes - (weights->axes - 2) - 1;
	int64_t area = dims_from(positions, axis + 1);
	int64_t batch = times(dims_between(positions, 0, axis), l->bottom_count);

	spend_macs(l, times(times(weights->count, area), l->bottom_count),
		   dims_between(positions, 0, axis));
	if (l->param_count > 1)
		spend(l, METRIC_add, times(top_values(l), l->top_count));
	if (up && l->buffer_elements)
		spend(l, METRIC_add, times(l->buffer_elements, batch));
}

static bool countable(const struct layer *l)
{
	return l->param_count > 0 && l->params[0].shape.known && l->tops[0].shape.known &&
	       l->bottoms[0].shape.known;
}

/* conv_layer.cpp: MACs, and one addition per value for the bias */
static void count_convolution(struct layer *l)
{
	if (countable(l))
		count_any(l, &l->tops[0].shape, false);
}

/* deconv_layer.cpp: MACs into the column buffer, its values added up by col2im,
 * and one addition per value for the bias */
static void count_deconvolution(struct layer *l)
{
	if (countable(l))
		count_any(l, &l->bottoms[0].shape, true);
}

const struct layer_kind conv_layers[] = {
	{ "ConvolutionDepthwise", LayerParameter_convolution_param, ONE, ONE, LAYER_CORE,
	  setup_depthwise, count_convolution, "convolution of every channel by itself",
	  FORK_shufflenet | FORK_synopsys, NULL },
	{ "DepthwiseConvolution", LayerParameter_convolution_param, { 1, ANY_NUMBER },
	  { 1, ANY_NUMBER }, LAYER_PAIRED | LAYER_CORE, setup_convolution,
	  count_convolution, "convolution with many groups, made fast", FORK_depthwise,
	  NULL },
	{ "Convolution", LayerParameter_convolution_param, { 1, ANY_NUMBER },
	  { 1, ANY_NUMBER }, LAYER_PAIRED | LAYER_CORE, setup_convolution,
	  count_convolution, "convolution with learnt kernels", STOCK },
	{ "Deconvolution", LayerParameter_convolution_param, { 1, ANY_NUMBER },
	  { 1, ANY_NUMBER }, LAYER_PAIRED | LAYER_CORE, setup_deconvolution,
	  count_deconvolution, "transposed convolution with learnt kernels", STOCK },
	{ "Im2col", LayerParameter_convolution_param, { 1, 1 }, { 1, 1 }, 0,
	  setup_im2col, NULL, "the patches under a kernel, as channels", STOCK },
	{ 0 },
};
