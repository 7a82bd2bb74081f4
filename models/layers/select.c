/* Parts of bottoms: Slice, Split, Crop, Filter, BatchReindex, and Silence. */
#include "models/layers/look.h"
#include "models/layers/tools.h"

#include <inttypes.h>

/* slice_point says where every part but the first begins. */
static bool cut_at_points(struct setup *s, int64_t length, int64_t *part)
{
	int points = field_count(s->param, SliceParameter_slice_point);
	uint32_t at = place_of(s->param, SliceParameter_slice_point, NO_PLACE);
	int64_t before = 0;

	if (points != top_count(s) - 1) {
		setup_error(s, "slice-point", at, "%d tops need %d slice_point; there are "
			    "%d", top_count(s), top_count(s) - 1, points);
		return false;
	}
	if (top_count(s) > length) {
		setup_error(s, "slice-point", at, "%d tops are more than the %" PRId64
			    " that bottom %.*s has along the axis", top_count(s), length,
			    STR_ARGS(describe_bottom(s, 0)));
		return false;
	}
	for EACH_FIELD(f, s->param, SliceParameter_slice_point) {
		int64_t point = as_int32(f->value.integer);

		if (point <= before) {
			setup_error(s, "slice-point", at, "slice_point must grow; %" PRId64
				    " follows %" PRId64, point, before);
			return false;
		}
		*part++ = point - before;
		before = point;
	}
	*part = length - before;
	return true;
}

static bool cut_evenly(struct setup *s, int64_t length, int64_t *part)
{
	if (length % top_count(s)) {
		setup_error(s, "slice", NO_PLACE, "%d tops do not divide the %" PRId64
			    " of bottom %.*s along the axis evenly", top_count(s), length,
			    STR_ARGS(describe_bottom(s, 0)));
		return false;
	}
	for (int i = 0; i < top_count(s); i++)
		part[i] = length / top_count(s);
	return true;
}

/* In place the bottom becomes its own first part, and the counts differ. */
static void check_sliced_in_place(struct setup *s, int64_t length, int64_t first)
{
	if (s->layer->tops[0].in_place && length != first)
		setup_refuse(s, "in-place", s->layer->tops[0].at, "Slice cannot work in "
			     "place with more than one top");
}

/* Along a spatial axis each part begins where the one before ends. */
static void look_at_parts(struct setup *s, int axis, const int64_t *part)
{
	int tops = top_count(s), count = bottom_shape(s, 0)->axes - 2;
	int64_t from = 0;
	struct window *w;

	if (axis < 2 || tops < 2)
		return;
	w = NEW_ARRAY(s->arena, (size_t)tops * count, struct window);
	for (int t = 0; t < tops; from += part[t++])
		for (int i = 0; i < count; i++)
			w[t * count + i] = (struct window){ .kernel = 1, .stride = 1,
				.pad = 2 + i == axis ? -from : 0 };
	s->layer->windows = w;
	s->layer->window_count = count;
	s->layer->windows_by_top = true;
}

/* slice_layer.cpp; with one top it shares the bottom's data. */
static void setup_slice(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	bool points = has_field(s->param, SliceParameter_slice_point);
	int64_t dim[MAX_AXES], *part = NEW_ARRAY(s->arena, top_count(s), int64_t);
	int axis = -1;

	if (bottom->known)
		axis = bottom_axis_or_dim(s, SliceParameter_axis, SliceParameter_slice_dim);
	if (axis < 0)
		return;
	if (points ? !cut_at_points(s, bottom->dim[axis], part)
		   : !cut_evenly(s, bottom->dim[axis], part))
		return;
	check_sliced_in_place(s, bottom->dim[axis], part[0]);
	memcpy(dim, bottom->dim, bottom->axes * sizeof dim[0]);
	for (int i = 0; i < top_count(s); i++) {
		dim[axis] = part[i];
		set_top(s, i, dim, bottom->axes);
	}
	look_at_parts(s, axis, part);
}

/* split_layer.cpp */
static void setup_split(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);

	for (int i = 0; i < top_count(s); i++) {
		if (s->layer->tops[i].blob == s->layer->bottoms[0].blob)
			setup_refuse(s, "in-place", s->layer->tops[i].at, "Split cannot "
				     "work in place");
	}
	setup_like_bottom(s);
	if (bottom->known && bottom->axes == 0 && bottom->count == 0)
		setup_refuse(s, "no-shape", s->layer->bottoms[0].at, "bottom '%.*s' was "
			     "never given a shape", STR_ARGS(s->layer->bottoms[0].name));
}

static void setup_silence(struct setup *s)
{
	(void)s;
}

/* Where axis i of the bottom is cropped. */
static int64_t crop_offset(const struct message *m, int i, int axis)
{
	int given = field_count(m, CropParameter_offset);

	return given == 0 ? 0 : get_int32_at(m, CropParameter_offset,
					     given == 1 ? 0 : i - axis);
}

static bool check_offsets(struct setup *s, int axis)
{
	int given = field_count(s->param, CropParameter_offset);
	int wanted = bottom_shape(s, 0)->axes - axis;

	if (given <= 1 || given == wanted)
		return true;
	setup_error(s, "crop-offset", place_of(s->param, CropParameter_offset, NO_PLACE),
		    "there must be one offset for all axes, or one for each of the %d "
		    "from axis %d on; there are %d", wanted, axis, given);
	return false;
}

static bool check_cropped(struct setup *s, int i, int64_t offset)
{
	const struct shape *bottom = bottom_shape(s, 0), *size = bottom_shape(s, 1);

	if (bottom->dim[i] - offset >= size->dim[i])
		return true;
	setup_error(s, "crop", place_of(s->param, CropParameter_offset,
		    s->layer->bottoms[0].at), "along axis %d, bottom %.*s less the offset "
		    "of %" PRId64 " is smaller than bottom %.*s", i,
		    STR_ARGS(describe_bottom(s, 0)), offset,
		    STR_ARGS(describe_bottom(s, 1)));
	return false;
}

/* crop_layer.cpp: the axes from `axis` on get the sizes of the second bottom. */
static void setup_crop(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t dim[MAX_AXES];
	bool good = true;
	int axis;

	s->layer->shape_bottoms = 1;
	if (!bottoms_known(s))
		return;
	axis = bottom_axis(s, 0, CropParameter_axis);
	if (axis < 0 || !check_offsets(s, axis))
		return;
	if (bottom_shape(s, 1)->axes < bottom->axes) {
		setup_error(s, "crop", s->layer->bottoms[1].at, "bottom %.*s has fewer "
			    "axes than bottom %.*s", STR_ARGS(describe_bottom(s, 1)),
			    STR_ARGS(describe_bottom(s, 0)));
		return;
	}
	memcpy(dim, bottom->dim, bottom->axes * sizeof dim[0]);
	for (int i = axis; i < bottom->axes; i++) {
		good &= check_cropped(s, i, crop_offset(s->param, i, axis));
		dim[i] = bottom_shape(s, 1)->dim[i];
	}
	if (!good)
		return;
	set_top(s, 0, dim, bottom->axes);
	for (int i = axis; i < bottom->axes; i++)
		look_shifted(s, i, crop_offset(s->param, i, axis));
}

/* The last bottom says which items stay. */
static bool check_selector(struct setup *s)
{
	int last = bottom_count(s) - 1;
	const struct shape *selector = bottom_shape(s, last);

	if (selector->axes == 0 || dims_from(selector, 1) != 1 ||
	    selector->dim[0] == 0) {
		setup_error(s, "selector", s->layer->bottoms[last].at, "the selector must "
			    "have one value per item: bottom %.*s",
			    STR_ARGS(describe_bottom(s, last)));
		return false;
	}
	for (int i = 0; i < last; i++) {
		const struct shape *bottom = bottom_shape(s, i);

		if (bottom->axes > 0 && bottom->dim[0] == selector->dim[0])
			continue;
		setup_error(s, "selector", s->layer->bottoms[i].at, "bottom %.*s must have "
			    "as many items as the selector %.*s",
			    STR_ARGS(describe_bottom(s, i)),
			    STR_ARGS(describe_bottom(s, last)));
	}
	return true;
}

/* filter_layer.cpp: until data have flowed, all items are taken to stay. */
static void setup_filter(struct setup *s)
{
	if (top_count(s) != bottom_count(s) - 1)
		setup_error(s, "top-count", NO_PLACE, "there must be one top for each "
			    "bottom but the selector: %d, not %d", bottom_count(s) - 1,
			    top_count(s));
	if (bottoms_known(s) && !check_selector(s))
		return;
	for (int i = 0; i < top_count(s) && i < bottom_count(s) - 1; i++)
		set_top_like(s, i, bottom_shape(s, i));
}

/* batch_reindex_layer.cpp */
static void setup_batch_reindex(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0), *index = bottom_shape(s, 1);
	int64_t dim[MAX_AXES];

	if (!bottoms_known(s))
		return;
	if (index->axes != 1) {
		setup_error(s, "index", s->layer->bottoms[1].at, "the index must have "
			    "exactly one axis: bottom %.*s",
			    STR_ARGS(describe_bottom(s, 1)));
		return;
	}
	memcpy(dim, bottom->dim, bottom->axes * sizeof dim[0]);
	dim[0] = index->dim[0];
	set_top(s, 0, dim, bottom->axes ? bottom->axes : 1);
}

const struct layer_kind select_layers[] = {
	{ "BatchReindex", -1, { 2, 2 }, { 1, 1 }, 0, setup_batch_reindex, NULL,
	  "picks, repeats and reorders items", STOCK },
	{ "Crop", LayerParameter_crop_param, { 2, 2 }, { 1, 1 }, 0, setup_crop, NULL,
	  "crops a bottom to the size of another", STOCK },
	{ "Filter", -1, { 2, ANY_NUMBER }, { 1, ANY_NUMBER }, 0, setup_filter, NULL,
	  "lets the selected items pass", STOCK },
	{ "Silence", -1, { 1, ANY_NUMBER }, { 0, 0 }, 0, setup_silence, NULL,
	  "uses up blobs, so that they are no outputs", STOCK },
	{ "Slice", LayerParameter_slice_param, { 1, 1 }, { 1, ANY_NUMBER }, LAYER_SHARES,
	  setup_slice, NULL, "cuts a bottom into parts along an axis", STOCK },
	{ "Split", -1, { 1, 1 }, { 1, ANY_NUMBER }, LAYER_SHARES, setup_split, NULL,
	  "hands a blob to several readers", STOCK },
	{ 0 },
};
