/* What becomes of prior boxes: DetectionOutput, MultiBoxLoss and DetectionEvaluate of
 * SSD Caffe (weiliu89) and those after it, and what Synopsys Caffe made of the first. */
#include "models/layers/forks.h"

#include <inttypes.h>

/* What locations and scores must have for the boxes of the third bottom, in
 * detection_output_layer.cpp and multibox_loss_layer.cpp. */
static void check_scores(struct setup *s, int64_t classes, bool share)
{
	const struct shape *priors = bottom_shape(s, 2);
	int64_t boxes, wanted[2];

	if (!priors->known)
		return;
	boxes = legacy_dim(priors, 2) / 4;
	wanted[0] = times(boxes, 4 * (share ? 1 : classes));
	wanted[1] = times(boxes, classes);
	for (int i = 0; i < 2; i++) {
		const struct shape *b = bottom_shape(s, i);

		if (b->known && legacy_dim(b, 1) != wanted[i])
			setup_error(s, "box-count", s->layer->bottoms[i].at, "%" PRId64
				    " channels are needed for %" PRId64 " prior boxes and %"
				    PRId64 " classes: bottom %.*s", wanted[i], boxes,
				    classes, STR_ARGS(describe_bottom(s, i)));
	}
}

static bool check_classes(struct setup *s, int id, int64_t *classes)
{
	*classes = get_int(s->param, id);
	if (*classes > 0)
		return true;
	setup_error(s, "num-classes", place_of(s->param, id, NO_PLACE),
		    "num_classes must be given and be at least 1");
	return false;
}

/* What nms_param may say, in detection_output_layer.cpp. */
static void check_suppression(struct setup *s)
{
	const struct message *nms = get_message(s->param, DetectionOutputParameter_nms_param);
	double eta = get_float(nms, NonMaximumSuppressionParameter_eta);

	if (get_float(nms, NonMaximumSuppressionParameter_nms_threshold) < 0)
		setup_refuse(s, "nms", place_of(nms,
			     NonMaximumSuppressionParameter_nms_threshold, NO_PLACE),
			     "nms_threshold must not be negative");
	if (!(eta > 0 && eta <= 1))
		setup_refuse(s, "nms", place_of(nms, NonMaximumSuppressionParameter_eta,
			     NO_PLACE), "eta must be above 0 and at most 1");
}

/* Bottoms that Synopsys does not want joined: the scores of every map, then their
 * locations, then prior boxes, of all maps at once or of each. */
struct maps {
	int count, priors;
	int64_t classes, locations;	/* locations: sets of them */
};

static const struct shape *scores_of(const struct setup *s, int i)
{
	return bottom_shape(s, i);
}

static const struct shape *locations_of(const struct setup *s, const struct maps *m, int i)
{
	return bottom_shape(s, i + m->count);
}

/* no_permute: the scores of a map are [N, classes, ratios, height * width]. */
static bool map_fits(const struct shape *scores, const struct shape *places,
		     const struct maps *m)
{
	int64_t ratios = legacy_dim(places, 1) / 4 / m->locations;

	return legacy_dim(scores, 1) == m->classes && legacy_dim(scores, 2) == ratios &&
	       legacy_dim(scores, 3) == times(legacy_dim(places, 2), legacy_dim(places, 3));
}

static void check_map(struct setup *s, const struct maps *m, int i, bool plain)
{
	const struct shape *scores = scores_of(s, i), *places = locations_of(s, m, i);

	if (!scores->known || !places->known)
		return;
	if (legacy_dim(scores, 0) != legacy_dim(places, 0) ||
	    (plain && !map_fits(scores, places, m)))
		setup_error(s, "box-count", s->layer->bottoms[i].at, "scores %.*s are not of "
			    "the boxes of locations %.*s, for %" PRId64 " classes",
			    STR_ARGS(describe_bottom(s, i)),
			    STR_ARGS(describe_bottom(s, i + m->count)), m->classes);
}

/* The boxes of all maps against their prior boxes. */
static void check_sums(struct setup *s, const struct maps *m)
{
	int64_t scores = 0, places = 0, boxes = 0;

	for (int i = 0; i < m->count; i++) {
		scores = plus(scores, legacy_dim(scores_of(s, i), 1));
		places = plus(places, legacy_dim(locations_of(s, m, i), 1));
	}
	for (int i = 0; i < m->priors; i++)
		boxes = plus(boxes, legacy_dim(bottom_shape(s, 2 * m->count + i), 2) / 4);
	if (scores != times(boxes, m->classes) ||
	    places != times(boxes, 4 * m->locations))
		setup_error(s, "box-count", s->layer->bottoms[2 * m->count].at, "%" PRId64
			    " prior boxes and %" PRId64 " classes need %" PRId64 " scores and "
			    "%" PRId64 " locations; there are %" PRId64 " and %" PRId64,
			    boxes, m->classes, times(boxes, m->classes),
			    times(boxes, 4 * m->locations), scores, places);
}

static void check_maps(struct setup *s, const struct maps *m)
{
	bool plain = get_bool(s->param, DetectionOutputParameter_no_permute);

	for (int i = 0; i < m->count; i++)
		check_map(s, m, i, plain);
	if (!plain && bottoms_known(s) && !s->layer->failed)
		check_sums(s, m);
}

/* Fewer than `nbottom` bottoms are SSD's three; with those of one kind alone apart
 * nothing is checked. */
static void check_detections(struct setup *s, int64_t classes)
{
	bool share = get_bool(s->param, DetectionOutputParameter_share_location);
	int64_t maps = get_int(s->param, DetectionOutputParameter_nbottom);
	int bottoms = bottom_count(s);
	struct maps m = { .classes = classes, .locations = share ? 1 : classes };

	if (bottoms < maps) {
		check_scores(s, classes, share);
	} else if (maps >= 1 && bottoms > 2 * maps) {
		m.count = (int)maps;
		m.priors = bottoms < 3 * maps ? 1 : m.count;
		check_maps(s, &m);
	}
}

/* TensorFlow Lite's end has a fixed number of boxes. */
static void set_fixed_detections(struct setup *s)
{
	int64_t kept = get_int(s->param, DetectionOutputParameter_keep_top_k);
	int64_t each = get_int(s->param, DetectionOutputParameter_max_classes_per_detection);

	if (get_bool(s->param, DetectionOutputParameter_tflite_use_regular_nms))
		setup_refuse(s, "nms", place_of(s->param,
			     DetectionOutputParameter_tflite_use_regular_nms, NO_PLACE),
			     "tflite_use_regular_nms is not supported");
	set_top(s, 0, (int64_t[]){ as_int32(each * kept), 7 }, 2);
}

/* detection_output_layer.cpp */
static void setup_detection_output(struct setup *s)
{
	int64_t classes;

	s->layer->sees_all = true;
	check_suppression(s);
	if (get_bool(s->param, DetectionOutputParameter_tflite_detection)) {
		set_fixed_detections(s);
	} else {
		set_top(s, 0, (int64_t[]){ 1, 1, 1, 7 }, 4);
		assume_top(s, 0, ASSUMED_RUN, "number of detections kept");
	}
	if (check_classes(s, DetectionOutputParameter_num_classes, &classes))
		check_detections(s, classes);
}

static void setup_multibox_loss(struct setup *s)
{
	int64_t classes;

	s->layer->sees_all = true;
	set_top(s, 0, NULL, 0);
	if (check_classes(s, MultiBoxLossParameter_num_classes, &classes))
		check_scores(s, classes,
			     get_bool(s->param, MultiBoxLossParameter_share_location));
}

/* detection_evaluate_layer.cpp: one row per class but the background, and one
 * per detection. */
static void setup_detection_evaluate(struct setup *s)
{
	const struct shape *found = bottom_shape(s, 0);
	int64_t classes, rows;

	if (!check_classes(s, DetectionEvaluateParameter_num_classes, &classes) ||
	    !found->known)
		return;
	rows = classes - 1 + legacy_dim(found, 2);
	set_top(s, 0, (int64_t[]){ 1, 1, rows, 5 }, 4);
}

const struct layer_kind fork_boxes_layers[] = {
	{ "DetectionEvaluate", LayerParameter_detection_evaluate_param, TWO, ONE, 0,
	  setup_detection_evaluate, NULL, "compares found boxes with labelled ones",
	  FORKS_DETECTION, NULL },
	{ "DetectionOutput", LayerParameter_detection_output_param, { 3, 18 }, ONE, 0,
	  setup_detection_output, NULL, "boxes that are found, without duplicates",
	  FORKS_DETECTION, NULL },
	{ "MultiBoxLoss", LayerParameter_multibox_loss_param, { 4, 4 }, ONE, LAYER_LOSS,
	  setup_multibox_loss, NULL, "loss of box positions and classes",
	  FORKS_DETECTION, NULL },
	{ 0 },
};
