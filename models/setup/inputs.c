#include "models/setup/inputs.h"

#include "models/analysis.h"
#include "models/base/map.h"

struct inputs {
	const struct analyze_options *options;
	struct map *by_name;	/* index in options->inputs */
	bool *used;
	bool has_first;
	int64_t first_batch;	/* first axis of the first Input top, as in the file */
};

struct inputs *inputs_create(struct arena *a, const struct analyze_options *options)
{
	struct inputs *in = NEW(a, struct inputs);

	in->options = options;
	in->by_name = map_create(a, options->input_count);
	in->used = NEW_ARRAY(a, options->input_count, bool);
	for (int i = 0; i < options->input_count; i++)
		map_put(in->by_name, options->inputs[i].name, i);
	return in;
}

static bool brings_data(const struct layer *l)
{
	return l->kind && l->kind->flags & LAYER_DATA &&
	       l->kind->param != LayerParameter_dummy_data_param &&
	       l->kind->param != LayerParameter_parameter_param;
}

static bool is_input(const struct layer *l)
{
	return l->kind->param == LayerParameter_input_param;
}

static void tell(struct setup *s, int i, const struct shape *before)
{
	const struct top *top = &s->layer->tops[i];
	struct str from = shape_format(s->arena, before);
	struct str to = shape_format(s->arena, &top->shape);

	diag_add(s->net->diags, SEVERITY_NOTE, STAGE_NONE, "changed-input", top->at,
		 "'%.*s' is %.*s as asked, instead of %.*s", STR_ARGS(top->name),
		 STR_ARGS(to), STR_ARGS(from));
}

/* An asked shape is no assumption any more. */
static void forget_assumption(struct setup *s, int top)
{
	struct assumptions *all = s->assumptions;
	int layer = (int)(s->layer - s->net->layers);
	int kept = 0;

	for (int i = 0; i < all->count; i++) {
		if (all->list[i].layer != layer || all->list[i].top != top)
			all->list[kept++] = all->list[i];
	}
	all->count = kept;
}

/* Whether top i of the layer is among the assumptions: the latest are its own. */
static bool is_assumed(const struct setup *s, int top)
{
	const struct assumptions *all = s->assumptions;
	int layer = (int)(s->layer - s->net->layers);

	for (int i = all->count - 1; i >= 0 && all->list[i].layer == layer; i--) {
		if (all->list[i].top == top)
			return true;
	}
	return false;
}

static void update_assumption(struct setup *s, int top)
{
	struct assumptions *all = s->assumptions;
	int layer = (int)(s->layer - s->net->layers);

	for (int i = all->count - 1; i >= 0 && all->list[i].layer == layer; i--) {
		if (all->list[i].top == top)
			all->list[i].shape = s->layer->tops[top].shape;
	}
}

static void give_shape(struct setup *s, int i, const struct shape *asked)
{
	struct shape before = s->layer->tops[i].shape;

	if (!asked->known || shape_equal(asked, &before))
		return;
	set_top(s, i, asked->dim, asked->axes);
	forget_assumption(s, i);
	tell(s, i, &before);
}

static void give_batch(struct setup *s, int i, int64_t batch)
{
	struct shape before = s->layer->tops[i].shape;
	int64_t dim[MAX_AXES];

	if (before.dim[0] == batch)
		return;
	memcpy(dim, before.dim, before.axes * sizeof *dim);
	dim[0] = batch;
	set_top(s, i, dim, before.axes);
	s->layer->tops[i].shape.assumed = before.assumed;
	update_assumption(s, i);
	tell(s, i, &before);
}

static bool has_batch(const struct inputs *in, const struct layer *l,
		      const struct shape *shape)
{
	if (!shape->known || shape->axes == 0)
		return false;
	return !is_input(l) || (in->has_first && shape->dim[0] == in->first_batch);
}

static void note_first(struct inputs *in, const struct layer *l)
{
	const struct shape *shape = &l->tops[0].shape;

	if (in->has_first || !is_input(l) || !l->top_count || !shape->known ||
	    shape->axes == 0)
		return;
	in->has_first = true;
	in->first_batch = shape->dim[0];
}

void inputs_apply(struct inputs *in, struct setup *s)
{
	struct layer *l = s->layer;
	bool data = brings_data(l);

	if (!data && !in->options->input_count)
		return;
	if (data)
		note_first(in, l);
	for (int i = 0; i < l->top_count; i++) {
		int asked = map_get(in->by_name, l->tops[i].name);

		if (asked >= 0 && (data || is_assumed(s, i))) {
			in->used[asked] = true;
			give_shape(s, i, &in->options->inputs[asked].shape);
		} else if (data && in->options->batch && has_batch(in, l, &l->tops[i].shape)) {
			give_batch(s, i, in->options->batch);
		}
	}
}

void inputs_finish(const struct inputs *in, struct diags *d)
{
	for (int i = 0; i < in->options->input_count; i++) {
		if (!in->used[i])
			diag_add(d, SEVERITY_WARNING, STAGE_NONE, "unknown-input",
				 NO_PLACE, "no input is called '%.*s'",
				 STR_ARGS(in->options->inputs[i].name));
	}
}
