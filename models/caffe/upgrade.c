#include "models/caffe/upgrade.h"

#include "models/caffe/upgrade_v0.h"

/* V1's layer types by number, with their current names. */
static const struct v1_type {
	int number;
	const char *current;
} types[] = {
#define TYPE(v1, current) { V1LayerParameter_LayerType_##v1, current },
	TYPE(NONE, "")
	TYPE(ABSVAL, "AbsVal")
	TYPE(ACCURACY, "Accuracy")
	TYPE(ARGMAX, "ArgMax")
	TYPE(BNLL, "BNLL")
	TYPE(CONCAT, "Concat")
	TYPE(CONTRASTIVE_LOSS, "ContrastiveLoss")
	TYPE(CONVOLUTION, "Convolution")
	TYPE(DATA, "Data")
	TYPE(DECONVOLUTION, "Deconvolution")
	TYPE(DROPOUT, "Dropout")
	TYPE(DUMMY_DATA, "DummyData")
	TYPE(ELTWISE, "Eltwise")
	TYPE(EUCLIDEAN_LOSS, "EuclideanLoss")
	TYPE(EXP, "Exp")
	TYPE(FLATTEN, "Flatten")
	TYPE(HDF5_DATA, "HDF5Data")
	TYPE(HDF5_OUTPUT, "HDF5Output")
	TYPE(HINGE_LOSS, "HingeLoss")
	TYPE(IM2COL, "Im2col")
	TYPE(IMAGE_DATA, "ImageData")
	TYPE(INFOGAIN_LOSS, "InfogainLoss")
	TYPE(INNER_PRODUCT, "InnerProduct")
	TYPE(LRN, "LRN")
	TYPE(MEMORY_DATA, "MemoryData")
	TYPE(MULTINOMIAL_LOGISTIC_LOSS, "MultinomialLogisticLoss")
	TYPE(MVN, "MVN")
	TYPE(POOLING, "Pooling")
	TYPE(POWER, "Power")
	TYPE(RELU, "ReLU")
	TYPE(SIGMOID, "Sigmoid")
	TYPE(SIGMOID_CROSS_ENTROPY_LOSS, "SigmoidCrossEntropyLoss")
	TYPE(SILENCE, "Silence")
	TYPE(SLICE, "Slice")
	TYPE(SOFTMAX, "Softmax")
	TYPE(SOFTMAX_LOSS, "SoftmaxWithLoss")
	TYPE(SPLIT, "Split")
	TYPE(TANH, "TanH")
	TYPE(THRESHOLD, "Threshold")
	TYPE(WINDOW_DATA, "WindowData")
	TYPE(CROP, "Crop")
	TYPE(CONVOLUTION3D, "Convolution3D")
	TYPE(DECONVOLUTION3D, "Deconvolution3D")
	TYPE(POOLING3D, "Pooling3D")
	TYPE(VIDEO_DATA, "VideoData")
	TYPE(VIDEO_SEGMENTATION_DATA, "VideoSegmentationData")
	TYPE(VIDEO_WITH_VOXEL_TRUTH_DATA, "VideoWithVoxelTruthData")
	TYPE(VOXEL_SOFTMAX, "VoxelSoftmax")
	TYPE(VOXEL_SOFTMAX_LOSS, "VoxelSoftmaxWithLoss")
};

/* Fields of V1 data layers that moved to transform_param. */
static const struct transform {
	const char *type;
	int param, fields[4];
} transforms[] = {
#define TRANSFORM(name, param) \
	{ #name, LayerParameter_##param, { \
	  name##Parameter_scale, name##Parameter_mean_file, \
	  name##Parameter_crop_size, name##Parameter_mirror } },
	TRANSFORM(Data, data_param)
	TRANSFORM(ImageData, image_data_param)
	TRANSFORM(WindowData, window_data_param)
};

static const int transform_fields[4] = {
	TransformationParameter_scale, TransformationParameter_mean_file,
	TransformationParameter_crop_size, TransformationParameter_mirror,
};

static struct str v1_type_of(const struct message *v1)
{
	int64_t number = get_int(v1, V1LayerParameter_type);

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (types[i].number == number)
			return str_from(types[i].current);
	}
	return S("");
}

/* The lists of a V1 layer that became its `param` messages: the i-th value is
 * the i-th message's. */
static const struct param_list {
	int from, to;
} param_lists[] = {
	{ V1LayerParameter_param, ParamSpec_name },
	{ V1LayerParameter_blob_share_mode, ParamSpec_share_mode },
	{ V1LayerParameter_blobs_lr, ParamSpec_lr_mult },
	{ V1LayerParameter_weight_decay, ParamSpec_decay_mult },
};

#define LIST_COUNT (int)(sizeof param_lists / sizeof param_lists[0])

static bool is_param_list(const struct field *f)
{
	for (int i = 0; i < LIST_COUNT; i++) {
		if (f->id == (uint32_t)param_lists[i].from)
			return true;
	}
	return false;
}

static void upgrade_params(struct arena *a, const struct message *v1,
			   struct message *layer)
{
	int count = 0;
	struct field **specs;

	for (int i = 0; i < LIST_COUNT; i++) {
		int n = field_count(v1, param_lists[i].from);

		count = n > count ? n : count;
	}
	specs = NEW_ARRAY(a, count, struct field *);
	for (int i = 0; i < LIST_COUNT; i++) {
		int n = 0;

		for EACH_FIELD(f, v1, param_lists[i].from) {
			if (!specs[n])
				specs[n] = add_field(a, layer, LayerParameter_param, f->at);
			copy_field(a, &specs[n++]->value.message, param_lists[i].to, f);
		}
	}
}

/* Fields that have the same name in both formats have the same meaning. */
static void copy_same_names(struct arena *a, const struct message *v1,
			    struct message *layer)
{
	for (const struct field *f = v1->first; f; f = f->next) {
		int id = field_named(&message_types[LayerParameter_message],
				     str_from(field_types[f->id].name));

		if (id >= 0 && f->id != V1LayerParameter_type && !is_param_list(f))
			copy_field(a, layer, id, f);
	}
}

/* CONVERT_LAYER_TRANSFORM_PARAM: the data layer's own fields win. */
static void upgrade_transform(struct arena *a, const struct transform *t,
			      struct message *layer)
{
	const struct message *data = get_message(layer, t->param);

	for (int i = 0; i < 4; i++) {
		const struct field *f = field_first(data, t->fields[i]);
		struct message *to;

		if (!f)
			continue;
		to = submessage(a, layer, LayerParameter_transform_param, f->at);
		remove_fields(to, transform_fields[i]);
		copy_field(a, to, transform_fields[i], f);
	}
}

static struct message v1_to_v2(struct arena *a, const struct message *v1,
			       struct str type, uint32_t at)
{
	struct message layer = { NULL, NULL };
	struct field *f;

	copy_same_names(a, v1, &layer);
	upgrade_params(a, v1, &layer);
	f = add_field(a, &layer, LayerParameter_type,
		      place_of(v1, V1LayerParameter_type, at));
	f->value.string = type;
	for (size_t i = 0; i < sizeof transforms / sizeof transforms[0]; i++) {
		if (str_equal(type, str_from(transforms[i].type)))
			upgrade_transform(a, &transforms[i], &layer);
	}
	return layer;
}

/* Turns every `layers` into a `layer` where it stands. */
static void upgrade_layers(struct arena *a, struct diags *d, struct message *net,
			   bool v0)
{
	for (struct field *f = net->first; f; f = f->next) {
		struct message v1 = f->value.message;
		struct str type;

		if (f->id != NetParameter_layers)
			continue;
		if (v0)
			v1 = v0_to_v1(a, d, f, &type);
		else
			type = v1_type_of(&v1);
		f->value.message = v1_to_v2(a, &v1, type, f->at);
		f->id = NetParameter_layer;
	}
}

static void refuse_mixed(struct diags *d, const struct lines *lines,
			 const struct message *net)
{
	const struct field *layer = field_first(net, NetParameter_layer);
	const struct field *layers = field_first(net, NetParameter_layers);
	int line[2], column;

	if (!layer || !layers)
		return;
	lines_find(lines, layer->at, &line[0], &column);
	lines_find(lines, layers->at, &line[1], &column);
	diag_add(d, SEVERITY_WARNING, STAGE_UPGRADE, "mixed-formats",
		 layer->at > layers->at ? layer->at : layers->at,
		 "the file has both 'layer' (on line %d) and 'layers' (on line %d): Caffe takes "
		 "one or the other", line[0], line[1])->hint =
		S("write every layer as layer { type: \"Name\" … }");
}

static struct field *add_shape(struct arena *a, struct message *input_param,
			       uint32_t at)
{
	return add_field(a, input_param, InputParameter_shape, at);
}

/* Four input_dim per input, in order; false when there are too few. */
static bool shapes_from_dims(struct arena *a, const struct message *net,
			     struct message *input_param)
{
	const struct field *dim = field_first(net, NetParameter_input_dim);

	for EACH_FIELD(input, net, NetParameter_input) {
		struct message shape = { NULL, NULL };

		for (int i = 0; i < 4; i++, dim = field_next(dim)) {
			if (!dim)
				return false;
			copy_field(a, &shape, BlobShape_dim, dim);
		}
		add_shape(a, input_param, input->at)->value.message = shape;
	}
	return true;
}

static bool shapes_from_shapes(struct arena *a, const struct message *net,
			       struct message *input_param)
{
	const struct field *shape = field_first(net, NetParameter_input_shape);

	for EACH_FIELD(input, net, NetParameter_input) {
		if (!shape)
			return false;
		copy_field(a, input_param, InputParameter_shape, shape);
		shape = field_next(shape);
	}
	return true;
}

static void add_input_shapes(struct arena *a, struct diags *d,
			     const struct message *net, struct message *input_param)
{
	bool shaped = has_field(net, NetParameter_input_shape);
	bool enough = shaped ? shapes_from_shapes(a, net, input_param)
			     : shapes_from_dims(a, net, input_param);
	int inputs = field_count(net, NetParameter_input);

	if (!enough && shaped)
		diag_add(d, SEVERITY_ERROR, STAGE_UPGRADE, "too-few-input-shapes",
			 place_of(net, NetParameter_input_shape, NO_PLACE),
			 "%d input, but %d input_shape: one is needed for each", inputs,
			 field_count(net, NetParameter_input_shape));
	if (!enough && !shaped)
		diag_add(d, SEVERITY_ERROR, STAGE_UPGRADE, "too-few-input-dims",
			 place_of(net, NetParameter_input_dim, NO_PLACE),
			 "%d input, but %d input_dim: four are needed for each", inputs,
			 field_count(net, NetParameter_input_dim));
	if (!shaped && field_count(net, NetParameter_input_dim) > 4 * (int64_t)inputs)
		diag_add(d, SEVERITY_WARNING, STAGE_NONE, "ignored-field",
			 place_of(net, NetParameter_input_dim, NO_PLACE),
			 "%d input take %d input_dim; Caffe ignores the rest of the %d",
			 inputs, 4 * inputs, field_count(net, NetParameter_input_dim));
	if (shaped && has_field(net, NetParameter_input_dim))
		diag_add(d, SEVERITY_WARNING, STAGE_NONE, "ignored-field",
			 place_of(net, NetParameter_input_dim, NO_PLACE),
			 "input_dim is ignored where there is an input_shape");
}

static void push_front(struct message *net, struct field *f)
{
	f->next = net->first;
	net->first = f;
	if (!net->last)
		net->last = f;
}

/* The Input layer that stands for the input fields (UpgradeNetInput). */
static void add_input_layer(struct arena *a, struct diags *d, struct message *net)
{
	struct field *layer = NEW(a, struct field);
	struct message *m = &layer->value.message;
	struct field *param;

	layer->id = NetParameter_layer;
	layer->at = place_of(net, NetParameter_input, 0);
	add_field(a, m, LayerParameter_name, layer->at)->value.string = S("input");
	add_field(a, m, LayerParameter_type, layer->at)->value.string = S("Input");
	for EACH_FIELD(input, net, NetParameter_input)
		copy_field(a, m, LayerParameter_top, input);
	param = add_field(a, m, LayerParameter_input_param, layer->at);
	add_input_shapes(a, d, net, &param->value.message);
	push_front(net, layer);
}

static void upgrade_input(struct arena *a, struct diags *d, struct message *net)
{
	const struct field *input = field_first(net, NetParameter_input);

	if (!input)
		return;
	if (!has_field(net, NetParameter_input_shape) &&
	    !has_field(net, NetParameter_input_dim)) {
		diag_add(d, SEVERITY_WARNING, STAGE_NONE, "ignored-field", input->at,
			 "Caffe ignores an input without input_shape or input_dim");
		return;
	}
	add_input_layer(a, d, net);
	remove_fields(net, NetParameter_input);
	remove_fields(net, NetParameter_input_shape);
	remove_fields(net, NetParameter_input_dim);
}

static void set_zero(struct arena *a, struct message *spec, int id, uint32_t at)
{
	remove_fields(spec, id);
	add_field(a, spec, id, at);
}

/* Three ParamSpecs were the rule once; nothing learns these blobs
 * (UpgradeNetBatchNorm). */
static void upgrade_batch_norm(struct arena *a, struct message *layer)
{
	if (!str_equal(get_string(layer, LayerParameter_type), S("BatchNorm")) ||
	    field_count(layer, LayerParameter_param) != 3)
		return;
	for (struct field *f = layer->first; f; f = f->next) {
		if (f->id != LayerParameter_param)
			continue;
		set_zero(a, &f->value.message, ParamSpec_lr_mult, f->at);
		set_zero(a, &f->value.message, ParamSpec_decay_mult, f->at);
	}
}

enum net_format upgrade_net(struct arena *a, struct diags *d, const struct lines *lines,
			    struct message *net_parameter)
{
	struct message *net = net_parameter;
	enum net_format format = FORMAT_V2;

	if (has_field(net, NetParameter_layers)) {
		format = v0_needed(net) ? FORMAT_V0 : FORMAT_V1;
		if (format == FORMAT_V0)
			v0_prepare(a, d, net);
		refuse_mixed(d, lines, net);
		upgrade_layers(a, d, net, format == FORMAT_V0);
	}
	upgrade_input(a, d, net);
	for (struct field *f = net->first; f; f = f->next) {
		if (f->id == NetParameter_layer)
			upgrade_batch_norm(a, &f->value.message);
	}
	return format;
}
