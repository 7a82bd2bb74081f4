/* Other axes: Flatten, Reshape, Tile, Reduction. */
#include "models/layers/look.h"
#include "models/layers/tools.h"

#include <inttypes.h>

/* flatten_layer.cpp: axis to end_axis become one; an empty range inserts a 1. */
static void setup_flatten(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t dim[MAX_AXES + 1];
	int first, last, axes;

	check_not_in_place(s);
	if (!bottom->known)
		return;
	first = bottom_axis(s, 0, FlattenParameter_axis);
	last = bottom_axis(s, 0, FlattenParameter_end_axis);
	if (first < 0 || last < 0)
		return;
	if (first > last + 1) {
		setup_error(s, "axis", place_of(s->param, FlattenParameter_end_axis,
			    NO_PLACE), "end_axis %d lies before axis %d", last, first);
		return;
	}
	axes = first + bottom->axes - last;
	memcpy(dim, bottom->dim, first * sizeof dim[0]);
	dim[first] = dims_between(bottom, first, last + 1);
	memcpy(dim + first + 1, bottom->dim + last + 1,
	       (bottom->axes - last - 1) * sizeof dim[0]);
	set_top(s, 0, dim, axes);
}

/* The bottom's axes that are replaced. */
struct replaced {
	int first, end;
};

/* A negative axis counts from one past the last; num_axes -1 is to the end. */
static bool read_replaced(struct setup *s, struct replaced *r)
{
	int axes = bottom_shape(s, 0)->axes;
	int64_t axis = get_int(s->param, ReshapeParameter_axis);
	int64_t count = get_int(s->param, ReshapeParameter_num_axes);
	int64_t first = axis < 0 ? axes + axis + 1 : axis;

	if (first < 0 || first > axes) {
		setup_error(s, "axis", place_of(s->param, ReshapeParameter_axis, NO_PLACE),
			    "axis %" PRId64 " is out of range for bottom %.*s", axis,
			    STR_ARGS(describe_bottom(s, 0)));
		return false;
	}
	if (count < -1 || (count >= 0 && first + count > axes)) {
		setup_error(s, "num-axes", place_of(s->param, ReshapeParameter_num_axes,
			    NO_PLACE), "num_axes %" PRId64 " from axis %" PRId64
			    " on reaches past the end of bottom %.*s", count, first,
			    STR_ARGS(describe_bottom(s, 0)));
		return false;
	}
	r->first = (int)first;
	r->end = count == -1 ? axes : (int)(first + count);
	return true;
}

static uint32_t place_of_shape(const struct setup *s)
{
	return place_of(s->param, ReshapeParameter_shape, NO_PLACE);
}

/* The new dims as written; the index of the -1, or -1 for none, or -2. */
static int read_new_dims(struct setup *s, const struct message *shape, int64_t *dim)
{
	int inferred = -1, i = 0;

	for EACH_FIELD(f, shape, BlobShape_dim) {
		dim[i] = as_int32(f->value.integer);
		if (dim[i] == -1 && inferred >= 0) {
			setup_error(s, "reshape", f->at, "only one dim can be -1");
			return -2;
		}
		if (dim[i] == -1)
			inferred = i;
		i++;
	}
	return inferred;
}

/* A 0 takes the bottom's axis at the same distance from `axis`. */
static bool copy_dims(struct setup *s, const struct replaced *r, int64_t *dim, int count)
{
	const struct shape *bottom = bottom_shape(s, 0);

	for (int i = 0; i < count; i++) {
		if (dim[i] != 0)
			continue;
		if (r->first + i >= bottom->axes) {
			setup_error(s, "reshape", place_of_shape(s), "dim %d is 0, but "
				    "bottom %.*s has no axis %d to copy", i,
				    STR_ARGS(describe_bottom(s, 0)), r->first + i);
			return false;
		}
		dim[i] = bottom->dim[r->first + i];
	}
	return true;
}

/* Fills in the -1; the product of the others must divide the bottom. */
static bool infer_dim(struct setup *s, int64_t *dim, int axes, int inferred)
{
	int64_t product = 1, count = bottom_shape(s, 0)->count;

	for (int i = 0; i < axes; i++) {
		if (i != inferred)
			product = as_int32(product * dim[i]);
	}
	if (product == 0 || count % product) {
		setup_error(s, "reshape", place_of_shape(s), "the -1 cannot be told: the "
			    "other dims make %" PRId64 ", which does not divide the %"
			    PRId64 " values of bottom %.*s", product, count,
			    STR_ARGS(describe_bottom(s, 0)));
		return false;
	}
	dim[inferred] = count / product;
	return true;
}

static void set_reshaped(struct setup *s, const int64_t *dim, int axes)
{
	const struct shape *bottom = bottom_shape(s, 0);
	const struct shape *top = &s->layer->tops[0].shape;

	set_top(s, 0, dim, axes);
	if (top->known && top->count != bottom->count)
		setup_error(s, "reshape", place_of_shape(s), "%.*s is %" PRId64
			    " values, but bottom %.*s has %" PRId64,
			    STR_ARGS(shape_format(s->arena, top)), top->count,
			    STR_ARGS(describe_bottom(s, 0)), bottom->count)->hint =
			S("a dim of -1 takes what is left, a dim of 0 what the bottom has there");
}

/* Synopsys: every r x r channels become one, in blocks of space, whatever `shape`
 * says. */
static void shuffle_pixels(struct setup *s, int64_t r, uint32_t at)
{
	const struct shape *b = bottom_shape(s, 0);

	s->layer->copies = true;
	if (!b->known || !check_four_axes(s, 0))
		return;
	if (r < 1 || b->dim[1] % times(r, r)) {
		setup_error(s, "reshape", at, "the square of pixelshuffler %" PRId64 " does "
			    "not divide the %" PRId64 " channels of bottom %.*s", r,
			    b->dim[1], STR_ARGS(describe_bottom(s, 0)));
		return;
	}
	set_top(s, 0, (int64_t[]){ b->dim[0], b->dim[1] / times(r, r),
		times(b->dim[2], r), times(b->dim[3], r) }, 4);
}

static void reshape(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	const struct message *shape = get_message(s->param, ReshapeParameter_shape);
	int count = field_count(shape, BlobShape_dim), axes, inferred;
	int64_t *dim = NEW_ARRAY(s->arena, count + MAX_AXES, int64_t);
	struct replaced r;

	if (!bottom->known || !read_replaced(s, &r))
		return;
	inferred = read_new_dims(s, shape, dim + r.first);
	if (inferred == -2 || !copy_dims(s, &r, dim + r.first, count))
		return;
	memcpy(dim, bottom->dim, r.first * sizeof dim[0]);
	memcpy(dim + r.first + count, bottom->dim + r.end,
	       (bottom->axes - r.end) * sizeof dim[0]);
	axes = r.first + count + bottom->axes - r.end;
	if (inferred >= 0 && !infer_dim(s, dim, axes, r.first + inferred))
		return;
	set_reshaped(s, dim, axes);
}

/* reshape_layer.cpp */
static void setup_reshape(struct setup *s)
{
	int64_t r = get_int(s->param, ReshapeParameter_pixelshuffler);

	check_not_in_place(s);
	if (r == 1)
		reshape(s);
	else
		shuffle_pixels(s, r, place_of(s->param, ReshapeParameter_pixelshuffler,
					      NO_PLACE));
}

/* tile_layer.cpp */
static void setup_tile(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t tiles = get_int(s->param, TileParameter_tiles), dim[MAX_AXES];
	int axis;

	if (tiles < 1)
		setup_error(s, "tiles", place_of(s->param, TileParameter_tiles, NO_PLACE),
			    "tiles must be given and be at least 1");
	if (!bottom->known)
		return;
	axis = bottom_axis(s, 0, TileParameter_axis);
	if (axis < 0 || tiles < 1)
		return;
	memcpy(dim, bottom->dim, bottom->axes * sizeof dim[0]);
	dim[axis] = as_int32(dim[axis] * tiles);
	set_top(s, 0, dim, bottom->axes);
}

static bool sums_by_ones(int operation)
{
	return operation == ReductionParameter_ReductionOp_SUM ||
	       operation == ReductionParameter_ReductionOp_MEAN;
}

/* reduction_layer.cpp: the axes from `axis` on go. */
static void setup_reduction(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int operation = (int)get_int(s->param, ReductionParameter_operation);
	int axis = bottom->known ? bottom_axis(s, 0, ReductionParameter_axis) : -1;

	if (axis < 0)
		return;
	set_top(s, 0, bottom->dim, axis);
	look_from(s, axis);
	if (sums_by_ones(operation) && !s->layer->tops[0].in_place)
		check_filled(s, dims_from(bottom, axis), "the ones it sums with");
}

/* reduction_layer.cpp: every value is added, its size is, or its square; the
 * result is multiplied when coeff is not 1 or it is a mean. */
static void count_reduction(struct layer *l)
{
	const struct message *m = own_message(l);
	int64_t operation = get_int(m, ReductionParameter_operation);
	int64_t n = bottom_values(l);

	spend(l, operation == ReductionParameter_ReductionOp_SUMSQ ? METRIC_mul_add
								   : METRIC_add, n);
	if (operation == ReductionParameter_ReductionOp_ASUM)
		spend(l, METRIC_compare, n);
	if (operation == ReductionParameter_ReductionOp_MEAN ||
	    get_float(m, ReductionParameter_coeff) != 1)
		spend(l, METRIC_mul_add, top_values(l));
}

const struct layer_kind reshape_layers[] = {
	{ "Flatten", LayerParameter_flatten_param, { 1, 1 }, { 1, 1 }, LAYER_SHARES,
	  setup_flatten, NULL, "makes several axes one", STOCK },
	{ "Reduction", LayerParameter_reduction_param, { 1, 1 }, { 1, 1 }, 0,
	  setup_reduction, count_reduction, "sums up the last axes", STOCK },
	{ "Reshape", LayerParameter_reshape_param, { 1, 1 }, { 1, 1 }, LAYER_SHARES,
	  setup_reshape, NULL, "the same values with other axes", STOCK },
	{ "Tile", LayerParameter_tile_param, { 1, 1 }, { 1, 1 }, 0, setup_tile, NULL,
	  "repeats a bottom along an axis", STOCK },
	{ 0 },
};
