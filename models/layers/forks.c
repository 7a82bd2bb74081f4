/* What the families of the forks' layers have in common. */
#include "models/layers/forks.h"

/* WARP gives every image the same size; the other modes keep its proportions. */
static bool resizes(const struct message *resize)
{
	return resize && get_int(resize, ResizeParameter_resize_mode) ==
				 ResizeParameter_ResizeMode_WARP;
}

static int64_t first_size(int64_t a, int64_t b, int64_t c)
{
	return a > 0 ? a : b > 0 ? b : c;
}

static int64_t channels_of(const struct message *transform, int64_t given,
			   int64_t otherwise)
{
	if (given > 0)
		return given;
	if (get_bool(transform, TransformationParameter_force_gray))
		return 1;
	return get_bool(transform, TransformationParameter_force_color) ? 3 : otherwise;
}

static void set_sizes(const struct message *transform, const struct picture *p,
		      int64_t sizes[2])
{
	const struct message *resize = get_message(transform,
						   TransformationParameter_resize_param);
	int64_t crop = get_int32(transform, TransformationParameter_crop_size);
	int64_t height = get_int32(transform, TransformationParameter_crop_h);
	int64_t width = get_int32(transform, TransformationParameter_crop_w);
	bool warp = resizes(resize);

	sizes[0] = first_size(crop > 0 ? crop : height,
			      warp ? get_int32(resize, ResizeParameter_height) : 0,
			      p->height);
	sizes[1] = first_size(crop > 0 ? crop : width,
			      warp ? get_int32(resize, ResizeParameter_width) : 0,
			      p->width);
}

void set_picture(struct setup *s, int i, const struct picture *p)
{
	const struct message *transform = get_message(s->layer->message,
						      LayerParameter_transform_param);
	const struct shape *item = &s->options->data_shape;
	int64_t dim[4] = { p->batch }, sizes[2];

	set_sizes(transform, p, sizes);
	dim[1] = channels_of(transform, p->channels, legacy_dim(item, 0));
	dim[2] = first_size(sizes[0], legacy_dim(item, 1), 1);
	dim[3] = first_size(sizes[1], legacy_dim(item, 2), 1);
	set_top(s, i, dim, 4);
	if (sizes[0] <= 0 || sizes[1] <= 0)
		assume_top(s, i, ASSUMED_INPUT, "the size of the images");
}

struct param *add_channel_param(struct setup *s, int before, int after)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t dim[4] = { 1, 1, 1, 1 };

	if (!bottom->known || bottom->axes < 2)
		return add_param(s, NULL, 0);
	dim[before] = bottom->dim[1];
	return add_param(s, dim, before + 1 + after);
}

int read_integers(const struct message *m, int id, int64_t *out, int most)
{
	int count = 0;

	for EACH_FIELD(f, m, id) {
		if (count == most)
			break;
		out[count++] = f->value.integer;
	}
	return count;
}
