#include "models/caffe/upgrade_v0.h"

#include "models/base/map.h"

static const struct v0_type {
	const char *name, *current;
} types[] = {
	{ "accuracy", "Accuracy" },
	{ "bnll", "BNLL" },
	{ "concat", "Concat" },
	{ "conv", "Convolution" },
	{ "data", "Data" },
	{ "dropout", "Dropout" },
	{ "euclidean_loss", "EuclideanLoss" },
	{ "flatten", "Flatten" },
	{ "hdf5_data", "HDF5Data" },
	{ "hdf5_output", "HDF5Output" },
	{ "im2col", "Im2col" },
	{ "images", "ImageData" },
	{ "infogain_loss", "InfogainLoss" },
	{ "innerproduct", "InnerProduct" },
	{ "lrn", "LRN" },
	{ "multinomial_logistic_loss", "MultinomialLogisticLoss" },
	{ "pool", "Pooling" },
	{ "relu", "ReLU" },
	{ "sigmoid", "Sigmoid" },
	{ "softmax", "Softmax" },
	{ "softmax_loss", "SoftmaxWithLoss" },
	{ "split", "Split" },
	{ "tanh", "TanH" },
	{ "window_data", "WindowData" },
};

#define TYPE_COUNT (int)(sizeof types / sizeof types[0])

/* Where a V0 field goes for layers of a type (NULL: of any type): `field` of
 * the V1 layer's message `param`, or of the V1 layer itself where that is 0. */
static const struct move {
	int from;
	const char *type;
	int param, field;
} moves[] = {
#define MOVE(from, type, param, message, field) \
	{ V0LayerParameter_##from, type, V1LayerParameter_##param, message##_##field },
#define CONV(from, field) \
	MOVE(from, "conv", convolution_param, ConvolutionParameter, field)
#define DENSE(from, field) \
	MOVE(from, "innerproduct", inner_product_param, InnerProductParameter, field)
#define POOL(from, field) MOVE(from, "pool", pooling_param, PoolingParameter, field)
#define NORM(from) MOVE(from, "lrn", lrn_param, LRNParameter, from)
#define DATA(from, field) MOVE(from, "data", data_param, DataParameter, field)
#define HDF5(from, field) \
	MOVE(from, "hdf5_data", hdf5_data_param, HDF5DataParameter, field)
#define IMAGES(from, field) \
	MOVE(from, "images", image_data_param, ImageDataParameter, field)
#define WINDOWS(from, field) \
	MOVE(from, "window_data", window_data_param, WindowDataParameter, field)
#define TRANSFORM(from, field) \
	MOVE(from, NULL, transform_param, TransformationParameter, field)
	{ V0LayerParameter_name, NULL, 0, V1LayerParameter_name },
	{ V0LayerParameter_blobs, NULL, 0, V1LayerParameter_blobs },
	{ V0LayerParameter_blobs_lr, NULL, 0, V1LayerParameter_blobs_lr },
	{ V0LayerParameter_weight_decay, NULL, 0, V1LayerParameter_weight_decay },
	{ V0LayerParameter_hdf5_output_param, "hdf5_output", 0,
	  V1LayerParameter_hdf5_output_param },
	CONV(num_output, num_output)
	CONV(biasterm, bias_term)
	CONV(weight_filler, weight_filler)
	CONV(bias_filler, bias_filler)
	CONV(pad, pad)
	CONV(kernelsize, kernel_size)
	CONV(group, group)
	CONV(stride, stride)
	DENSE(num_output, num_output)
	DENSE(biasterm, bias_term)
	DENSE(weight_filler, weight_filler)
	DENSE(bias_filler, bias_filler)
	POOL(pad, pad)
	POOL(kernelsize, kernel_size)
	POOL(stride, stride)
	POOL(pool, pool)
	NORM(local_size)
	NORM(alpha)
	NORM(beta)
	NORM(k)
	DATA(source, source)
	DATA(batchsize, batch_size)
	DATA(rand_skip, rand_skip)
	HDF5(source, source)
	HDF5(batchsize, batch_size)
	IMAGES(source, source)
	IMAGES(batchsize, batch_size)
	IMAGES(rand_skip, rand_skip)
	IMAGES(shuffle_images, shuffle)
	IMAGES(new_height, new_height)
	IMAGES(new_width, new_width)
	WINDOWS(source, source)
	WINDOWS(batchsize, batch_size)
	WINDOWS(det_fg_threshold, fg_threshold)
	WINDOWS(det_bg_threshold, bg_threshold)
	WINDOWS(det_fg_fraction, fg_fraction)
	WINDOWS(det_context_pad, context_pad)
	WINDOWS(det_crop_mode, crop_mode)
	TRANSFORM(scale, scale)
	TRANSFORM(meanfile, mean_file)
	TRANSFORM(cropsize, crop_size)
	TRANSFORM(mirror, mirror)
	MOVE(dropout_ratio, "dropout", dropout_param, DropoutParameter, dropout_ratio)
	MOVE(concat_dim, "concat", concat_param, ConcatParameter, concat_dim)
	MOVE(source, "infogain_loss", infogain_loss_param, InfogainLossParameter, source)
};

#define MOVE_COUNT (int)(sizeof moves / sizeof moves[0])

bool v0_needed(const struct message *net)
{
	for EACH_FIELD(layers, net, NetParameter_layers) {
		if (has_field(&layers->value.message, V1LayerParameter_layer))
			return true;
	}
	return false;
}

static struct str v0_type_of(const struct message *layers)
{
	return get_string(get_message(layers, V1LayerParameter_layer),
			  V0LayerParameter_type);
}

static bool is_padding(const struct message *layers)
{
	return str_equal(v0_type_of(layers), S("padding"));
}

/* Whether Caffe can fold `padding` into the layer that reads it; if not, says
 * why. */
static bool can_fold(struct diags *d, const struct field *padding,
		     const struct field *reader)
{
	const struct message *p = &padding->value.message;
	const struct message *r = &reader->value.message;
	struct str type = v0_type_of(r);

	if (!str_equal(type, S("conv")) && !str_equal(type, S("pool"))) {
		diag_add(d, SEVERITY_ERROR, STAGE_UPGRADE, "padding-layer", reader->at,
			 "a padding layer can only feed conv and pool, not '%.*s'",
			 STR_ARGS(type));
		return false;
	}
	if (field_count(r, V1LayerParameter_bottom) == 1 &&
	    field_count(p, V1LayerParameter_bottom) == 1 &&
	    field_count(p, V1LayerParameter_top) == 1)
		return true;
	diag_add(d, SEVERITY_ERROR, STAGE_UPGRADE, "padding-layer", reader->at,
		 "a padding layer and the layer behind it take one bottom each, "
		 "and the padding layer makes one top");
	return false;
}

static void fold(struct arena *a, const struct field *padding, struct field *reader,
		 struct field *bottom)
{
	const struct message *p = get_message(&padding->value.message,
					      V1LayerParameter_layer);
	struct message *r = (struct message *)get_message(&reader->value.message,
							  V1LayerParameter_layer);
	struct field *pad;

	remove_fields(r, V0LayerParameter_pad);
	pad = add_field(a, r, V0LayerParameter_pad,
			place_of(p, V0LayerParameter_pad, padding->at));
	pad->value.integer = get_int(p, V0LayerParameter_pad);
	bottom->value.string = get_string(&padding->value.message,
					  V1LayerParameter_bottom);
}

struct folding {
	struct arena *arena;
	struct diags *diags;
	struct field **layers;	/* every `layers` as the file has it */
	struct map *makers;	/* blob -> 1 + index of its last maker; 0: an input */
};

static void fold_bottom(struct folding *f, struct field *reader, struct field *bottom)
{
	int maker = map_get(f->makers, bottom->value.string);
	struct field *source;

	/* Other layers' unknown bottoms are found when the network is built. */
	if (maker < 0 && is_padding(&reader->value.message))
		diag_add(f->diags, SEVERITY_ERROR, STAGE_UPGRADE, "unknown-bottom",
			 bottom->at, "a padding layer reads '%.*s', which no layer "
			 "before it makes", STR_ARGS(bottom->value.string));
	if (maker <= 0)
		return;
	source = f->layers[maker - 1];
	if (is_padding(&source->value.message) && can_fold(f->diags, source, reader))
		fold(f->arena, source, reader, bottom);
}

static void fold_padding(struct arena *a, struct diags *d, struct message *net)
{
	int count = field_count(net, NetParameter_layers);
	struct folding f = { a, d, NEW_ARRAY(a, count, struct field *),
			     map_create(a, count) };
	int i = 0;

	for EACH_FIELD(input, net, NetParameter_input)
		map_put(f.makers, input->value.string, 0);
	for (struct field *l = net->first; l; l = l->next) {
		if (l->id != NetParameter_layers)
			continue;
		f.layers[i++] = l;
		for (struct field *b = l->value.message.first; b; b = b->next) {
			if (b->id == V1LayerParameter_bottom)
				fold_bottom(&f, l, b);
		}
		for EACH_FIELD(top, &l->value.message, V1LayerParameter_top)
			map_put(f.makers, top->value.string, i);
	}
}

/* What UpgradeV0Net takes along. */
static bool kept(const struct field *f)
{
	switch (f->id) {
	case NetParameter_layers:
		return !is_padding(&f->value.message);
	case NetParameter_name:
	case NetParameter_input:
	case NetParameter_input_dim:
	case NetParameter_force_backward:
		return true;
	default:
		return false;
	}
}

void v0_prepare(struct arena *a, struct diags *d, struct message *net)
{
	struct field *f = net->first;

	fold_padding(a, d, net);
	net->first = net->last = NULL;
	while (f) {
		struct field *next = f->next;

		if (kept(f)) {
			f->next = NULL;
			if (net->last)
				net->last->next = f;
			else
				net->first = f;
			net->last = f;
		}
		f = next;
	}
}

static void move_field(struct arena *a, struct diags *d, struct message *v1,
		       const struct field *f, struct str type)
{
	for (int i = 0; i < MOVE_COUNT; i++) {
		const struct move *m = &moves[i];

		if ((uint32_t)m->from != f->id ||
		    (m->type && !str_equal(type, str_from(m->type))))
			continue;
		copy_field(a, m->param ? submessage(a, v1, m->param, f->at) : v1,
			   m->field, f);
		return;
	}
	if (f->id != V0LayerParameter_type)
		diag_add(d, SEVERITY_WARNING, STAGE_NONE, "ignored-field", f->at,
			 "Caffe ignores %s in a layer of type '%.*s'",
			 field_types[f->id].name, STR_ARGS(type));
}

static struct str current_type(struct diags *d, const struct message *v0)
{
	const char *names[TYPE_COUNT];
	struct str type = get_string(v0, V0LayerParameter_type);
	const char *near;
	struct diag *unknown;

	for (int i = 0; i < TYPE_COUNT; i++) {
		if (str_equal(type, str_from(types[i].name)))
			return str_from(types[i].current);
		names[i] = types[i].name;
	}
	if (!has_field(v0, V0LayerParameter_type))
		return type;
	unknown = diag_add(d, SEVERITY_WARNING, STAGE_UPGRADE, "unknown-type",
			   place_of(v0, V0LayerParameter_type, NO_PLACE),
			   "no V0 layer type '%.*s'", STR_ARGS(type));
	near = str_nearest(type, names, TYPE_COUNT);
	if (near)
		unknown->hint = str_printf(d->arena, "did you mean '%s'?", near);
	return type;
}

struct message v0_to_v1(struct arena *a, struct diags *d,
			const struct field *layers, struct str *type)
{
	const struct message *v0 = get_message(&layers->value.message,
					       V1LayerParameter_layer);
	struct message v1 = { NULL, NULL };

	for EACH_FIELD(f, &layers->value.message, V1LayerParameter_bottom)
		copy_field(a, &v1, V1LayerParameter_bottom, f);
	for EACH_FIELD(f, &layers->value.message, V1LayerParameter_top)
		copy_field(a, &v1, V1LayerParameter_top, f);
	*type = current_type(d, v0);
	for (const struct field *f = v0 ? v0->first : NULL; f; f = f->next)
		move_field(a, d, &v1, f, get_string(v0, V0LayerParameter_type));
	return v1;
}
