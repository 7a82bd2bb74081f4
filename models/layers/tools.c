/* What the set-up and count functions of many layer types have in common. */
#include "models/layers/tools.h"

#include <inttypes.h>

bool bottoms_known(const struct setup *s)
{
	for (int i = 0; i < bottom_count(s); i++) {
		if (!bottom_shape(s, i)->known)
			return false;
	}
	return true;
}

int64_t as_int32(int64_t value)
{
	return (int32_t)(uint32_t)value;
}

int64_t get_int32(const struct message *m, int id)
{
	return as_int32(get_int(m, id));
}

int64_t get_int32_at(const struct message *m, int id, int i)
{
	return as_int32(get_int_at(m, id, i));
}

int bottom_axis_at(struct setup *s, int i, int64_t axis, uint32_t at)
{
	int found = shape_axis(bottom_shape(s, i), axis);

	if (found < 0)
		setup_error(s, "axis", at, "axis %" PRId64 " is out of range for "
			    "bottom %.*s", axis, STR_ARGS(describe_bottom(s, i)));
	return found;
}

int bottom_axis(struct setup *s, int i, int id)
{
	int64_t axis = get_int(s->param, id);
	int found = shape_axis(bottom_shape(s, i), axis);

	if (found >= 0)
		return found;
	return bottom_axis_at(s, i, axis,
			      place_of(s->param, id, s->layer->bottoms[i].at));
}

int bottom_axis_or_dim(struct setup *s, int axis, int dim)
{
	const char *name = field_types[dim].name;
	uint32_t at = place_of(s->param, dim, NO_PLACE);
	int64_t value = get_int32(s->param, dim);

	if (!has_field(s->param, dim))
		return bottom_axis(s, 0, axis);
	if (has_field(s->param, axis))
		setup_refuse(s, "given-twice", at, "axis and %s are two names for one thing; "
			     "give one of them", name);
	if (value >= 0 && value < bottom_shape(s, 0)->axes)
		return (int)value;
	setup_error(s, "axis", at, "%s %" PRId64 " is out of range for bottom %.*s", name,
		    value, STR_ARGS(describe_bottom(s, 0)));
	return -1;
}

int64_t legacy_dim(const struct shape *shape, int axis)
{
	return axis < shape->axes ? shape->dim[axis] : 1;
}

bool check_legacy(struct setup *s, int bottom)
{
	if (bottom_shape(s, bottom)->axes <= 4)
		return true;
	rests_on_shapes(s, setup_refuse(s, "legacy-axes", s->layer->bottoms[bottom].at,
			"bottom %.*s has %d axes; %.*s takes 4 at most",
			STR_ARGS(describe_bottom(s, bottom)),
			bottom_shape(s, bottom)->axes, STR_ARGS(s->layer->type)));
	return false;
}

bool check_four_axes(struct setup *s, int bottom)
{
	if (bottom_shape(s, bottom)->axes == 4)
		return true;
	setup_error(s, "four-axes", s->layer->bottoms[bottom].at, "bottom %.*s has %d "
		    "axes; %.*s needs 4 (number, channels, height, width)",
		    STR_ARGS(describe_bottom(s, bottom)),
		    bottom_shape(s, bottom)->axes, STR_ARGS(s->layer->type));
	return false;
}

/* The engines of all messages have the same numbers. */
void check_engine(struct setup *s, const struct message *m, int id)
{
	if (get_int(m, id) == ConvolutionParameter_Engine_CUDNN)
		setup_refuse(s, "engine", place_of(m, id, NO_PLACE), "engine CUDNN is "
			     "not known to a Caffe built without cuDNN");
}

void check_filled(struct setup *s, int64_t values, const char *buffer)
{
	if (values == 0)
		rests_on_shapes(s, setup_refuse(s, "nothing-to-fill", NO_PLACE, "Caffe "
				"fails when it fills %s, which has no values", buffer));
}

/* The layer that made a blob, not the split that hands it on, and the blob's name
 * in the file. */
static const struct layer *maker(const struct net *net, const struct bottom *b,
				 struct str *name)
{
	const struct layer *l;

	do {
		if (b->blob < 0)
			return NULL;
		*name = b->name;
		l = &net->layers[net->blobs[b->blob].producer];
		b = l->bottoms;
	} while (l->inserted && l->bottom_count > 0);
	return l;
}

struct str describe_bottom(const struct setup *s, int i)
{
	const struct bottom *b = &s->layer->bottoms[i];
	struct str shape = shape_format(s->arena, &b->shape), name = b->name;
	const struct layer *l = maker(s->net, b, &name);
	int line = 0, column = 0;

	if (!l)
		return str_printf(s->arena, "'%.*s' (%.*s)", STR_ARGS(name),
				  STR_ARGS(shape));
	if (s->lines)
		lines_find(s->lines, l->at, &line, &column);
	if (line == 0)
		return str_printf(s->arena, "'%.*s' (%.*s, made by layer '%.*s')",
				  STR_ARGS(name), STR_ARGS(shape), STR_ARGS(l->name));
	return str_printf(s->arena, "'%.*s' (%.*s, made by layer '%.*s' on line %d)",
			  STR_ARGS(name), STR_ARGS(shape), STR_ARGS(l->name), line);
}

void setup_like_bottom(struct setup *s)
{
	for (int i = 0; i < top_count(s); i++)
		set_top_like(s, i, bottom_shape(s, 0));
}

bool check_not_in_place(struct setup *s)
{
	if (!s->layer->tops[0].in_place)
		return true;
	setup_refuse(s, "in-place", s->layer->tops[0].at, "%.*s cannot work in place: "
		     "top and bottom are both '%.*s'", STR_ARGS(s->layer->type),
		     STR_ARGS(s->layer->tops[0].name));
	return false;
}

int64_t times(int64_t a, int64_t b)
{
	bool overflow = false;

	return product_checked(a, b, &overflow);
}

int64_t plus(int64_t a, int64_t b)
{
	bool overflow = false;

	return sum_checked(a, b, &overflow);
}

int64_t dims_between(const struct shape *shape, int from, int to)
{
	int64_t product = 1;

	for (int i = from; i < to && i < shape->axes; i++)
		product = times(product, shape->dim[i]);
	return product;
}

int64_t dims_from(const struct shape *shape, int from)
{
	return dims_between(shape, from, shape->axes);
}

void spend(struct layer *l, enum metric m, int64_t n)
{
	l->cost.of[m] = plus(l->cost.of[m], n);
}

void spend_macs(struct layer *l, int64_t per_item, int64_t batch)
{
	int64_t all = times(per_item, batch);

	l->macs_per_item = plus(l->macs_per_item, per_item);
	spend(l, METRIC_macs, all);
	spend(l, METRIC_mul_add, all);
}

int64_t bottom_values(const struct layer *l)
{
	if (l->bottom_count == 0 || !l->bottoms[0].shape.known)
		return 0;
	return l->bottoms[0].shape.count;
}

int64_t top_values(const struct layer *l)
{
	if (l->top_count == 0 || !l->tops[0].shape.known)
		return 0;
	return l->tops[0].shape.count;
}

const struct message *own_message(const struct layer *l)
{
	return layer_may_have(l, l->kind->param) ? get_message(l->message, l->kind->param)
						 : NULL;
}
