/* Segmentation: what SegNet (alexgkendall), ENet and PSPNet (hszhao) added. */
#include "models/layers/forks.h"
#include "models/layers/look.h"

#include <inttypes.h>

static void fill_channels(struct setup *s, int count, int before, int after,
			  const int fillers[2])
{
	for (int i = 0; i < count; i++) {
		struct param *p = add_channel_param(s, before, after);

		if (i < 2)
			check_filler(s, s->param, fillers[i], &p->shape);
	}
}

static void set_bn_tops(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);

	if (!bottom->known)
		return;
	if (bottom->axes < 2) {
		setup_error(s, "few-axes", s->layer->bottoms[0].at, "BN needs at least 2 "
			    "axes: bottom %.*s", STR_ARGS(describe_bottom(s, 0)));
		return;
	}
	set_top_like(s, 0, bottom);
	for (int i = 1; i < top_count(s); i++)
		set_top(s, i, (int64_t[]){ 1, bottom->dim[1], 1, 1 }, 4);
}

/* bn_layer.cpp of PSPNet: slope, bias, and the statistics, which nobody learns. */
static void setup_bn4(struct setup *s)
{
	static const int fillers[2] = { BNParameter_slope_filler, BNParameter_bias_filler };

	fill_channels(s, 4, 1, 2, fillers);
	s->layer->params[2].statistics = s->layer->params[3].statistics = true;
	set_bn_tops(s);
}

/* Temporal Segment Networks: the same as [1, C]. */
static void setup_bn4_flat(struct setup *s)
{
	static const int fillers[2] = { BNParameter_slope_filler, BNParameter_bias_filler };

	fill_channels(s, 4, 1, 0, fillers);
	s->layer->params[2].statistics = s->layer->params[3].statistics = true;
	set_bn_tops(s);
}

/* bn_layer.cpp of SegNet: scale and shift. */
static void setup_bn2(struct setup *s)
{
	static const int fillers[2] = { BNParameter_scale_filler, BNParameter_shift_filler };

	fill_channels(s, 2, 1, 2, fillers);
	set_bn_tops(s);
}

/* The fields that only they have. */
static bool looks_like_bn2(const struct layer *l)
{
	const struct message *m = own_message(l);

	return has_field(m, BNParameter_scale_filler) ||
	       has_field(m, BNParameter_shift_filler) || has_field(m, BNParameter_bn_mode);
}

static bool looks_like_bn4(const struct layer *l)
{
	const struct message *m = own_message(l);

	return has_field(m, BNParameter_slope_filler) || get_bool(m, BNParameter_icnet) ||
	       has_field(m, BNParameter_bias_filler) || has_field(m, BNParameter_frozen) ||
	       has_field(m, BNParameter_momentum) ||
	       field_count(l->message, LayerParameter_param) == 4;
}

/* Mean and variance are sums over the batch, but for the stored ones. */
static void count_bn(struct layer *l)
{
	int64_t n = bottom_values(l);

	spend(l, METRIC_mul_add, times(2, n));
	if (l->param_count && l->params[0].shape.known)
		spend(l, METRIC_exp, l->params[0].shape.count);
	if (l->phase == PHASE_TRAIN) {
		spend(l, METRIC_add, n);
		spend(l, METRIC_mul_add, n);
	}
}

/* The size that a field says by itself, or a multiple of the bottom's less one. */
static int64_t upsampled(const struct setup *s, int64_t in, int size, int scale, int pad)
{
	int64_t times_ = get_int32(s->param, has_field(s->param, scale)
					     ? scale : UpsampleParameter_scale);

	if (has_field(s->param, size))
		return get_int32(s->param, size);
	return times(in, times_) - get_bool(s->param, pad);
}

/* upsample_layer.cpp: puts values where the mask says that they came from. */
static void setup_upsample(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t dim[4];

	if (!bottoms_known(s) || !check_four_axes(s, 0))
		return;
	if (!shape_equal(b, bottom_shape(s, 1)))
		setup_error(s, "unequal-bottoms", s->layer->bottoms[1].at, "the mask must "
			    "have the shape of the data: %.*s and %.*s",
			    STR_ARGS(describe_bottom(s, 0)),
			    STR_ARGS(describe_bottom(s, 1)));
	memcpy(dim, b->dim, 2 * sizeof dim[0]);
	dim[2] = upsampled(s, b->dim[2], UpsampleParameter_upsample_h,
			   UpsampleParameter_scale_h, UpsampleParameter_pad_out_h);
	dim[3] = upsampled(s, b->dim[3], UpsampleParameter_upsample_w,
			   UpsampleParameter_scale_w, UpsampleParameter_pad_out_w);
	set_top(s, 0, dim, 4);
	for (int i = 2; i < 4; i++)
		if (b->dim[i] > 0)
			look_repeated(s, i, (dim[i] + b->dim[i] - 1) / b->dim[i], 0);
}

/* interp_layer.cpp: the order in which it looks at its fields. */
static int64_t interpolated(const struct message *m, int64_t in, int size)
{
	int64_t zoom = get_int32(m, InterpParameter_zoom_factor);
	int64_t shrink = get_int32(m, InterpParameter_shrink_factor);
	bool zooms = has_field(m, InterpParameter_zoom_factor);
	int64_t out = as_int32(in + get_int32(m, InterpParameter_pad_beg) +
			       get_int32(m, InterpParameter_pad_end));

	if (has_field(m, InterpParameter_shrink_factor) && shrink > 0)
		out = (out - 1) / shrink + 1;
	else if (!zooms && has_field(m, InterpParameter_height))
		return get_int32(m, size);
	else if (!zooms && has_field(m, InterpParameter_full_zoom_factor))
		return as_int32(out * get_int32(m, InterpParameter_full_zoom_factor));
	return zooms ? as_int32(out + (out - 1) * (zoom - 1)) : out;
}

static bool check_positive(struct setup *s, int id, const char *name)
{
	if (!has_field(s->param, id) || get_int32(s->param, id) > 0)
		return true;
	setup_error(s, "factor", place_of(s->param, id, NO_PLACE), "%s must be at least 1",
		    name);
	return false;
}

/* Corners lie on corners: neighbours at each element, but one where they meet. */
static void look_interpolated(struct setup *s, int axis, int64_t out)
{
	int64_t from = -get_int32(s->param, InterpParameter_pad_beg);
	int64_t in = bottom_shape(s, 0)->dim[axis] - from +
		     get_int32(s->param, InterpParameter_pad_end);

	if (out < 2 || in < 2)
		look_shifted(s, axis, from);
	else
		look_resized(s, axis, from, (in - 1) % (out - 1) ? 2 : 1,
			     (double)(in - 1) / (double)(out - 1));
}

static void setup_interp(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	bool good = check_positive(s, InterpParameter_zoom_factor, "zoom_factor") &
		    check_positive(s, InterpParameter_shrink_factor, "shrink_factor");
	int64_t dim[4];

	if (!b->known || !good || !check_four_axes(s, 0))
		return;
	memcpy(dim, b->dim, 2 * sizeof dim[0]);
	dim[2] = interpolated(s->param, b->dim[2], InterpParameter_height);
	dim[3] = interpolated(s->param, b->dim[3], InterpParameter_width);
	for (int i = 2; i < 4; i++)
		look_interpolated(s, i, dim[i]);
	if (dim[2] > 0 && dim[3] > 0)
		set_top(s, 0, dim, 4);
	else
		setup_error(s, "size", NO_PLACE, "height and width of the top must be at "
			    "least 1; they are %" PRId64 " and %" PRId64, dim[2], dim[3]);
}

/* Four neighbours, weighted. */
static void count_bilinear(struct layer *l)
{
	spend(l, METRIC_mul_add, times(4, top_values(l)));
}

static void setup_seg_accuracy(struct setup *s)
{
	set_top(s, 0, (int64_t[]){ 1, 1, 1, 3 }, 4);
	s->layer->sees_all = true;
}

/* dense_image_data_layer.cpp: an image, and a label for each of its pixels. */
static void setup_dense_images(struct setup *s)
{
	const struct message *m = s->param;
	int64_t divide = get_int32(m, DenseImageDataParameter_label_divide_factor), dim[4];
	struct picture p = {
		.batch = get_int32(m, DenseImageDataParameter_batch_size),
		.channels = get_bool(m, DenseImageDataParameter_is_color) ? 3 : 1,
		.height = get_int32(m, DenseImageDataParameter_new_height),
		.width = get_int32(m, DenseImageDataParameter_new_width),
	};

	set_picture(s, 0, &p);
	if (!s->layer->tops[0].shape.known)
		return;
	memcpy(dim, s->layer->tops[0].shape.dim, sizeof dim);
	dim[1] = 1;
	for (int i = 2; i < 4; i++)
		dim[i] /= divide > 0 ? divide : 1;
	set_top(s, 1, dim, 4);
	s->layer->tops[1].shape.assumed = s->layer->tops[0].shape.assumed;
}

/* HED's: the label is an image too. */
static void setup_label_maps(struct setup *s)
{
	const struct message *m = s->param;
	int64_t dim[4];
	struct picture p = {
		.batch = get_int32(m, ImageDataParameter_batch_size),
		.channels = get_bool(m, ImageDataParameter_is_color) ? 3 : 1,
		.height = get_int32(m, ImageDataParameter_new_height),
		.width = get_int32(m, ImageDataParameter_new_width),
	};

	set_picture(s, 0, &p);
	if (!s->layer->tops[0].shape.known)
		return;
	memcpy(dim, s->layer->tops[0].shape.dim, sizeof dim);
	dim[1] = 1;
	set_top(s, 1, dim, 4);
	s->layer->tops[1].shape.assumed = s->layer->tops[0].shape.assumed;
}

const struct layer_kind fork_segmentation_layers[] = {
	{ "BN", LayerParameter_bn_param, ONE, SOME, 0, setup_bn4, count_bn,
	  "normalises: slope, bias and statistics, 4 blobs of 1xCx1x1", FORK_pspnet,
	  looks_like_bn4 },
	{ "BN", LayerParameter_bn_param, ONE, { 1, 1 }, 0, setup_bn4_flat, count_bn,
	  "normalises: slope, bias and statistics, 4 blobs of 1xC", FORK_tsn,
	  looks_like_bn4 },
	{ "BN", LayerParameter_bn_param, ONE, SOME, 0, setup_bn2, count_bn,
	  "normalises: scale and shift, 2 blobs of 1xCx1x1",
	  FORK_segnet | FORK_enet | FORK_synopsys, looks_like_bn2 },
	{ "DenseImageData", LayerParameter_dense_image_data_param, NONE, TWO, LAYER_DATA,
	  setup_dense_images, NULL, "images, and a label for every pixel",
	  FORK_segnet | FORK_enet, NULL },
	{ "ImageLabelmapData", LayerParameter_image_data_param, NONE, TWO, LAYER_DATA,
	  setup_label_maps, NULL, "images, and images as labels", FORK_hed, NULL },
	{ "Interp", LayerParameter_interp_param, ONE, ONE, 0, setup_interp, count_bilinear,
	  "bilinear resizing", FORK_pspnet | FORK_synopsys, NULL },
	{ "SegAccuracy", LayerParameter_seg_accuracy_param, TWO, ONE, 0,
	  setup_seg_accuracy, NULL, "accuracy of every class of pixels", FORK_pspnet,
	  NULL },
	{ "Upsample", LayerParameter_upsample_param, TWO, ONE, 0, setup_upsample, NULL,
	  "undoes max pooling by its mask", FORKS_SEGMENTATION, NULL },
	{ 0 },
};
