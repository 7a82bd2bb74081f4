/* Layers whose tops come from outside: inputs, data sources, free parameters. */
#include "models/layers/tools.h"

#include <inttypes.h>

#define ITEM_AXES 3		/* channels, height, width */

/* Dims of a BlobShape, as the ints that Caffe keeps them in. */
static void set_top_from(struct setup *s, int i, const struct message *shape)
{
	int axes = field_count(shape, BlobShape_dim), n = 0;
	int64_t *dim = NEW_ARRAY(s->arena, axes, int64_t);

	for EACH_FIELD(f, shape, BlobShape_dim)
		dim[n++] = as_int32(f->value.integer);
	set_top(s, i, dim, axes);
}

/* A list of sizes given once for all tops or once for each. */
static bool check_once_or_each(struct setup *s, int id, const char *what, bool optional)
{
	int given = field_count(s->param, id);

	if (given == 1 || given == top_count(s) || (optional && given == 0))
		return true;
	setup_error(s, "shape-count", place_of(s->param, id, NO_PLACE), "%s must be given "
		    "once, or once for each of the %d tops; it is given %d times", what,
		    top_count(s), given);
	return false;
}

/* The fields of one id, to be had by index. */
struct series {
	const struct field **list;
	int count;
};

static struct series series_of(const struct setup *s, int id)
{
	struct series all = { NULL, field_count(s->param, id) };
	int i = 0;

	all.list = NEW_ARRAY(s->arena, all.count, const struct field *);
	for EACH_FIELD(f, s->param, id)
		all.list[i++] = f;
	return all;
}

/* What is said of top i: the i-th field, the only one, or NULL. */
static const struct field *for_top(const struct series *all, int i)
{
	if (all->count == 1)
		return all->list[0];
	return i < all->count ? all->list[i] : NULL;
}

static const struct message *transform_of(const struct setup *s)
{
	return get_message(s->layer->message, LayerParameter_transform_param);
}

/* base_data_layer.cpp: data are centred by a file or by values. */
static void check_transform(struct setup *s)
{
	const struct message *m = transform_of(s);

	if (has_field(m, TransformationParameter_mean_file) &&
	    has_field(m, TransformationParameter_mean_value))
		setup_refuse(s, "given-twice",
			     place_of(m, TransformationParameter_mean_value, NO_PLACE),
			     "give either mean_file or mean_value");
}

/* The last two axes of an item become crop_size. */
static int64_t crop(const struct setup *s, int64_t *dim, int axes)
{
	int64_t size = get_int32(transform_of(s), TransformationParameter_crop_size);

	for (int i = axes - 2; size && i >= 1 && i < axes; i++)
		dim[i] = size;
	return size;
}

/* Top 0: a batch of items of the assumed shape; the number of its axes. */
static int item_dims(const struct setup *s, int64_t batch, int64_t *dim)
{
	const struct shape *item = &s->options->data_shape;

	dim[0] = batch;
	memcpy(dim + 1, item->dim, item->axes * sizeof dim[0]);
	return item->axes + 1;
}

static void set_labels(struct setup *s, int64_t batch)
{
	for (int i = 1; i < top_count(s); i++)
		set_top(s, i, &batch, 1);
}

/* input_layer.cpp; a top without a shape is a blob that was never shaped. */
static void setup_input(struct setup *s)
{
	struct series shapes = series_of(s, InputParameter_shape);
	bool good = check_once_or_each(s, InputParameter_shape, "shape", true);

	for (int i = 0; i < top_count(s); i++) {
		if (shapes.count == 0)
			set_top_unshaped(s, i);
		else if (good)
			set_top_from(s, i, &for_top(&shapes, i)->value.message);
	}
}

/* Once data_param and its like had the crop_size; today it does nothing there. */
static void note_old_crop(struct setup *s, int id)
{
	if (get_int32(s->param, id) &&
	    !has_field(transform_of(s), TransformationParameter_crop_size))
		diag_add(s->net->diags, SEVERITY_WARNING, STAGE_NONE, "ignored-field",
			 place_of(s->param, id, NO_PLACE), "layer '%.*s': Caffe ignores "
			 "this crop_size", STR_ARGS(s->layer->name))->hint =
			S("put it into transform_param { crop_size: … }");
}

/* Caffe does not mind, and fails later or does nothing. */
static void note_batch(struct setup *s, int id)
{
	if (get_int32(s->param, id) != 0 || s->loss)
		return;
	diag_add(s->net->diags, SEVERITY_WARNING, STAGE_NONE, "no-batch",
		 place_of(s->param, id, s->layer->at), "layer '%.*s': its batches have 0 items",
		 STR_ARGS(s->layer->name))->hint = S("give a batch_size of at least 1");
	s->net->no_batch = s->net->diags->count;
}

/* data_layer.cpp */
static void setup_data(struct setup *s)
{
	int64_t dim[MAX_AXES + 1], batch = get_int32(s->param, DataParameter_batch_size);
	int axes = item_dims(s, batch, dim);
	int64_t size = crop(s, dim, axes);

	check_transform(s);
	set_top(s, 0, dim, axes);
	if (!size)
		assume_top(s, 0, ASSUMED_INPUT, "the shape of the stored images; a "
			   "crop_size in transform_param would");
	note_old_crop(s, DataParameter_crop_size);
	note_batch(s, DataParameter_batch_size);
	set_labels(s, batch);
}

/* image_data_layer.cpp and DataTransformer::InferBlobShape */
static void check_images(struct setup *s, int64_t height, int64_t width)
{
	const struct message *m = transform_of(s);
	int64_t size = get_int32(m, TransformationParameter_crop_size);

	check_transform(s);
	if (get_int32(s->param, ImageDataParameter_batch_size) < 1)
		setup_refuse(s, "batch-size",
			     place_of(s->param, ImageDataParameter_batch_size, NO_PLACE),
			     "batch_size must be at least 1");
	if ((height > 0) != (width > 0) || height < 0 || width < 0)
		setup_refuse(s, "image-size",
			     place_of(s->param, ImageDataParameter_new_height,
				      place_of(s->param, ImageDataParameter_new_width,
					       NO_PLACE)),
			     "give both new_height and new_width, or neither");
	else if (height > 0 && (size > height || size > width))
		setup_refuse(s, "crop-size",
			     place_of(m, TransformationParameter_crop_size, NO_PLACE),
			     "crop_size %" PRId64 " exceeds the images of %" PRId64 "x%"
			     PRId64, size, height, width);
}

/* Images are resized when the file says so. */
static void setup_image_data(struct setup *s)
{
	int64_t dim[MAX_AXES + 1], batch = get_int32(s->param, ImageDataParameter_batch_size);
	int64_t height = get_int32(s->param, ImageDataParameter_new_height);
	int64_t width = get_int32(s->param, ImageDataParameter_new_width), size;
	int axes = item_dims(s, batch, dim);

	check_images(s, height, width);
	if (axes == ITEM_AXES + 1) {
		dim[1] = get_bool(s->param, ImageDataParameter_is_color) ? 3 : 1;
		dim[2] = height > 0 ? height : dim[2];
		dim[3] = width > 0 ? width : dim[3];
	}
	size = crop(s, dim, axes);
	set_top(s, 0, dim, axes);
	if (!size && height <= 0)
		assume_top(s, 0, ASSUMED_INPUT, "the size of the images; new_height and "
			   "new_width, or a crop_size in transform_param, would");
	note_old_crop(s, ImageDataParameter_crop_size);
	set_labels(s, batch);
}

/* window_data_layer.cpp */
static void setup_window_data(struct setup *s)
{
	int64_t dim[MAX_AXES + 1], batch = get_int32(s->param, WindowDataParameter_batch_size);
	int axes = item_dims(s, batch, dim);

	check_transform(s);
	if (crop(s, dim, axes) < 1)
		setup_error(s, "crop-size", NO_PLACE, "WindowData needs a crop_size in "
			    "transform_param")->hint =
			S("add transform_param { crop_size: 227 }");
	note_old_crop(s, WindowDataParameter_crop_size);
	set_top(s, 0, dim, axes);
	set_labels(s, batch);
}

/* hdf5_data_layer.cpp: the axes of every top are those of the stored data. */
static void setup_hdf5_data(struct setup *s)
{
	int64_t dim[MAX_AXES + 1], batch = get_int32(s->param, HDF5DataParameter_batch_size);
	int axes = item_dims(s, batch, dim);

	if (transform_of(s))
		setup_refuse(s, "transform", place_of(s->layer->message,
			     LayerParameter_transform_param, NO_PLACE),
			     "HDF5Data does not transform: transform_param is not allowed");
	set_top(s, 0, dim, axes);
	assume_top(s, 0, ASSUMED_INPUT, "the shape of the stored data");
	for (int i = 1; i < top_count(s); i++) {
		set_top(s, i, &batch, 1);
		assume_top(s, i, ASSUMED_INPUT, "the shape of the stored data; one "
			   "value per item is taken");
	}
}

/* memory_data_layer.cpp; a crop_size changes nothing. */
static void setup_memory_data(struct setup *s)
{
	int64_t dim[4] = {
		get_int32(s->param, MemoryDataParameter_batch_size),
		get_int32(s->param, MemoryDataParameter_channels),
		get_int32(s->param, MemoryDataParameter_height),
		get_int32(s->param, MemoryDataParameter_width),
	};

	check_transform(s);
	if (dim[0] < 1 || dim[1] < 1 || dim[2] < 1 || dim[3] < 1)
		setup_error(s, "memory-data", NO_PLACE, "batch_size, channels, height and "
			    "width must all be given and be at least 1");
	set_top(s, 0, dim, 4);
	set_labels(s, dim[0]);
}

static const struct legacy_size {
	int id;
	const char *name;
} legacy_sizes[4] = {
	{ DummyDataParameter_num, "num" },
	{ DummyDataParameter_channels, "channels" },
	{ DummyDataParameter_height, "height" },
	{ DummyDataParameter_width, "width" },
};

static bool has_legacy_sizes(const struct message *m)
{
	for (int i = 0; i < 4; i++) {
		if (has_field(m, legacy_sizes[i].id))
			return true;
	}
	return false;
}

static bool check_legacy_sizes(struct setup *s)
{
	bool good = true;

	if (has_field(s->param, DummyDataParameter_shape))
		setup_refuse(s, "given-twice",
			     place_of(s->param, DummyDataParameter_shape, NO_PLACE),
			     "give either shape, or num, channels, height and width");
	for (int i = 0; i < 4; i++)
		good &= check_once_or_each(s, legacy_sizes[i].id, legacy_sizes[i].name,
					   false);
	return good;
}

static void set_legacy_tops(struct setup *s)
{
	struct series sizes[4];
	int64_t dim[4];

	for (int k = 0; k < 4; k++)
		sizes[k] = series_of(s, legacy_sizes[k].id);
	for (int i = 0; i < top_count(s); i++) {
		for (int k = 0; k < 4; k++)
			dim[k] = as_int32(for_top(&sizes[k], i)->value.integer);
		set_top(s, i, dim, 4);
	}
}

static void set_shape_tops(struct setup *s)
{
	struct series shapes = series_of(s, DummyDataParameter_shape);

	for (int i = 0; i < top_count(s); i++)
		set_top_from(s, i, &for_top(&shapes, i)->value.message);
}

/* A constant filler fills its tops at set-up, the others in every forward pass. */
static void check_data_fillers(struct setup *s)
{
	struct series fillers = series_of(s, DummyDataParameter_data_filler);

	if (!check_once_or_each(s, DummyDataParameter_data_filler, "data_filler", true))
		return;
	for (int i = 0; i < top_count(s); i++) {
		const struct field *f = for_top(&fillers, i);
		const struct message *filler = f ? &f->value.message : NULL;
		bool constant = str_equal(get_string(filler, FillerParameter_type),
					  S("constant"));

		if (i == 0 || fillers.count > 1)
			check_filler_type(s, filler, f ? f->at : NO_PLACE);
		if (constant && s->layer->tops[i].shape.known)
			check_filled(s, s->layer->tops[i].shape.count, "its data");
	}
}

/* dummy_data_layer.cpp */
static void setup_dummy_data(struct setup *s)
{
	bool legacy = has_legacy_sizes(s->param), good;

	good = legacy ? check_legacy_sizes(s)
		      : check_once_or_each(s, DummyDataParameter_shape, "shape", false);
	if (good && legacy)
		set_legacy_tops(s);
	else if (good)
		set_shape_tops(s);
	check_data_fillers(s);
}

/* parameter_layer.hpp: the top is the parameter itself. */
static void setup_parameter(struct setup *s)
{
	set_top_from(s, 0, get_message(s->param, ParameterParameter_shape));
	if (s->layer->tops[0].shape.known)
		add_param(s, s->layer->tops[0].shape.dim, s->layer->tops[0].shape.axes);
	else
		add_param(s, NULL, 0);
}

static void setup_hdf5_output(struct setup *s)
{
	(void)s;
}

#define NONE { 0, 0 }
#define SOME { 1, ANY_NUMBER }

const struct layer_kind data_layers[] = {
	{ "Data", LayerParameter_data_param, NONE, { 1, 2 }, LAYER_DATA, setup_data, NULL,
	  "items of a LevelDB or LMDB database", STOCK },
	{ "DummyData", LayerParameter_dummy_data_param, NONE, SOME, LAYER_DATA,
	  setup_dummy_data, NULL, "constant or random values", STOCK },
	{ "HDF5Data", LayerParameter_hdf5_data_param, NONE, SOME, LAYER_DATA,
	  setup_hdf5_data, NULL, "arrays of HDF5 files", STOCK },
	{ "HDF5Output", LayerParameter_hdf5_output_param, { 2, 2 }, NONE, 0,
	  setup_hdf5_output, NULL, "writes its bottoms to a file", STOCK },
	{ "ImageData", LayerParameter_image_data_param, NONE, { 2, 2 }, LAYER_DATA,
	  setup_image_data, NULL, "image files and labels", STOCK },
	{ "Input", LayerParameter_input_param, NONE, SOME, LAYER_DATA, setup_input, NULL,
	  "whatever the program puts in", STOCK },
	{ "MemoryData", LayerParameter_memory_data_param, NONE, { 2, 2 }, LAYER_DATA,
	  setup_memory_data, NULL, "arrays in memory", STOCK },
	{ "Parameter", LayerParameter_parameter_param, NONE, { 1, 1 }, 0, setup_parameter,
	  NULL, "a learnt blob by itself", STOCK },
	{ "data", LayerParameter_input_param, NONE, SOME, LAYER_DATA, setup_input, NULL,
	  "what Netscope calls an Input", FORK_netscope, NULL },
	{ "WindowData", LayerParameter_window_data_param, NONE, { 2, 2 }, LAYER_DATA,
	  setup_window_data, NULL, "windows of image files", STOCK },
	{ 0 },
};
