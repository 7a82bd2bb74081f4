/* Video: convolution and pooling along time too (C3D Caffe, facebook), and the
 * data layers of videos. */
#include "models/layers/forks.h"

#include <inttypes.h>

/* C3D 1.1 has messages of its own; 1.0 put the same fields into those of the
 * layers with two dimensions. */
struct fields3d {
	int kernel, depth, stride, time_stride, pad, time_pad;
};

static const struct fields3d convolution_fields[2] = {
	{ Convolution3DParameter_kernel_size, Convolution3DParameter_kernel_depth,
	  Convolution3DParameter_stride, Convolution3DParameter_temporal_stride,
	  Convolution3DParameter_pad, Convolution3DParameter_temporal_pad },
	{ ConvolutionParameter_kernel_size, ConvolutionParameter_kernel_depth,
	  ConvolutionParameter_stride, ConvolutionParameter_temporal_stride,
	  ConvolutionParameter_pad, ConvolutionParameter_temporal_pad },
};
static const struct fields3d pooling_fields[2] = {
	{ Pooling3DParameter_kernel_size, Pooling3DParameter_kernel_depth,
	  Pooling3DParameter_stride, Pooling3DParameter_temporal_stride,
	  Pooling3DParameter_pad, -1 },
	{ PoolingParameter_kernel_size, PoolingParameter_kernel_depth,
	  PoolingParameter_stride, PoolingParameter_temporal_stride,
	  PoolingParameter_pad, -1 },
};

/* Along length (time), height and width. */
struct sizes3d {
	int64_t kernel[3], stride[3], pad[3];
};

static const struct message *message_of(const struct layer *l, int older)
{
	const struct message *own = own_message(l);

	return own ? own : get_message(l->message, older);
}

static bool is_older(const struct setup *s)
{
	return !s->param;
}

/* A field that may be repeated, as 1.0's are; 0 where a stride is absent means 1. */
static int64_t size_of(const struct message *m, int id, int64_t otherwise)
{
	if (id < 0 || !has_field(m, id))
		return otherwise;
	return as_int32(field_first(m, id)->value.integer);
}

static bool read_sizes3d(struct setup *s, const struct message *m,
			 const struct fields3d *f, struct sizes3d *z)
{
	for (int i = 0; i < 3; i++) {
		z->kernel[i] = size_of(m, i ? f->kernel : f->depth, 0);
		z->stride[i] = size_of(m, i ? f->stride : f->time_stride, 1);
		z->pad[i] = size_of(m, i ? f->pad : f->time_pad, 0);
		if (z->kernel[i] > 0 && z->stride[i] > 0)
			continue;
		setup_error(s, "kernel", NO_PLACE, "kernel_size, kernel_depth and the strides "
			    "must be at least 1");
		return false;
	}
	return true;
}

static bool check_five_axes(struct setup *s)
{
	if (bottom_shape(s, 0)->axes == 5)
		return true;
	setup_error(s, "five-axes", s->layer->bottoms[0].at, "bottom %.*s has %d axes; "
		    "%.*s needs 5 (number, channels, length, height, width)",
		    STR_ARGS(describe_bottom(s, 0)), bottom_shape(s, 0)->axes,
		    STR_ARGS(s->layer->type));
	return false;
}

static bool set_top3d(struct setup *s, const int64_t *dim)
{
	for (int i = 2; i < 5; i++) {
		if (dim[i] > 0)
			continue;
		setup_error(s, "too-small", s->layer->bottoms[0].at, "the kernel does not fit: "
			    "bottom %.*s", STR_ARGS(describe_bottom(s, 0)));
		return false;
	}
	set_top(s, 0, dim, 5);
	return true;
}

static void note_windows3d(struct setup *s, const struct sizes3d *z, bool up)
{
	struct window *w = NEW_ARRAY(s->arena, 3, struct window);

	for (int i = 0; i < 3; i++)
		w[i] = (struct window){ .kernel = z->kernel[i], .stride = z->stride[i],
					.pad = z->pad[i], .up = up };
	s->layer->windows = w;
	s->layer->window_count = 3;
}

/* Whatever the group, every output has weights for all channels. */
static void add_params3d(struct setup *s, const struct message *m, bool older,
			 const struct sizes3d *z, int64_t rows, int64_t columns,
			 int64_t outputs)
{
	int64_t dim[5] = { rows, columns, z->kernel[0], z->kernel[1], z->kernel[2] };
	bool known = rows > 0 && columns > 0;
	bool bias = older ? get_bool(m, ConvolutionParameter_bias_term)
			  : get_bool(m, Convolution3DParameter_bias_term);
	int weight_filler = older ? ConvolutionParameter_weight_filler
				  : Convolution3DParameter_weight_filler;
	int bias_filler = older ? ConvolutionParameter_bias_filler
				: Convolution3DParameter_bias_filler;

	check_filler(s, m, weight_filler, &add_param(s, known ? dim : NULL, 5)->shape);
	if (bias)
		check_filler(s, m, bias_filler, &add_param(s,
			     (int64_t[]){ 1, 1, 1, 1, outputs }, 5)->shape);
}

/* convolution3d_layer.cpp and deconvolution3d_layer.cpp */
static int64_t slid(const struct sizes3d *z, int i, int64_t in, bool up)
{
	if (up)
		return (in - 1) * z->stride[i] - 2 * z->pad[i] + z->kernel[i];
	return (in + 2 * z->pad[i] - z->kernel[i]) / z->stride[i] + 1;
}

static void setup_any3d(struct setup *s, bool up)
{
	const struct shape *b = bottom_shape(s, 0);
	bool older = is_older(s);
	const struct message *m = message_of(s->layer, LayerParameter_convolution_param);
	int64_t outputs = get_int32(m, older ? ConvolutionParameter_num_output
					     : Convolution3DParameter_num_output);
	int64_t in, dim[5];
	struct sizes3d z;

	if (!read_sizes3d(s, m, &convolution_fields[older], &z))
		return;
	if (outputs <= 0) {
		setup_error(s, "num-output", NO_PLACE, "num_output must be at least 1");
		return;
	}
	if (b->known && !check_five_axes(s))
		return;
	in = b->known ? b->dim[1] : 0;
	add_params3d(s, m, older, &z, up ? in : outputs, up ? outputs : in, outputs);
	if (!b->known)
		return;
	dim[0] = b->dim[0];
	dim[1] = outputs;
	for (int i = 0; i < 3; i++)
		dim[2 + i] = slid(&z, i, b->dim[2 + i], up);
	if (set_top3d(s, dim))
		note_windows3d(s, &z, up);
}

static void setup_convolution3d(struct setup *s)
{
	setup_any3d(s, false);
}

static void setup_deconvolution3d(struct setup *s)
{
	setup_any3d(s, true);
}

static int64_t ceil_steps(int64_t room, int64_t stride)
{
	return room < 0 ? -(-room / stride) : (room + stride - 1) / stride;
}

/* pooling3d_layer.cpp: rounds up, pads no time, and has no clip. */
static void setup_pooling3d(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	const struct message *m = message_of(s->layer, LayerParameter_pooling_param);
	struct sizes3d z;
	int64_t dim[5];

	if (!read_sizes3d(s, m, &pooling_fields[is_older(s)], &z) || !b->known ||
	    !check_five_axes(s))
		return;
	memcpy(dim, b->dim, 2 * sizeof dim[0]);
	for (int i = 0; i < 3; i++)
		dim[2 + i] = 1 + ceil_steps(b->dim[2 + i] + 2 * z.pad[i] - z.kernel[i],
					    z.stride[i]);
	if (set_top3d(s, dim))
		note_windows3d(s, &z, false);
}

static void count_slid(struct layer *l, const struct shape *positions)
{
	if (!l->param_count || !l->params[0].shape.known || !positions->known)
		return;
	spend_macs(l, times(l->params[0].shape.count, dims_from(positions, 2)),
		   positions->dim[0]);
	if (l->param_count > 1)
		spend(l, METRIC_add, top_values(l));
}

static void count_convolution3d(struct layer *l)
{
	count_slid(l, &l->tops[0].shape);
}

static void count_deconvolution3d(struct layer *l)
{
	count_slid(l, &l->bottoms[0].shape);
}

static void count_pooling3d(struct layer *l)
{
	int64_t area = 1;
	const struct message *m = own_message(l);
	int64_t method = m ? get_int(m, Pooling3DParameter_pool)
			   : get_int(get_message(l->message, LayerParameter_pooling_param),
				     PoolingParameter_pool);

	for (int i = 0; i < l->window_count; i++)
		area = times(area, l->windows[i].kernel);
	if (!l->window_count)
		return;
	spend(l, method == PoolingParameter_PoolMethod_MAX ? METRIC_compare : METRIC_add,
	      times(area, top_values(l)));
	if (method == PoolingParameter_PoolMethod_AVE)
		spend(l, METRIC_divide, top_values(l));
}

/* Frames of a video: [batch, 3, frames, crop, crop]. */
static void set_clip(struct setup *s, int64_t batch, int64_t frames, int64_t crop,
		     int64_t height, int64_t width)
{
	const struct shape *item = &s->options->data_shape;
	bool said = crop > 0 || (height > 0 && width > 0);
	int64_t dim[5] = { batch, 3, frames };

	dim[3] = crop > 0 ? crop : height > 0 ? height : legacy_dim(item, 1);
	dim[4] = crop > 0 ? crop : width > 0 ? width : legacy_dim(item, 2);
	set_top(s, 0, dim, 5);
	if (!said)
		assume_top(s, 0, ASSUMED_INPUT, "the size of the frames");
	for (int i = 1; i < top_count(s); i++)
		set_top(s, i, &batch, 1);
}

static const struct message *transform_of(const struct setup *s)
{
	return get_message(s->layer->message, LayerParameter_transform_param);
}

/* video_data_layer.cpp of C3D: 1.0 says it in image_data_param. */
static void setup_video(struct setup *s)
{
	const struct message *m = s->param;
	int64_t crop = get_int32(transform_of(s), TransformationParameter_crop_size);

	if (m) {
		set_clip(s, get_int32(m, VideoDataParameter_batch_size),
			 get_int32(m, VideoDataParameter_new_length), crop,
			 get_int32(m, VideoDataParameter_new_height),
			 get_int32(m, VideoDataParameter_new_width));
		return;
	}
	m = get_message(s->layer->message, LayerParameter_image_data_param);
	if (!crop)
		crop = get_int32(m, ImageDataParameter_crop_size);
	set_clip(s, get_int32(m, ImageDataParameter_batch_size),
		 get_int32(m, ImageDataParameter_new_length), crop,
		 get_int32(m, ImageDataParameter_new_height),
		 get_int32(m, ImageDataParameter_new_width));
}

#define ITEM_FRAMES 16		/* of a clip, where nothing says how many */

/* video_with_voxel_truth_data_layer.cpp: clips with a truth for each voxel, of as many
 * frames and channels as the files have. */
static void setup_voxel_truth(struct setup *s)
{
	const struct shape *item = &s->options->data_shape;
	int64_t crop = get_int32(s->param, ImageDataParameter_crop_size);
	int64_t dim[5] = { get_int32(s->param, ImageDataParameter_batch_size), 3,
			   ITEM_FRAMES };

	dim[3] = crop > 0 ? crop : legacy_dim(item, 1);
	dim[4] = crop > 0 ? crop : legacy_dim(item, 2);
	for (int i = 0; i < top_count(s); i++) {
		if (i)
			dim[1] = get_int32(s->param, ImageDataParameter_num_truth_channels);
		set_top(s, i, dim, 5);
		assume_top(s, i, ASSUMED_INPUT, "how many frames%s the clips have",
			   crop > 0 ? i ? "" : " and channels" : " and pixels");
	}
}

/* Temporal Segment Networks: frames, or pairs of flow fields, as channels. */
static void setup_segments(struct setup *s)
{
	const struct message *m = s->param;
	bool flow = get_int(m, VideoDataParameter_modality) == VideoDataParameter_Modality_FLOW;
	int64_t frames = times(get_int32(m, VideoDataParameter_new_length),
			       get_int32(m, VideoDataParameter_num_segments));
	struct picture p = {
		.batch = get_int32(m, VideoDataParameter_batch_size),
		.channels = times(flow ? 2 : 3, frames),
		.height = get_int32(m, VideoDataParameter_new_height),
		.width = get_int32(m, VideoDataParameter_new_width),
	};

	set_picture(s, 0, &p);
	if (top_count(s) > 1)
		set_top(s, 1, (int64_t[]){ p.batch, 1, 1, 1 }, 4);
}

/* SSD Caffe's takes pictures from a camera or a file. */
static void setup_camera(struct setup *s)
{
	const struct message *m = get_message(s->layer->message, LayerParameter_data_param);
	struct picture p = { .batch = m ? get_int32(m, DataParameter_batch_size) : 1 };

	set_picture(s, 0, &p);
	if (top_count(s) > 1)
		set_top(s, 1, &p.batch, 1);
}

static bool has_segments(const struct layer *l)
{
	return has_field(own_message(l), VideoDataParameter_num_segments) ||
	       has_field(own_message(l), VideoDataParameter_modality);
}

static bool has_camera(const struct layer *l)
{
	return has_field(own_message(l), VideoDataParameter_video_type);
}

const struct layer_kind fork_3d_layers[] = {
	{ "Convolution3D", LayerParameter_convolution3d_param, ONE, ONE, LAYER_CORE,
	  setup_convolution3d, count_convolution3d,
	  "convolution along time, height and width", FORK_c3d, NULL },
	{ "Deconvolution3D", LayerParameter_convolution3d_param, ONE, ONE, LAYER_CORE,
	  setup_deconvolution3d, count_deconvolution3d,
	  "transposed convolution along time, height and width", FORK_c3d, NULL },
	{ "Pooling3D", LayerParameter_pooling3d_param, ONE, ONE, 0, setup_pooling3d,
	  count_pooling3d, "maximum or average along time, height and width", FORK_c3d,
	  NULL },
	{ "VideoData", LayerParameter_video_data_param, NONE, { 1, 2 }, LAYER_DATA,
	  setup_segments, NULL, "frames of video segments, as channels", FORK_tsn,
	  has_segments },
	{ "VideoData", LayerParameter_video_data_param, NONE, { 1, 2 }, LAYER_DATA,
	  setup_camera, NULL, "single frames of a camera or a video", FORK_ssd |
	  FORK_synopsys, has_camera },
	{ "VideoData", LayerParameter_video_data_param, NONE, { 1, 2 }, LAYER_DATA,
	  setup_video, NULL, "clips of video frames", FORK_c3d, NULL },
	{ "VideoWithVoxelTruthData", LayerParameter_image_data_param, NONE, { 2, 2 },
	  LAYER_DATA, setup_voxel_truth, NULL, "clips of video frames, with a truth for "
	  "each voxel", FORK_c3d, NULL },
	{ 0 },
};
