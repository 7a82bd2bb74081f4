/* Layers written in Python: the shapes that setup() and reshape() of well-known
 * modules leave, which is what Caffe has when the network is made.  None of them
 * has parameters. */
#include "models/layers/python.h"

#include "models/layers/forks.h"
#include "models/layers/python_param.h"

static struct str param_str(const struct setup *s)
{
	return get_string(s->param, PythonParameter_param_str);
}

/* Sets a top and says what it rests on. */
static void set_python_top(struct setup *s, int i, const int64_t *dim, int axes)
{
	struct str module = get_string(s->param, PythonParameter_module);
	struct str layer = get_string(s->param, PythonParameter_layer);
	bool data = s->layer->kind->flags & LAYER_DATA;

	if (i >= top_count(s))
		return;
	set_top(s, i, dim, axes);
	assume_top(s, i, data ? ASSUMED_INPUT : ASSUMED_MODULE, data ? "what %.*s.%.*s "
		   "brings in; it is taken to be what it makes elsewhere"
		   : "what %.*s.%.*s makes elsewhere", STR_ARGS(module), STR_ARGS(layer));
}

/* One row until a forward pass tells how many there are. */
static void count_python_top(struct setup *s, int i, const char *what,
			     const int64_t *dim, int axes)
{
	if (i >= top_count(s))
		return;
	set_top(s, i, dim, axes);
	assume_top(s, i, ASSUMED_RUN, "%s", what);
}

#define DIMS(...) (int64_t[]){ __VA_ARGS__ }, \
	(int)(sizeof(int64_t[]){ __VA_ARGS__ } / sizeof(int64_t))
#define SET(s, i, ...) set_python_top(s, i, DIMS(__VA_ARGS__))
#define COUNT(s, i, what, ...) count_python_top(s, i, what, DIMS(__VA_ARGS__))

static void setup_proposal(struct setup *s)
{
	COUNT(s, 0, "number of regions proposed", 1, 5);
	COUNT(s, 1, "number of regions proposed", 1, 1, 1, 1);
}

static void setup_text_proposal(struct setup *s)
{
	COUNT(s, 0, "number of lines of text proposed", 1, 4);
	COUNT(s, 1, "number of lines of text proposed", 1, 1, 1, 1);
}

#define MOST_ITEMS 64

/* Items of a list, or as many as there are by default. */
static int64_t listed(const struct setup *s, const char *key, int otherwise)
{
	struct str items[MOST_ITEMS];
	int count = python_list(param_str(s), key, items, MOST_ITEMS);

	return count ? count : otherwise;
}

/* Labels and box targets for every anchor at each position. */
static void setup_anchor_target(struct setup *s)
{
	const struct shape *scores = bottom_shape(s, 0);
	int64_t anchors = times(listed(s, "scales", 3), listed(s, "ratios", 3));
	int64_t height, width;

	if (!scores->known)
		return;
	height = legacy_dim(scores, 2);
	width = legacy_dim(scores, 3);
	SET(s, 0, 1, 1, times(anchors, height), width);
	for (int i = 1; i < 4; i++)
		SET(s, i, 1, times(4, anchors), height, width);
}

static void setup_proposal_target(struct setup *s)
{
	int64_t targets = times(4, python_integer(param_str(s), "num_classes", 21));

	COUNT(s, 0, "number of regions selected", 1, 5);
	COUNT(s, 1, "number of regions selected", 1, 1);
	for (int i = 2; i < 5; i++)
		COUNT(s, i, "number of regions selected", 1, targets);
}

/* With its regions the data layer takes two images at once; a network that
 * proposes regions itself gets one, its size and its boxes. */
static void setup_roi_data(struct setup *s)
{
	int64_t targets = times(4, python_integer(param_str(s), "num_classes", 21));
	bool regions = top_count(s) > 1 && str_equal(s->layer->tops[1].name, S("rois"));

	SET(s, 0, regions ? 2 : 1, 3, 600, 1000);
	if (!regions) {
		SET(s, 1, 1, 3);
		SET(s, 2, 1, 4);
		return;
	}
	SET(s, 1, 1, 5);
	SET(s, 2, 1);
	for (int i = 3; i < 6; i++)
		SET(s, i, 1, targets);
}

static void setup_nothing(struct setup *s)
{
	(void)s;
}

/* One image as large as it is, with as many channels as each top has. */
static void set_image(struct setup *s, int i, int64_t channels)
{
	const struct shape *item = &s->options->data_shape;

	SET(s, i, 1, channels, legacy_dim(item, 1), legacy_dim(item, 2));
}

static void setup_segmentation_data(struct setup *s)
{
	for (int i = 0; i < top_count(s); i++)
		set_image(s, i, i ? 1 : 3);
}

/* NYUD names its tops: colour and HHA have 3 channels, depth and label one. */
static void setup_nyud_data(struct setup *s)
{
	struct str names[MOST_ITEMS];
	int count = python_list(param_str(s), "tops", names, MOST_ITEMS);

	for (int i = 0; i < count; i++)
		set_image(s, i, str_equal(names[i], S("color")) ||
				str_equal(names[i], S("hha")) ? 3 : 1);
}

static void setup_like(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);

	if (b->known)
		set_python_top(s, 0, b->dim, b->axes);
}

static void setup_pad_tensor(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	struct str p = param_str(s);

	if (b->known && check_four_axes(s, 0))
		SET(s, 0, b->dim[0], b->dim[1],
		    b->dim[2] + python_integer(p, "pad_t", 0) + python_integer(p, "pad_b", 0),
		    b->dim[3] + python_integer(p, "pad_l", 0) + python_integer(p, "pad_r", 0));
}

static void setup_darknet_reorg(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);

	if (b->known && check_four_axes(s, 0))
		SET(s, 0, b->dim[0], times(4, b->dim[1]), b->dim[2] / 2, b->dim[3] / 2);
}

static void setup_python_loss(struct setup *s)
{
	s->layer->sees_all = true;
	SET(s, 0, 1);
}

/* EAST: 512x512 images, and maps of a quarter of that. */
static void setup_east_data(struct setup *s)
{
	int64_t batch = python_integer(param_str(s), "batch_size", 1);

	SET(s, 0, batch, 3, 512, 512);
	SET(s, 1, batch, 1, 128, 128);
	SET(s, 2, batch, 5, 128, 128);
}

/* LRCN: clips of 16 frames, 24 at once in training and 3 in tests, with a label and a mark
 * of where a clip goes on for each frame. */
static void setup_clips(struct setup *s, int64_t frames)
{
	SET(s, 0, frames, 3, 227, 227);
	SET(s, 1, frames);
	SET(s, 2, frames);
}

static void setup_train_clips(struct setup *s) { setup_clips(s, 24 * 16); }
static void setup_test_clips(struct setup *s) { setup_clips(s, 3 * 16); }

static const struct python_row {
	const char *module, *layer;	/* NULL: any layer of the module */
	struct layer_kind kind;
} rows[] = {
#define DATA(module, layer, setup, text) { module, layer, \
	{ "Python", LayerParameter_python_param, NONE, { 1, ANY_NUMBER }, LAYER_DATA, \
	  setup, NULL, text, FORK_python, NULL } },
#define PLAIN(module, layer, setup, text) { module, layer, \
	{ "Python", LayerParameter_python_param, { 1, ANY_NUMBER }, { 0, ANY_NUMBER }, 0, \
	  setup, NULL, text, FORK_python, NULL } },
	PLAIN("rpn.proposal_layer", "ProposalLayer", setup_proposal, "regions")
	PLAIN("rpn.proposal_layer", "ProposalLayer2", setup_proposal, "regions")
	PLAIN("SSH.layers.proposal_layer", "ProposalLayer", setup_proposal, "regions")
	PLAIN("rpn.anchor_target_layer", "AnchorTargetLayer", setup_anchor_target,
	      "labels and targets of anchors")
	PLAIN("SSH.layers.anchor_target_layer", "AnchorTargetLayer", setup_anchor_target,
	      "labels and targets of anchors")
	PLAIN("rpn.proposal_target_layer", "ProposalTargetLayer", setup_proposal_target,
	      "labels and targets of regions")
	PLAIN("rpn.debug_layer", "RPNDebugLayer", setup_nothing,
	      "prints regions; what it insists on is not known")
	PLAIN("layers.text_proposal_layer", "ProposalLayer", setup_text_proposal,
	      "lines of text")
	PLAIN("spatial_dropout", NULL, setup_like, "drops whole channels")
	PLAIN("eltwise", "Eltwise", setup_like, "sum of its bottoms")
	PLAIN("pad", "PadTensor", setup_pad_tensor, "adds values at the edges")
	PLAIN("yolov2", "darknet_reorg", setup_darknet_reorg,
	      "blocks of space become channels")
	PLAIN("pyloss", "EuclideanLossLayer", setup_python_loss, "loss")
	PLAIN("pyLayer", "DiceLoss", setup_python_loss, "loss")
	PLAIN("pylayerUtils", "DiceCoefLossLayer", setup_python_loss, "loss")
	PLAIN("pylayerUtils", "RBoxLossLayer", setup_python_loss, "loss")
	DATA("roi_data_layer.layer", "RoIDataLayer", setup_roi_data, "images and boxes")
	DATA("voc_layers", "VOCSegDataLayer", setup_segmentation_data, "images and labels")
	DATA("voc_layers", "SBDDSegDataLayer", setup_segmentation_data, "images and labels")
	DATA("pascalcontext_layers", "PASCALContextSegDataLayer", setup_segmentation_data,
	     "images and labels")
	DATA("siftflow_layers", "SIFTFlowSegDataLayer", setup_segmentation_data,
	     "images and labels")
	DATA("nyud_layers", "NYUDSegDataLayer", setup_nyud_data, "images and labels")
	DATA("pylayerUtils", "DataLayer", setup_east_data, "images and maps")
	DATA("sequence_input_layer", "videoReadTrain_RGB", setup_train_clips, "clips")
	DATA("sequence_input_layer", "videoReadTrain_flow", setup_train_clips, "clips")
	DATA("sequence_input_layer", "videoReadTest_RGB", setup_test_clips, "clips")
	DATA("sequence_input_layer", "videoReadTest_flow", setup_test_clips, "clips")
};

const struct layer_kind *python_kind_at(int i, const char **module, const char **layer)
{
	if (i < 0 || i >= (int)(sizeof rows / sizeof rows[0]))
		return NULL;
	*module = rows[i].module;
	*layer = rows[i].layer;
	return &rows[i].kind;
}

static const struct layer_kind *find(struct str module, struct str name)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (str_equal(module, str_from(rows[i].module)) &&
		    (!rows[i].layer || str_equal(name, str_from(rows[i].layer))))
			return &rows[i].kind;
	}
	return NULL;
}

const struct layer_kind *python_kind(const struct message *layer)
{
	const struct message *m = get_message(layer, LayerParameter_python_param);

	return find(get_string(m, PythonParameter_module),
		    get_string(m, PythonParameter_layer));
}

const struct layer_kind *python_kind_named(struct str name)
{
	size_t dot = name.n;

	while (dot > 0 && name.p[dot - 1] != '.')
		dot--;
	return dot ? find((struct str){ name.p, dot - 1 },
			  (struct str){ name.p + dot, name.n - dot })
		   : NULL;
}

struct str python_class(struct arena *a, const struct message *layer)
{
	const struct message *m = get_message(layer, LayerParameter_python_param);
	struct str module = get_string(m, PythonParameter_module);
	struct str name = get_string(m, PythonParameter_layer);

	if (!str_equal(get_string(layer, LayerParameter_type), S("Python")))
		return S("");
	return str_printf(a, "%.*s%s%.*s", STR_ARGS(module),
			  module.n && name.n ? "." : "", STR_ARGS(name));
}
