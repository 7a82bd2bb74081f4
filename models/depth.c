#include "models/depth.h"

#include <math.h>

#include "models/layers/layer.h"

#define MAX_VIEW_AXES 4

/* What one blob sees of the input, and how many core layers lie before it. */
struct reach {
	const struct view *views;
	int view_count;
	int depth;
};

static int spatial_axes(const struct shape *s)
{
	int axes = s->known ? s->axes - 2 : 0;

	return axes > 0 && axes <= MAX_VIEW_AXES ? axes : 0;
}

/* The image itself: every pixel sees one pixel. */
static struct reach reach_of_input(struct arena *a, const struct shape *s)
{
	int axes = spatial_axes(s);
	struct view *v = axes ? NEW_ARRAY(a, axes, struct view) : NULL;

	for (int i = 0; i < axes; i++)
		v[i] = (struct view){ 1, 1, 0, s->dim[2 + i] };
	return (struct reach){ v, axes, 0 };
}

static bool view_larger(const struct view *a, const struct view *b)
{
	if (a->size != b->size)
		return a->size > b->size;
	return a->offset < b->offset;
}

/* The union of what two paths see, axis by axis the larger one. */
static struct reach join(struct arena *a, struct reach one, struct reach two)
{
	struct view *v;

	if (two.depth > one.depth)
		one.depth = two.depth;
	if (!two.views || two.views == one.views)
		return one;
	if (!one.views || two.view_count != one.view_count) {
		if (!one.views || two.view_count > one.view_count) {
			one.views = two.views;
			one.view_count = two.view_count;
		}
		return one;
	}
	v = NEW_ARRAY(a, one.view_count, struct view);
	for (int i = 0; i < one.view_count; i++)
		v[i] = view_larger(&two.views[i], &one.views[i]) ? two.views[i]
								  : one.views[i];
	one.views = v;
	return one;
}

/* Deconvolution: element o of the top takes in the bottom's elements i with
 * o = i * stride - pad + k for some k below the kernel. */
static struct view look_up(struct view v, const struct window *w)
{
	double stride = w->stride > 0 ? (double)w->stride : 1;

	v.offset += v.stride * ceil((double)(w->pad - w->kernel + 1) / stride);
	v.size += (ceil((double)w->kernel / stride) - 1) * v.stride;
	v.stride /= stride;
	return v;
}

static struct view look_whole(struct view v)
{
	if (v.extent > 0)
		v.size += (double)(v.extent - 1) * v.stride;
	return v;
}

static struct view look(struct view v, const struct window *w)
{
	if (w->kernel == 0)
		return look_whole(v);
	if (w->up)
		return look_up(v, w);
	v.offset -= v.stride * (double)w->pad;
	v.size += (double)(w->kernel - 1) * v.stride;
	v.stride *= (double)w->stride;
	return v;
}

/* One axis of a top, from the same axis of what the bottoms see. */
static struct view view_through(const struct layer *l, struct view v, int axis)
{
	if (l->sees_all)
		return look_whole(v);
	if (axis < l->window_count)
		return look(v, &l->windows[axis]);
	return v;
}

/* How many elements the top has along a spatial axis: by its own shape where
 * it has such an axis, one after a layer that saw everything, else as before
 * (a Flatten hides the axis, it is still there). */
static int64_t extent_after(const struct layer *l, const struct top *t, int axis,
			    int axes, int64_t before)
{
	if (spatial_axes(&t->shape) == axes)
		return t->shape.dim[2 + axis];
	return l->sees_all ? 1 : before;
}

static bool looks_as_before(const struct layer *l, const struct top *t,
			    const struct reach *in)
{
	if (l->sees_all || l->window_count)
		return false;
	for (int i = 0; i < in->view_count; i++)
		if (extent_after(l, t, i, in->view_count, in->views[i].extent) !=
		    in->views[i].extent)
			return false;
	return true;
}

static struct reach reach_through(struct arena *a, const struct layer *l,
				  const struct top *t, const struct reach *in)
{
	struct reach out = *in;
	struct view *v;

	if (!l->kind)
		return (struct reach){ .depth = in->depth };
	if (!in->views || looks_as_before(l, t, in))
		return out;
	v = NEW_ARRAY(a, in->view_count, struct view);
	for (int i = 0; i < in->view_count; i++) {
		v[i] = view_through(l, in->views[i], i);
		v[i].extent = extent_after(l, t, i, in->view_count,
					   in->views[i].extent);
	}
	out.views = v;
	return out;
}

static struct reach reach_of(const struct blob *b)
{
	return (struct reach){ b->views, b->view_count, b->depth };
}

static struct reach join_bottoms(const struct net *net, const struct layer *l)
{
	struct reach in = { 0 };

	for (int i = 0; i < l->bottom_count; i++)
		if (l->bottoms[i].blob >= 0)
			in = join(net->arena, in,
				  reach_of(&net->blobs[l->bottoms[i].blob]));
	return in;
}

static void give_views(struct layer *l, struct blob *b, struct reach out)
{
	b->views = out.views;
	b->view_count = out.view_count;
	b->depth = out.depth;
	if (!l->views || out.view_count > l->view_count) {
		l->views = out.views;
		l->view_count = out.view_count;
	}
}

void depth_measure(struct analysis *a, struct layer *l)
{
	struct net *net = a->net;
	struct reach in = join_bottoms(net, l);
	bool core = l->kind && (l->kind->flags & LAYER_CORE);

	in.depth += core;
	a->core_layers += core;
	if (in.depth > a->core_depth)
		a->core_depth = in.depth;
	for (int i = 0; i < l->top_count; i++) {
		const struct top *t = &l->tops[i];

		give_views(l, &net->blobs[t->blob],
			   l->bottom_count ? reach_through(net->arena, l, t, &in)
					   : reach_of_input(net->arena, &t->shape));
	}
}
