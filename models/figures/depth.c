#include "models/figures/depth.h"

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
		v[i] = (struct view){ 1, 1, 0, 0, (double)(s->dim[2 + i] - 1) };
	return (struct reach){ v, axes, 0 };
}

/* Where paths join the larger receptive field counts, then the one that begins
 * first; together they see from the first to the last of all pixels. */
static struct view wider(struct view a, struct view b)
{
	bool second = a.size != b.size ? b.size > a.size : b.offset < a.offset;
	struct view v = second ? b : a;

	v.first = fmin(a.first, b.first);
	v.last = fmax(a.last, b.last);
	return v;
}

/* What two paths see, axis by axis. */
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
		v[i] = wider(one.views[i], two.views[i]);
	one.views = v;
	return one;
}

/* Every element of the top sees all that the bottom sees.  Where they stand in for
 * the bottom's, one for one, they see the same. */
static struct view look_whole(struct view v, int64_t in, int64_t out)
{
	v.size = v.last - v.first + 1;
	v.offset = v.first;
	if (out > 1 && out == in)
		v.stride = 0;
	return v;
}

/* Deconvolution: element o of the top takes in the bottom's elements i with
 * o = i * stride - pad + k for some k below the kernel. */
static struct view look_up(struct view v, const struct window *w, int64_t in,
			   int64_t out)
{
	double stride = w->stride > 0 ? (double)w->stride : 1;
	double from = ceil((double)(w->pad - w->kernel + 1) / stride);
	double to = floor((double)(out - 1 + w->pad) / stride);

	v.offset += v.stride * from;
	v.first += v.stride * from;
	v.last += v.stride * (to - (double)(in - 1));
	v.size += (ceil((double)w->kernel / stride) - 1) * v.stride;
	v.stride /= stride;
	return v;
}

/* The kernel slides, by whole steps or (Interp) by fractions of one. */
static struct view look_down(struct view v, const struct window *w, int64_t in,
			     int64_t out)
{
	double step = w->ratio != 0 ? w->ratio : (double)w->stride;
	double to = floor((double)(out - 1) * step) - (double)w->pad +
		    (double)(w->kernel - 1);

	if (w->ratio != 0 && to > (double)(in - 1))
		to = (double)(in - 1);
	v.offset -= v.stride * (double)w->pad;
	v.first -= v.stride * (double)w->pad;
	v.last += v.stride * (to - (double)(in - 1));
	v.size += (double)(w->kernel - 1) * v.stride;
	v.stride *= step;
	return v;
}

/* How many elements a blob has along a spatial axis; 1 where it has no such axis. */
static int64_t length(const struct shape *s, int axis)
{
	return axis < spatial_axes(s) ? s->dim[2 + axis] : 1;
}

/* One axis of top t, from the same axis of what the bottoms see. */
static struct view view_through(const struct layer *l, int t, struct view v, int axis)
{
	int64_t in = length(&l->bottoms[0].shape, axis);
	int64_t out = length(&l->tops[t].shape, axis);
	int i = axis - l->window_from;
	const struct window *w;

	if (l->sees_all)
		return look_whole(v, in, out);
	if (i < 0 || i >= l->window_count)
		return v;
	w = &l->windows[i + (l->windows_by_top ? t * l->window_count : 0)];
	if (w->kernel == 0)
		return look_whole(v, in, out);
	return w->up ? look_up(v, w, in, out) : look_down(v, w, in, out);
}

static struct reach reach_through(struct arena *a, const struct layer *l, int t,
				  const struct reach *in)
{
	struct reach out = *in;
	struct view *v;

	if (!l->kind)
		return (struct reach){ .depth = in->depth };
	if (!in->views || (!l->sees_all && !l->window_count))
		return out;
	v = NEW_ARRAY(a, in->view_count, struct view);
	for (int i = 0; i < in->view_count; i++)
		v[i] = view_through(l, t, in->views[i], i);
	out.views = v;
	return out;
}

/* What bottom i sees; nothing where only its shape is looked at. */
static struct reach reach_of(const struct net *net, const struct layer *l, int i)
{
	const struct blob *b = &net->blobs[l->bottoms[i].blob];

	if (i >= l->bottom_count - l->shape_bottoms)
		return (struct reach){ .depth = b->depth };
	return (struct reach){ b->views, b->view_count, b->depth };
}

static struct reach join_bottoms(const struct net *net, const struct layer *l)
{
	struct reach in = { 0 };

	for (int i = 0; i < l->bottom_count; i++)
		if (l->bottoms[i].blob >= 0)
			in = join(net->arena, in, reach_of(net, l, i));
	return in;
}

/* Convolution with several bottoms makes each top of its own bottom. */
static bool is_paired(const struct layer *l)
{
	return l->kind && (l->kind->flags & LAYER_PAIRED) && l->bottom_count > 1 &&
	       l->top_count == l->bottom_count;
}

static struct reach reach_of_top(const struct net *net, const struct layer *l, int t,
				 struct reach in)
{
	if (!l->bottom_count)
		return reach_of_input(net->arena, &l->tops[t].shape);
	if (is_paired(l) && l->bottoms[t].blob >= 0) {
		int depth = in.depth;

		in = reach_of(net, l, t);
		in.depth = depth;
	}
	return reach_through(net->arena, l, t, &in);
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
	for (int i = 0; i < l->top_count; i++)
		give_views(l, &net->blobs[l->tops[i].blob], reach_of_top(net, l, i, in));
}
