/* Windows of layers that are no convolution. */
#include "models/layers/look.h"

struct window *look_at_each(struct setup *s)
{
	const struct shape *b = bottom_shape(s, 0);
	struct layer *l = s->layer;

	if (l->windows || !b->known || b->axes < 3)
		return l->windows;
	l->window_count = b->axes - 2;
	l->windows = NEW_ARRAY(s->arena, l->window_count, struct window);
	for (int i = 0; i < l->window_count; i++)
		l->windows[i] = (struct window){ .kernel = 1, .stride = 1 };
	return l->windows;
}

/* The window for a blob axis, or NULL where it is not spatial. */
static struct window *window_at(struct setup *s, int axis)
{
	struct window *w = axis < 2 ? NULL : look_at_each(s);

	return w && axis - 2 < s->layer->window_count ? &w[axis - 2] : NULL;
}

void look_shifted(struct setup *s, int axis, int64_t from)
{
	struct window *w = window_at(s, axis);

	if (w)
		w->pad = -from;
}

void look_resized(struct setup *s, int axis, int64_t from, int64_t kernel, double ratio)
{
	struct window *w = window_at(s, axis);

	if (w)
		*w = (struct window){ .kernel = kernel, .pad = -from, .ratio = ratio };
}

void look_repeated(struct setup *s, int axis, int64_t times, int64_t cut)
{
	struct window *w = times < 1 ? NULL : window_at(s, axis);

	if (w)
		*w = (struct window){ .kernel = times, .stride = times, .pad = cut,
				      .up = true };
}

/* Of fewer than four axes none is surely the image's: they come from a Reshape. */
void look_along(struct setup *s, int axis)
{
	struct window *w = bottom_shape(s, 0)->axes < 4 ? NULL : window_at(s, axis);

	if (w)
		w->kernel = 0;
}

void look_from(struct setup *s, int axis)
{
	const struct shape *b = bottom_shape(s, 0);

	s->layer->sees_all = axis <= 2;
	for (int i = axis; axis > 2 && i < b->axes; i++)
		look_along(s, i);
}
