#include "models/setup/blobs.h"

#include <inttypes.h>

/* The four sizes of old, or a shape; Caffe keeps them in ints. */
static int read_dims(const struct message *blob, int64_t *dim)
{
	static const int legacy[4] = {
		BlobProto_num, BlobProto_channels, BlobProto_height, BlobProto_width,
	};
	bool old = false;
	int axes = 0;

	for (int i = 0; i < 4; i++) {
		old |= has_field(blob, legacy[i]);
		dim[i] = get_int(blob, legacy[i]);
	}
	if (old)
		return 4;
	for EACH_FIELD(f, get_message(blob, BlobProto_shape), BlobShape_dim)
		dim[axes++] = (int32_t)(uint32_t)f->value.integer;
	return axes;
}

/* There are as many values as the shape says, and at least one; gradients, if
 * any, are as many. */
static void check_values(struct setup *s, const struct field *f,
			 const struct shape *shape)
{
	const struct message *blob = &f->value.message;
	bool wide = has_field(blob, BlobProto_double_data);
	bool wide_diff = has_field(blob, BlobProto_double_diff);
	int values = field_count(blob, wide ? BlobProto_double_data : BlobProto_data);
	int diffs = field_count(blob, wide_diff ? BlobProto_double_diff : BlobProto_diff);

	if (shape->known && (shape->count == 0 || values != shape->count ||
			     (diffs && diffs != shape->count)))
		setup_refuse(s, "blob-values", f->at, "a blob of %.*s cannot hold %d values",
			     STR_ARGS(shape_format(s->arena, shape)),
			     diffs && values == shape->count ? diffs : values);
}

static void add_given(struct setup *s, const struct field *f)
{
	const struct message *blob = &f->value.message;
	int room = field_count(get_message(blob, BlobProto_shape), BlobShape_dim) + 4;
	int64_t *dim = NEW_ARRAY(s->arena, room, int64_t);
	int axes = read_dims(blob, dim);

	check_values(s, f, &add_param(s, dim, axes)->shape);
}

static bool is_type(const struct setup *s, const char *type)
{
	return str_equal(s->layer->type, str_from(type));
}

/* Scale and Bias take what spans fewer axes, too (scale_layer.cpp, Reshape). */
static bool begins(const struct shape *given, const struct shape *made)
{
	for (int i = 0; i < given->axes && i < made->axes; i++) {
		if (given->dim[i] != made->dim[i])
			return false;
	}
	return given->axes <= made->axes;
}

/* Whether the type of the layer can take a blob instead of its own. */
static bool replaces(const struct setup *s, const struct shape *given,
		     const struct shape *made)
{
	if (!made->known || !given->known)
		return true;
	if (is_type(s, "PReLU"))
		return given->count == made->count;
	if (is_type(s, "Convolution") || is_type(s, "Deconvolution"))
		return shape_equal(given, made);
	if (is_type(s, "Scale") || is_type(s, "Bias"))
		return begins(given, made);
	return true;
}

static bool check_given(struct setup *s, const struct param *made, int made_count,
			uint32_t at)
{
	const struct layer *l = s->layer;
	bool counts = is_type(s, "Convolution") || is_type(s, "Deconvolution");

	if (counts && l->param_count != made_count) {
		setup_error(s, "given-blobs", at, "%d blobs are given; the layer has %d",
			    l->param_count, made_count);
		return false;
	}
	for (int i = 0; i < made_count && i < l->param_count; i++) {
		if (replaces(s, &l->params[i].shape, &made[i].shape))
			continue;
		setup_error(s, "given-blobs", at, "blob %d is given as %.*s; it should be "
			    "%.*s", i, STR_ARGS(shape_format(s->arena, &l->params[i].shape)),
			    STR_ARGS(shape_format(s->arena, &made[i].shape)));
		return false;
	}
	return true;
}

/* A Scale that finds no second blob adds that of its bias. */
static void keep_bias(struct setup *s, const struct param *made, int made_count)
{
	if (is_type(s, "Scale") && made_count == 2 && s->layer->param_count == 1)
		add_param(s, NULL, 0)->shape = made[1].shape;
}

void take_blobs(struct setup *s)
{
	struct layer *l = s->layer;
	const struct field *first = field_first(l->message, LayerParameter_blobs);
	struct param *made = l->params;
	int made_count = l->param_count;

	/* Recurrent layers clear theirs. */
	if (!first || l->kind->param == LayerParameter_recurrent_param || l->failed)
		return;
	l->params = NULL;
	l->param_count = s->param_room = 0;
	for EACH_FIELD(f, l->message, LayerParameter_blobs)
		add_given(s, f);
	if (!check_given(s, made, made_count, first->at)) {
		l->params = made;
		l->param_count = s->param_room = made_count;
		return;
	}
	keep_bias(s, made, made_count);
	for (int i = 0; i < l->param_count; i++)
		l->params[i].statistics = is_type(s, "BatchNorm");
}
