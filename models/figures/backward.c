#include "models/figures/backward.h"

#include "models/figures/totals.h"
#include "models/layers/layer.h"

/* A layer's bottoms whose gradient it writes: `wanted` has a flag for each. */
struct flow {
	struct analysis *a;
	struct net *net;
	bool *wanted;
	bool forced;
};

/* Running sums are written by the forward pass and have no gradient. */
static bool learns(const struct flow *f, const struct param *p)
{
	return !p->statistics && (f->forced || p->lr_mult != 0);
}

/* NULL: an unknown bottom. */
static struct blob *blob_at(const struct flow *f, int blob)
{
	return blob < 0 ? NULL : &f->net->blobs[blob];
}

/* `propagate_down`, or what the blobs need. */
static void mark_bottoms(const struct flow *f, const struct layer *l)
{
	const struct field *given = NULL;

	if (layer_may_have(l, LayerParameter_propagate_down))
		given = field_first(l->message, LayerParameter_propagate_down);

	for (int k = 0; k < l->bottom_count; k++) {
		const struct blob *b = blob_at(f, l->bottoms[k].blob);

		f->wanted[k] = given ? given->value.integer : b && b->learns;
		given = given ? field_next(given) : NULL;
	}
}

/* From the front: what has something to learn before it. */
static void mark_layer(const struct flow *f, struct layer *l)
{
	bool need = false;

	for (int k = 0; k < l->bottom_count; k++) {
		const struct blob *b = blob_at(f, l->bottoms[k].blob);

		need |= b && b->learns;
	}
	mark_bottoms(f, l);
	for (int k = 0; k < l->param_count; k++)
		need |= l->params[k].lr_mult != 0;
	l->backward = need;
	for (int k = 0; need && k < l->top_count; k++)
		f->net->blobs[l->tops[k].blob].learns = true;
}

static bool reaches_loss(const struct flow *f, const struct layer *l)
{
	for (int k = 0; k < l->top_count; k++)
		if (l->tops[k].loss_weight != 0 ||
		    f->net->blobs[l->tops[k].blob].under_loss)
			return true;
	return false;
}

static bool all_tops_skipped(const struct flow *f, const struct layer *l)
{
	for (int k = 0; k < l->top_count; k++)
		if (!f->net->blobs[l->tops[k].blob].skipped)
			return false;
	return true;
}

/* From the end: what no loss depends on, or nobody wants, is left out. */
static void prune_layer(const struct flow *f, struct layer *l)
{
	bool loss = reaches_loss(f, l);
	bool skip = l->backward && all_tops_skipped(f, l);

	l->backward = l->backward && loss && !skip;
	for (int k = 0; k < l->bottom_count; k++) {
		struct blob *b = blob_at(f, l->bottoms[k].blob);

		if (skip || !loss)
			f->wanted[k] = false;
		if (!b)
			continue;
		b->under_loss |= loss;
		b->skipped |= !f->wanted[k];
	}
}

/* AllowForceBackward: a loss has no gradient for its labels. */
static bool may_force(const struct layer *l, int bottom)
{
	if (!l->kind || !(l->kind->flags & LAYER_LOSS))
		return true;
	if (str_equal(l->type, S("EuclideanLoss")))
		return true;
	return bottom != (str_equal(l->type, S("ContrastiveLoss")) ? 2 : 1);
}

static void force_layer(const struct flow *f, struct layer *l)
{
	l->backward = true;
	for (int k = 0; k < l->bottom_count; k++)
		f->wanted[k] |= may_force(l, k);
}

static void mark_storage(const struct flow *f, int blob)
{
	if (blob >= 0)
		f->a->memory.storages[f->net->blobs[blob].storage].gradient = true;
}

static void take_layer(const struct flow *f, const struct layer *l)
{
	struct training *t = &f->a->memory.training;

	for (int k = 0; k < l->top_count; k++)
		if (l->tops[k].loss_weight != 0) {
			mark_storage(f, l->tops[k].blob);
			t->backward = true;
		}
	if (!l->backward)
		return;
	for (int k = 0; k < l->bottom_count; k++)
		if (f->wanted[k])
			mark_storage(f, l->bottoms[k].blob);
	for (int k = 0; k < l->param_count; k++)
		if (l->params[k].owner < 0 && learns(f, &l->params[k]))
			amount_add(&t->param_gradients, &l->params[k].shape);
	t->param_gradients.lower_bound |= !layer_known(l);
}

void backward_measure(struct analysis *a)
{
	struct net *net = a->net;
	struct layer *layers = net->layers;
	struct flow f = {
		.a = a, .net = net, .forced = net->force_backward,
		.wanted = NEW_ARRAY(arena_scratch(net->arena), net->bottom_count, bool),
	};

	for (int i = 0; i < net->layer_count; i++) {
		mark_layer(&f, &layers[i]);
		f.wanted += layers[i].bottom_count;
	}
	for (int i = net->layer_count - 1; i >= 0; i--) {
		f.wanted -= layers[i].bottom_count;
		prune_layer(&f, &layers[i]);
		if (f.forced)
			force_layer(&f, &layers[i]);
		take_layer(&f, &layers[i]);
	}
}
