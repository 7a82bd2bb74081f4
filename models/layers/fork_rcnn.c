/* Regions of interest: what Faster R-CNN Caffe (rbgirshick) and those after it have. */
#include "models/layers/forks.h"

#include <inttypes.h>

static bool check_at_least_one(struct setup *s, int id, const char *name)
{
	if (get_int32(s->param, id) > 0)
		return true;
	setup_error(s, "pooled-size", place_of(s->param, id, NO_PLACE),
		    "%s must be given and be at least 1", name);
	return false;
}

/* roi_pooling_layer.cpp: every region becomes pooled_h x pooled_w. */
static void setup_roi_pooling(struct setup *s)
{
	const struct shape *map = bottom_shape(s, 0), *rois = bottom_shape(s, 1);
	bool good = check_at_least_one(s, ROIPoolingParameter_pooled_h, "pooled_h") &
		    check_at_least_one(s, ROIPoolingParameter_pooled_w, "pooled_w");

	if (!good || !bottoms_known(s))
		return;
	set_top(s, 0, (int64_t[]){ legacy_dim(rois, 0), legacy_dim(map, 1),
		get_int32(s->param, ROIPoolingParameter_pooled_h),
		get_int32(s->param, ROIPoolingParameter_pooled_w) }, 4);
	s->layer->sees_all = true;
}

/* psroi_pooling_layer.cpp: every bin has its own group of channels. */
static void setup_psroi_pooling(struct setup *s)
{
	const struct shape *map = bottom_shape(s, 0), *rois = bottom_shape(s, 1);
	int64_t outputs = get_int(s->param, PSROIPoolingParameter_output_dim);
	int64_t size = get_int(s->param, PSROIPoolingParameter_group_size);
	bool good = check_at_least_one(s, PSROIPoolingParameter_output_dim, "output_dim") &
		    check_at_least_one(s, PSROIPoolingParameter_group_size, "group_size");

	if (!good || !bottoms_known(s))
		return;
	if (legacy_dim(map, 1) != times(outputs, times(size, size)))
		setup_error(s, "channels", s->layer->bottoms[0].at, "output_dim %" PRId64
			    " and group_size %" PRId64 " need %" PRId64 " channels: "
			    "bottom %.*s", outputs, size, times(outputs, times(size, size)),
			    STR_ARGS(describe_bottom(s, 0)));
	set_top(s, 0, (int64_t[]){ legacy_dim(rois, 0), outputs, size, size }, 4);
	s->layer->sees_all = true;
}

/* Maxima, or means, of regions whose sizes only a forward pass knows: what the
 * figures count is one comparison or addition per value of the top and no less. */
static void count_roi_pooling(struct layer *l)
{
	spend(l, METRIC_compare, top_values(l));
}

static void count_psroi_pooling(struct layer *l)
{
	spend(l, METRIC_add, top_values(l));
	spend(l, METRIC_divide, top_values(l));
}

/* smooth_L1_loss_layer.cpp compares channels, height and width. */
static void setup_smooth_l1(struct setup *s)
{
	s->layer->sees_all = true;
	set_top(s, 0, NULL, 0);
	if (!bottoms_known(s))
		return;
	for (int axis = 1; axis < 4; axis++) {
		if (legacy_dim(bottom_shape(s, 0), axis) ==
		    legacy_dim(bottom_shape(s, 1), axis))
			continue;
		setup_error(s, "unequal-bottoms", s->layer->bottoms[1].at, "both bottoms "
			    "must have the same channels, height and width: %.*s and "
			    "%.*s", STR_ARGS(describe_bottom(s, 0)),
			    STR_ARGS(describe_bottom(s, 1)));
		return;
	}
}

static bool has_outer_weights(const struct layer *l)
{
	return l->bottom_count > 3;
}

static void count_smooth_l1(struct layer *l)
{
	spend(l, METRIC_add, times(2, bottom_values(l)));
	spend(l, METRIC_mul_add, bottom_values(l));
	spend(l, METRIC_compare, bottom_values(l));
}

/* Losses of selected examples: a scalar and, if asked for, one value each. */
static void setup_ohem_loss(struct setup *s)
{
	const struct shape *scores = bottom_shape(s, 0);

	s->layer->sees_all = true;
	set_top(s, 0, NULL, 0);
	if (top_count(s) > 1 && scores->known)
		set_top(s, 1, (int64_t[]){ legacy_dim(scores, 0), 1, legacy_dim(scores, 2),
			legacy_dim(scores, 3) }, 4);
	if (top_count(s) > 2)
		set_top_like(s, 2, scores);
}

/* box_annotator_ohem_layer.cpp: labels, and weights of the boxes. */
static void setup_box_annotator(struct setup *s)
{
	const struct shape *rois = bottom_shape(s, 0), *weights = bottom_shape(s, 3);
	int64_t dim[4];

	if (!bottoms_known(s))
		return;
	if (legacy_dim(rois, 1) != 5)
		setup_error(s, "channels", s->layer->bottoms[0].at, "regions have 5 values "
			    "each: bottom %.*s", STR_ARGS(describe_bottom(s, 0)));
	for (int i = 0; i < 4; i++)
		dim[i] = legacy_dim(rois, i);
	dim[1] = 1;
	set_top(s, 0, dim, 4);
	dim[1] = legacy_dim(weights, 1);
	set_top(s, 1, dim, 4);
}

/* The best regions of every image, and their scores: as many as there may be. */
static void setup_full_proposal(struct setup *s)
{
	const struct shape *scores = bottom_shape(s, 0);
	int64_t most = get_int32(s->param, ProposalParameter_post_nms_topn), rows;

	if (!scores->known)
		return;
	rows = times(legacy_dim(scores, 0), most);
	set_top(s, 0, (int64_t[]){ rows, 5 }, 2);
	if (top_count(s) > 1)
		set_top(s, 1, &rows, 1);
}

/* Synopsys' has one region until a forward pass. */
static void setup_proposal(struct setup *s)
{
	set_top(s, 0, (int64_t[]){ 1, 1, 1, 5 }, 4);
	assume_top(s, 0, ASSUMED_RUN, "number of regions proposed");
	if (top_count(s) <= 1)
		return;
	set_top(s, 1, (int64_t[]){ 1, 1, 1, 1 }, 4);
	assume_top(s, 1, ASSUMED_RUN, "number of regions proposed");
}

/* Lists of ratios and scales, or a number of regions. */
static bool lists_anchors(const struct layer *l)
{
	const struct message *m = own_message(l);

	return has_field(m, ProposalParameter_ratio) || has_field(m, ProposalParameter_scale) ||
	       has_field(m, ProposalParameter_base_size) ||
	       has_field(m, ProposalParameter_post_nms_topn);
}

const struct layer_kind fork_rcnn_layers[] = {
	{ "BoxAnnotatorOHEM", LayerParameter_box_annotator_ohem_param, { 4, 4 }, TWO, 0,
	  setup_box_annotator, NULL, "selects the hardest regions",
	  FORK_rfcn | FORK_happynear | FORK_intel, NULL },
	{ "PSROIPooling", LayerParameter_psroi_pooling_param, TWO, ONE, 0,
	  setup_psroi_pooling, count_psroi_pooling,
	  "means of regions, each bin from its own channels",
	  FORK_rfcn | FORK_happynear | FORK_intel, NULL },
	{ "Proposal", LayerParameter_proposal_param, { 3, 3 }, { 1, 2 }, 0,
	  setup_full_proposal, NULL, "the best regions, post_nms_topn of each image",
	  FORK_pva | FORK_happynear, lists_anchors },
	{ "Proposal", LayerParameter_proposal_param, { 3, 3 }, { 1, 2 }, 0,
	  setup_proposal, NULL, "the best regions, one until a forward pass",
	  FORK_synopsys, NULL },
	{ "ROIPooling", LayerParameter_roi_pooling_param, TWO, ONE, 0, setup_roi_pooling,
	  count_roi_pooling, "maxima of regions, all of one size", FORKS_RCNN, NULL },
	{ "SmoothL1Loss", LayerParameter_smooth_l1_loss_param, { 2, 4 }, ONE, LAYER_LOSS,
	  setup_smooth_l1, count_smooth_l1, "smooth L1 loss, with up to 4 bottoms",
	  FORK_frcnn | FORK_pva | FORK_intel | FORK_ovtt | FORK_synopsys,
	  has_outer_weights },
	{ "SmoothL1Loss", LayerParameter_smooth_l1_loss_param, { 2, 3 }, ONE, LAYER_LOSS,
	  setup_smooth_l1, count_smooth_l1, "smooth L1 loss, with up to 3 bottoms",
	  FORK_ssd | FORK_textboxes | FORK_rfcn | FORK_happynear, NULL },
	{ "SmoothL1LossOHEM", LayerParameter_smooth_l1_loss_param, { 2, 4 }, { 1, 2 },
	  LAYER_LOSS, setup_ohem_loss, count_smooth_l1,
	  "smooth L1 loss, and that of every region", FORK_rfcn | FORK_intel, NULL },
	{ "SoftmaxWithLossOHEM", LayerParameter_softmax_param, { 2, 3 }, { 1, 3 },
	  LAYER_LOSS, setup_ohem_loss, NULL, "softmax loss, and that of every region",
	  FORK_rfcn | FORK_intel, NULL },
	{ 0 },
};
