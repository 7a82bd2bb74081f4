/* Detection with prior boxes: what SSD Caffe (weiliu89) and those after it have. */
#include "models/layers/forks.h"

#include <inttypes.h>
#include <math.h>

/* permute_layer.cpp: axes that `order` does not name follow in their order. */
static bool read_order(struct setup *s, int axes, int *order)
{
	bool used[MAX_AXES] = { false };
	int count = 0;

	for EACH_FIELD(f, s->param, PermuteParameter_order) {
		int64_t axis = f->value.integer;

		if (axis >= axes || used[axis]) {
			setup_error(s, "order", f->at, axis >= axes
				    ? "order %" PRId64 " is no axis of bottom %.*s"
				    : "order %" PRId64 " is given twice (bottom %.*s)",
				    axis, STR_ARGS(describe_bottom(s, 0)));
			return false;
		}
		used[axis] = true;
		order[count++] = (int)axis;
	}
	for (int i = 0; i < axes; i++) {
		if (!used[i])
			order[count++] = i;
	}
	return true;
}

static void setup_permute(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t dim[MAX_AXES];
	int order[MAX_AXES];

	if (!bottom->known || !read_order(s, bottom->axes, order))
		return;
	for (int i = 0; i < bottom->axes; i++)
		dim[i] = bottom->dim[order[i]];
	set_top(s, 0, dim, bottom->axes);
}

/* normalize_layer.cpp of SSD: one scale for all channels, or one for each. */
static void setup_normalize(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	const struct param *scale;

	if (get_bool(s->param, NormalizeParameter_channel_shared))
		scale = add_param(s, &(int64_t){ 1 }, 0);
	else if (bottom->known && bottom->axes >= 2)
		scale = add_param(s, &bottom->dim[1], 1);
	else
		scale = add_param(s, NULL, 0);
	check_filler(s, s->param, NormalizeParameter_scale_filler, &scale->shape);
	setup_like_bottom(s);
	s->layer->sees_all = get_bool(s->param, NormalizeParameter_across_spatial);
}

/* Squares, their sums, one root per position, a division and the scale. */
static void count_normalize(struct layer *l)
{
	int64_t n = bottom_values(l);

	spend(l, METRIC_mul_add, times(2, n));
	spend(l, METRIC_divide, n);
	spend(l, METRIC_add, n);
}

/* happynear's: no parameters; the norms are a second top. */
static void setup_plain_normalize(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);

	set_top_like(s, 0, b);
	if (top_count(s) > 1 && b->known)
		set_top(s, 1, (int64_t[]){ legacy_dim(b, 0), 1, legacy_dim(b, 2),
			legacy_dim(b, 3) }, 4);
}

static bool has_plain_normalize(const struct layer *l)
{
	return l->top_count > 1 || has_field(l->message, LayerParameter_normalize_param);
}

#define MAX_RATIOS 256

/* prior_box_layer.cpp: 1, then every ratio that is not there yet, each followed
 * by its inverse when `flip`. */
static int64_t ratio_count(const struct message *m)
{
	bool flip = get_bool(m, PriorBoxParameter_flip);
	double kept[MAX_RATIOS] = { 1 };
	int count = 1;

	for EACH_FIELD(f, m, PriorBoxParameter_aspect_ratio) {
		bool there = false;

		for (int i = 0; i < count; i++)
			there |= fabs(f->value.number - kept[i]) < 1e-6;
		if (there || count + 2 > MAX_RATIOS)
			continue;
		kept[count++] = f->value.number;
		if (flip)
			kept[count++] = 1 / f->value.number;
	}
	return count;
}

/* Boxes at each position. */
static int64_t prior_count(const struct message *m)
{
	int64_t mins = field_count(m, PriorBoxParameter_min_size);
	int64_t maxs = field_count(m, PriorBoxParameter_max_size);
	int64_t given = field_count(m, PriorBoxParameter_box_width);

	if (given)
		return given;
	if (get_bool(m, PriorBoxParameter_faceboxes) && mins == 3)
		return 21 + maxs;
	return ratio_count(m) * mins + maxs;
}

static void set_boxes(struct setup *s, int64_t boxes)
{
	const struct shape *map = bottom_shape(s, 0);

	s->layer->shape_bottoms = 2;
	if (map->known)
		set_top(s, 0, (int64_t[]){ 1, 2, times(times(legacy_dim(map, 2),
			legacy_dim(map, 3)), times(boxes, 4)) }, 3);
}

static bool check_min_size(struct setup *s)
{
	if (has_field(s->param, PriorBoxParameter_min_size) ||
	    has_field(s->param, PriorBoxParameter_box_width))
		return true;
	setup_error(s, "min-size", NO_PLACE, "PriorBox needs a min_size");
	return false;
}

static void setup_prior_box(struct setup *s)
{
	int mins = field_count(s->param, PriorBoxParameter_min_size);
	int maxs = field_count(s->param, PriorBoxParameter_max_size);

	if (!check_min_size(s))
		return;
	if (maxs && maxs != mins)
		setup_error(s, "max-size", place_of(s->param, PriorBoxParameter_max_size,
			    NO_PLACE), "there must be one max_size for each of the %d "
			    "min_size, or none; there are %d", mins, maxs);
	set_boxes(s, prior_count(s->param));
}

/* TextBoxes has each box once more, half a step lower. */
static void setup_text_prior_box(struct setup *s)
{
	bool has_max = has_field(s->param, PriorBoxParameter_max_size);

	if (check_min_size(s))
		set_boxes(s, 2 * (ratio_count(s->param) + has_max));
}

/* Words are much wider than high: ratios of 5 and more, not turned. */
static bool has_long_boxes(const struct layer *l)
{
	const struct message *m = own_message(l);

	for EACH_FIELD(f, m, PriorBoxParameter_aspect_ratio) {
		if (f->value.number >= 5 && !get_bool(m, PriorBoxParameter_flip))
			return true;
	}
	return false;
}

static void setup_clustered_boxes(struct setup *s)
{
	int widths = field_count(s->param, PriorBoxParameter_width);

	if (widths != field_count(s->param, PriorBoxParameter_height))
		setup_error(s, "box-size", NO_PLACE, "there must be as many width as "
			    "height");
	set_boxes(s, widths);
}

/* annotated_data_layer.cpp: images are resized, then cropped. */
static void setup_annotated_data(struct setup *s)
{
	struct picture p = { .batch = get_int32(s->param, DataParameter_batch_size) };

	set_picture(s, 0, &p);
	if (top_count(s) < 2)
		return;
	set_top(s, 1, (int64_t[]){ 1, 1, 1, 8 }, 4);
	assume_top(s, 1, ASSUMED_INPUT, "how many boxes the first image has; one "
		   "is taken");
}

const struct layer_kind fork_detection_layers[] = {
	{ "AnnotatedData", LayerParameter_data_param, NONE, { 1, 2 }, LAYER_DATA,
	  setup_annotated_data, NULL, "images and their labelled boxes",
	  FORKS_DETECTION, NULL },
	{ "Normalize", LayerParameter_normalize_param, ONE, { 1, 2 }, 0,
	  setup_plain_normalize, count_normalize, "normalises, without parameters",
	  FORK_happynear, has_plain_normalize },
	{ "Normalize", LayerParameter_norm_param, ONE, ONE, 0, setup_normalize,
	  count_normalize, "normalises across channels, then scales (1 parameter, or C)",
	  FORKS_DETECTION, NULL },
	{ "Permute", LayerParameter_permute_param, ONE, ONE, 0, setup_permute, NULL,
	  "puts axes into another order", FORKS_DETECTION, NULL },
	{ "PriorBox", LayerParameter_prior_box_param, TWO, ONE, 0, setup_text_prior_box,
	  NULL, "prior boxes for words, two per ratio at each position", FORK_textboxes,
	  has_long_boxes },
	{ "PriorBox", LayerParameter_prior_box_param, TWO, ONE, 0, setup_prior_box, NULL,
	  "prior boxes at each position", FORKS_DETECTION & ~FORK_textboxes, NULL },
	{ "PriorBoxClustered", LayerParameter_prior_box_param, TWO, ONE, 0,
	  setup_clustered_boxes, NULL, "prior boxes of given widths and heights",
	  FORK_ovtt, NULL },
	{ 0 },
};
