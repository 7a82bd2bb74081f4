/* Other shapes for the same values: what ShuffleNet (farmingyard), CTPN
 * (tianzhi0549), the YOLO ports and Synopsys Caffe have. */
#include "models/layers/forks.h"
#include "models/layers/look.h"

#include <inttypes.h>
#include <math.h>

static void setup_shuffle(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t group = get_int32(s->param, ShuffleChannelParameter_group);

	if (b->known && b->axes > 1 && (group < 1 || b->dim[1] % group))
		setup_error(s, "group", place_of(s->param, ShuffleChannelParameter_group,
			    NO_PLACE), "group %" PRId64 " does not divide the %" PRId64
			    " channels of bottom %.*s", group, b->dim[1],
			    STR_ARGS(describe_bottom(s, 0)));
	setup_like_bottom(s);
}

/* reorg_layer.cpp: blocks of stride x stride become channels, or the reverse. */
static void setup_reorg(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t n = get_int32(s->param, ReorgParameter_stride);

	if (n < 1) {
		setup_error(s, "stride", place_of(s->param, ReorgParameter_stride, NO_PLACE),
			    "stride must be given and be at least 1");
		return;
	}
	if (!b->known || !check_four_axes(s, 0))
		return;
	check_not_in_place(s);
	if (get_bool(s->param, ReorgParameter_reverse))
		set_top(s, 0, (int64_t[]){ b->dim[0], b->dim[1] / times(n, n),
			times(b->dim[2], n), times(b->dim[3], n) }, 4);
	else
		set_top(s, 0, (int64_t[]){ b->dim[0], times(b->dim[1], times(n, n)),
			b->dim[2] / n, b->dim[3] / n }, 4);
	for (int i = 2; i < 4; i++) {
		if (get_bool(s->param, ReorgParameter_reverse))
			look_repeated(s, i, n, 0);
		else
			look_resized(s, i, 0, n, (double)n);
	}
}

/* Both of the last axes times stride. */
static void setup_upsample_darknet(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t n = get_int32(s->param, UpsampleDarknetParameter_stride);

	if (!b->known || !check_four_axes(s, 0))
		return;
	set_top(s, 0, (int64_t[]){ b->dim[0], b->dim[1], times(b->dim[2], n),
		times(b->dim[3], n) }, 4);
	look_repeated(s, 2, n, 0);
	look_repeated(s, 3, n, 0);
}

/* Whether the channels are the last axis. */
static bool channels_last(const struct message *m, int id)
{
	return str_equal(get_string(m, id), S("NHWC"));
}

static void setup_depth_to_space(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t n = get_int32(s->param, DepthToSpaceParameter_block_size);
	bool last = channels_last(s->param, DepthToSpaceParameter_data_format);
	int64_t dim[4];

	if (n < 1) {
		setup_error(s, "block-size", NO_PLACE, "block_size must be given and be at "
			    "least 1");
		return;
	}
	if (!b->known || !check_four_axes(s, 0))
		return;
	for (int i = 0; i < 4; i++)
		dim[i] = i == (last ? 3 : 1) ? b->dim[i] / times(n, n)
					     : i == 0 ? b->dim[i] : times(b->dim[i], n);
	set_top(s, 0, dim, 4);
	for (int i = 2; i < 4 && !last; i++)
		look_repeated(s, i, n, 0);
}

/* Fields of the two resizing layers. */
struct resizing {
	int format, height, width, scale_height, scale_width;
	int neighbours;
};

/* A size, or a multiple in float arithmetic, rounded down. */
static int64_t resized(const struct message *m, int64_t in, int size, int scale)
{
	if (has_field(m, size))
		return get_int32(m, size);
	return (int64_t)floorf((float)in * (float)get_float(m, scale));
}

static void resize(struct setup *s, const struct resizing *r)
{
	const struct shape *b = bottom_shape(s, 0);
	int first = channels_last(s->param, r->format) ? 1 : 2;
	int64_t dim[4];

	if (!b->known || !check_four_axes(s, 0))
		return;
	memcpy(dim, b->dim, sizeof dim);
	dim[first] = resized(s->param, dim[first], r->height, r->scale_height);
	dim[first + 1] = resized(s->param, dim[first + 1], r->width, r->scale_width);
	set_top(s, 0, dim, 4);
	for (int i = 2; i < 4 && first == 2; i++) {
		if (dim[i] > 0 && b->dim[i] % dim[i])
			look_resized(s, i, 0, r->neighbours,
				     (double)b->dim[i] / (double)dim[i]);
		else if (dim[i] > 0)
			look_resized(s, i, 0, 1, (double)(b->dim[i] / dim[i]));
	}
}

static void setup_resize_bilinear(struct setup *s)
{
	resize(s, &(struct resizing){
		ResizeBilinearParameter_data_format, ResizeBilinearParameter_output_height,
		ResizeBilinearParameter_output_width, ResizeBilinearParameter_scale_height,
		ResizeBilinearParameter_scale_width, 2 });
}

static void setup_resize_nearest(struct setup *s)
{
	resize(s, &(struct resizing){
		ResizeNearestNeighborParameter_data_format,
		ResizeNearestNeighborParameter_output_height,
		ResizeNearestNeighborParameter_output_width,
		ResizeNearestNeighborParameter_scale_height,
		ResizeNearestNeighborParameter_scale_width, 1 });
}

static void count_bilinear(struct layer *l)
{
	spend(l, METRIC_mul_add, times(4, top_values(l)));
}

/* Before and after each axis. */
static void setup_pad(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t pads[2 * MAX_AXES], dim[MAX_AXES];
	int given = read_integers(s->param, PadParameter_paddings, pads, 2 * MAX_AXES);

	if (!b->known)
		return;
	if (given != 2 * b->axes) {
		setup_error(s, "paddings", place_of(s->param, PadParameter_paddings,
			    NO_PLACE), "there must be 2 paddings for each of the %d axes; "
			    "there are %d", b->axes, given);
		return;
	}
	for (int i = 0; i < b->axes; i++)
		dim[i] = as_int32(b->dim[i] + pads[2 * i] + pads[2 * i + 1]);
	set_top(s, 0, dim, b->axes);
	for (int i = 2; i < b->axes; i++)
		look_shifted(s, i, -pads[2 * i]);
}

static bool check_squeezed(struct setup *s, int axis, uint32_t at)
{
	if (bottom_shape(s, 0)->dim[axis] == 1)
		return true;
	setup_error(s, "squeeze", at, "axis %d is %" PRId64 " long, and only an axis of 1 "
		    "can be dropped: bottom %.*s", axis, bottom_shape(s, 0)->dim[axis],
		    STR_ARGS(describe_bottom(s, 0)));
	return false;
}

/* Drops the axes listed; all that are 1 when none is. */
static void setup_squeeze(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	bool listed = has_field(s->param, SqueezeParameter_axis), drop[MAX_AXES] = { false };
	int64_t dim[MAX_AXES];
	int axes = 0;

	if (!b->known)
		return;
	for EACH_FIELD(f, s->param, SqueezeParameter_axis) {
		int axis = bottom_axis_at(s, 0, f->value.integer, f->at);

		if (axis < 0 || !check_squeezed(s, axis, f->at))
			return;
		drop[axis] = true;
	}
	for (int i = 0; i < b->axes; i++) {
		if (listed ? !drop[i] : b->dim[i] != 1)
			dim[axes++] = b->dim[i];
	}
	set_top(s, 0, dim, axes);
}

/* Block sizes of the axes from 1 on, and two paddings or crops for each. */
struct blocks {
	int count;
	int64_t size[MAX_AXES], edge[2 * MAX_AXES], product;
};

static bool read_blocks(struct setup *s, int shape, int edges, struct blocks *k)
{
	const struct shape *b = bottom_shape(s, 0);
	int given = read_integers(s->param, edges, k->edge, 2 * MAX_AXES);

	k->count = read_integers(s->param, shape, k->size, MAX_AXES);
	k->product = 1;
	for (int i = 0; i < k->count; i++)
		k->product = k->size[i] < 1 ? 0 : times(k->product, k->size[i]);
	if (k->count && k->count < b->axes && given == 2 * k->count && k->product > 0)
		return true;
	setup_error(s, "blocks", NO_PLACE, "block_shape must say a size of at least 1 for "
		    "each spatial axis, with two values at its edges for each");
	return false;
}

static void setup_space_to_batch(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t dim[MAX_AXES];
	struct blocks k;

	if (!b->known || !read_blocks(s, SpaceToBatchNDParameter_block_shape,
				      SpaceToBatchNDParameter_paddings, &k))
		return;
	memcpy(dim, b->dim, b->axes * sizeof dim[0]);
	dim[0] = times(dim[0], k.product);
	for (int i = 0; i < k.count; i++) {
		int64_t padded = as_int32(dim[i + 1] + k.edge[2 * i] + k.edge[2 * i + 1]);

		if (padded % k.size[i])
			setup_error(s, "blocks", NO_PLACE, "axis %d is %" PRId64 " long with "
				    "its padding, no multiple of %" PRId64, i + 1, padded,
				    k.size[i]);
		dim[i + 1] = padded / k.size[i];
		look_resized(s, i + 1, -k.edge[2 * i], 1, (double)k.size[i]);
	}
	set_top(s, 0, dim, b->axes);
}

static void setup_batch_to_space(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t dim[MAX_AXES];
	struct blocks k;

	if (!b->known || !read_blocks(s, BatchToSpaceNDParameter_block_shape,
				      BatchToSpaceNDParameter_crops, &k))
		return;
	memcpy(dim, b->dim, b->axes * sizeof dim[0]);
	dim[0] /= k.product;
	for (int i = 0; i < k.count; i++)
		dim[i + 1] = as_int32(times(dim[i + 1], k.size[i]) - k.edge[2 * i] -
				      k.edge[2 * i + 1]);
	set_top(s, 0, dim, b->axes);
	for (int i = 0; i < k.count; i++)
		look_repeated(s, i + 1, k.size[i], k.edge[2 * i]);
}

/* transpose_layer.cpp of CTPN: every axis is named. */
static void setup_transpose(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	int64_t order[MAX_AXES], dim[MAX_AXES];
	int given = read_integers(s->param, TransposeParameter_dim, order, MAX_AXES);

	if (!b->known)
		return;
	if (given != b->axes) {
		setup_error(s, "order", place_of(s->param, TransposeParameter_dim, NO_PLACE),
			    "dim must name each of the %d axes; it names %d", b->axes, given);
		return;
	}
	for (int i = 0; i < given; i++) {
		if (order[i] < 0 || order[i] >= b->axes) {
			setup_error(s, "order", NO_PLACE, "dim %" PRId64 " is no axis of "
				    "bottom %.*s", order[i], STR_ARGS(describe_bottom(s, 0)));
			return;
		}
		dim[i] = b->dim[order[i]];
	}
	set_top(s, 0, dim, b->axes);
}

const struct layer_kind fork_resize_layers[] = {
	{ "BatchToSpaceND", LayerParameter_batch_to_space_nd_param, ONE, ONE, 0,
	  setup_batch_to_space, NULL, "items of a batch become blocks of space",
	  FORK_synopsys, NULL },
	{ "DepthToSpace", LayerParameter_depth_to_space_param, ONE, ONE, 0,
	  setup_depth_to_space, NULL, "channels become blocks of space", FORK_synopsys,
	  NULL },
	{ "Pad", LayerParameter_pad_param, ONE, ONE, 0, setup_pad, NULL,
	  "adds values at the edges of every axis", FORK_synopsys, NULL },
	{ "Reorg", LayerParameter_reorg_param, ONE, ONE, 0, setup_reorg, NULL,
	  "blocks of space become channels", FORK_intel | FORK_synopsys, NULL },
	{ "ResizeBilinear", LayerParameter_resize_bilinear_param, ONE, ONE, 0,
	  setup_resize_bilinear, count_bilinear, "bilinear resizing", FORK_synopsys, NULL },
	{ "ResizeNearestNeighbor", LayerParameter_resize_nearest_neighbor_param, ONE, ONE,
	  0, setup_resize_nearest, NULL, "resizing by repeating values", FORK_synopsys,
	  NULL },
	{ "ShuffleChannel", LayerParameter_shuffle_channel_param, ONE, ONE, 0,
	  setup_shuffle, NULL, "mixes the channels of all groups",
	  FORK_shufflenet | FORK_synopsys, NULL },
	{ "SpaceToBatchND", LayerParameter_space_to_batch_nd_param, ONE, ONE, 0,
	  setup_space_to_batch, NULL, "blocks of space become items of the batch",
	  FORK_synopsys, NULL },
	{ "Squeeze", LayerParameter_squeeze_param, ONE, ONE, LAYER_SHARES, setup_squeeze,
	  NULL, "drops axes of 1", FORK_synopsys, NULL },
	{ "Transpose", LayerParameter_transpose_param, ONE, ONE, 0, setup_transpose, NULL,
	  "puts axes into another order", FORK_ctpn, NULL },
	{ "UpsampleDarknet", LayerParameter_upsample_darknet_param, ONE, ONE, 0,
	  setup_upsample_darknet, NULL, "resizing by repeating values", FORK_synopsys,
	  NULL },
	{ 0 },
};
