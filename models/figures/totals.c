#include "models/figures/totals.h"

#include "models/layers/layer.h"

/* Whether training changes it; a shared one is its owner's. */
static bool is_trained(const struct param *p)
{
	return p->owner < 0 && p->lr_mult != 0 && !p->statistics;
}

struct amount layer_params(const struct layer *l, bool shared_too)
{
	struct amount sum = { .lower_bound = !layer_known(l) };

	for (int i = 0; i < l->param_count; i++)
		if (shared_too || l->params[i].owner < 0)
			amount_add(&sum, &l->params[i].shape);
	return sum;
}

/* Nobody knows what it does, or its rule does not say. */
static bool lacks_macs(const struct layer *l)
{
	return !layer_known(l) || (l->rule && !l->rule->macs.count);
}

static bool has_unknown_top(const struct layer *l)
{
	for (int i = 0; i < l->top_count; i++)
		if (!l->tops[i].shape.known)
			return true;
	return false;
}

static bool has_unknown_param(const struct layer *l)
{
	for (int i = 0; i < l->param_count; i++)
		if (!l->params[i].shape.known)
			return true;
	return false;
}

static bool lacks_shapes(const struct layer *l)
{
	return l->kind && l->kind->count && (has_unknown_top(l) || has_unknown_param(l));
}

/* Without a weight matrix there are none, whatever the shapes. */
bool layer_macs_known(const struct layer *l)
{
	bool none = l->kind && !(l->kind->flags & LAYER_CORE);

	return none || (!lacks_shapes(l) && !lacks_macs(l));
}

bool layer_ops_known(const struct layer *l)
{
	return !lacks_shapes(l) && l->kind;
}

static void add_layer_params(struct analysis *a, const struct layer *l)
{
	for (int i = 0; i < l->param_count; i++) {
		const struct param *p = &l->params[i];

		amount_add(&a->params_all, &p->shape);
		if (p->owner < 0)
			amount_add(&a->params, &p->shape);
		if (is_trained(p))
			amount_add(&a->params_trained, &p->shape);
	}
	if (!layer_known(l))
		a->params.lower_bound = a->params_all.lower_bound =
			a->params_trained.lower_bound = true;
}

bool layer_doubtful(const struct layer *l)
{
	for (int i = 0; i < l->top_count; i++)
		if (l->tops[i].shape.doubtful)
			return true;
	for (int i = 0; i < l->bottom_count; i++)
		if (l->bottoms[i].shape.doubtful)
			return true;
	return false;
}

struct amount macs_amount(const struct analysis *a)
{
	return (struct amount){ .elements = a->cost.of[METRIC_macs],
				.lower_bound = a->cost_lower_bound,
				.doubtful = a->cost_doubtful };
}

struct amount total_marks(const struct analysis *a)
{
	const struct amount *memory = &a->memory.caffe;

	return (struct amount){
		.lower_bound = a->params.lower_bound || memory->lower_bound ||
			       a->cost_lower_bound,
		.doubtful = a->params.doubtful || memory->doubtful || a->cost_doubtful,
	};
}

static void doubt_layer_cost(struct analysis *a, const struct layer *l)
{
	a->cost_doubtful |= l->cost.of[METRIC_macs] > 0;
	for (int m = 0; m < METRIC_COUNT; m++)
		a->ops_doubtful |= l->cost.of[m] > 0;
}

/* The layer's share in one item of what comes in: it may itself work on several for
 * each of these, as on regions of an image. */
static int64_t item_macs(struct analysis *a, const struct layer *l)
{
	int64_t own = l->macs_per_item, all = l->cost.of[METRIC_macs];
	bool same = own > 0 && a->items > 0 && all / own == a->items;

	a->items_run |= same;
	return same || !a->items_run ? own : all / a->items;
}

static void note_items(struct analysis *a, const struct layer *l)
{
	const struct shape *s = l->top_count ? &l->tops[0].shape : NULL;

	if (!a->items && l->kind && l->kind->flags & LAYER_DATA && s && s->known && s->axes)
		a->items = s->dim[0];
}

static void add_layer_cost(struct analysis *a, const struct layer *l)
{
	bool overflow = false;

	a->cost_lower_bound |= !layer_macs_known(l);
	a->ops_lower_bound |= !layer_ops_known(l);
	if (!cost_add(&a->cost, &l->cost))
		a->cost_lower_bound = a->ops_lower_bound = true;
	if (a->net->doubted && layer_doubtful(l))
		doubt_layer_cost(a, l);
	note_items(a, l);
	a->macs_per_item = sum_checked(a->macs_per_item, item_macs(a, l), &overflow);
}

void totals_add(struct analysis *a, struct layer *l)
{
	a->unknown_layers += !layer_known(l);
	a->unknown_shapes |= has_unknown_top(l);
	add_layer_params(a, l);
	add_layer_cost(a, l);
}
