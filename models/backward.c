#include "models/backward.h"

#include "models/layers/layer.h"
#include "models/totals.h"

struct flow {
	struct analysis *a;
	struct net *net;
	bool *layer;		/* does backward run in this layer? */
	bool **bottom;		/* and does it write this bottom's gradient? */
	bool *flags;		/* of bottoms, not given to a layer yet */
	bool *blob;		/* something before it can learn */
	bool *under_loss;	/* blobs that a loss depends on */
	bool *skipped;		/* blobs whose gradient nobody wants */
	bool forced;
};

/* Running sums are written by the forward pass and have no gradient. */
static bool learns(const struct flow *f, const struct param *p)
{
	return !p->statistics && (f->forced || p->lr_mult != 0);
}

static bool *blob_flag(bool *flags, int blob, bool *none)
{
	return blob < 0 ? none : &flags[blob];
}

/* `propagate_down`, or what the blobs need. */
static void mark_bottoms(const struct flow *f, const struct layer *l, bool *wanted)
{
	const struct field *given = NULL;

	if (layer_may_have(l, LayerParameter_propagate_down))
		given = field_first(l->message, LayerParameter_propagate_down);

	for (int i = 0; i < l->bottom_count; i++) {
		int blob = l->bottoms[i].blob;

		wanted[i] = given ? given->value.integer : blob >= 0 && f->blob[blob];
		given = given ? field_next(given) : NULL;
	}
}

/* From the front: what has something to learn before it. */
static void mark_layer(struct flow *f, int i)
{
	const struct layer *l = &f->net->layers[i];
	bool need = false, none = false;

	f->bottom[i] = f->flags;
	f->flags += l->bottom_count;
	for (int k = 0; k < l->bottom_count; k++)
		need |= *blob_flag(f->blob, l->bottoms[k].blob, &none);
	mark_bottoms(f, l, f->bottom[i]);
	for (int k = 0; k < l->param_count; k++)
		need |= l->params[k].lr_mult != 0;
	f->layer[i] = need;
	for (int k = 0; need && k < l->top_count; k++)
		f->blob[l->tops[k].blob] = true;
}

static bool reaches_loss(const struct flow *f, const struct layer *l)
{
	for (int k = 0; k < l->top_count; k++)
		if (l->tops[k].loss_weight != 0 || f->under_loss[l->tops[k].blob])
			return true;
	return false;
}

static bool all_tops_skipped(const struct flow *f, const struct layer *l)
{
	for (int k = 0; k < l->top_count; k++)
		if (!f->skipped[l->tops[k].blob])
			return false;
	return true;
}

/* From the end: what no loss depends on, or nobody wants, is left out. */
static void prune_layer(struct flow *f, int i)
{
	const struct layer *l = &f->net->layers[i];
	bool loss = reaches_loss(f, l), none;
	bool skip = f->layer[i] && all_tops_skipped(f, l);

	f->layer[i] = f->layer[i] && loss && !skip;
	for (int k = 0; k < l->bottom_count; k++) {
		int blob = l->bottoms[k].blob;

		if (loss)
			*blob_flag(f->under_loss, blob, &none) = true;
		if (skip || !loss)
			f->bottom[i][k] = false;
		if (!f->bottom[i][k])
			*blob_flag(f->skipped, blob, &none) = true;
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

static void force_layer(struct flow *f, int i)
{
	const struct layer *l = &f->net->layers[i];

	f->layer[i] = true;
	for (int k = 0; k < l->bottom_count; k++)
		f->bottom[i][k] |= may_force(l, k);
}

static void mark_storage(struct flow *f, int blob)
{
	if (blob >= 0)
		f->a->memory.storages[f->net->blobs[blob].storage].gradient = true;
}

static void take_layer(struct flow *f, int i)
{
	const struct layer *l = &f->net->layers[i];
	struct training *t = &f->a->memory.training;

	for (int k = 0; k < l->top_count; k++)
		if (l->tops[k].loss_weight != 0) {
			mark_storage(f, l->tops[k].blob);
			t->backward = true;
		}
	if (!f->layer[i])
		return;
	for (int k = 0; k < l->bottom_count; k++)
		if (f->bottom[i][k])
			mark_storage(f, l->bottoms[k].blob);
	for (int k = 0; k < l->param_count; k++)
		if (l->params[k].owner < 0 && learns(f, &l->params[k]))
			amount_add(&t->param_gradients, &l->params[k].shape);
	t->param_gradients.lower_bound |= !layer_known(l);
}

static size_t count_bottoms(const struct net *net)
{
	size_t count = 0;

	for (int i = 0; i < net->layer_count; i++)
		count += net->layers[i].bottom_count;
	return count;
}

void backward_measure(struct analysis *a)
{
	struct net *net = a->net;
	struct arena *arena = net->arena;
	struct flow f = {
		.a = a, .net = net, .forced = net->force_backward,
		.layer = NEW_ARRAY(arena, net->layer_count, bool),
		.bottom = NEW_ARRAY(arena, net->layer_count, bool *),
		.flags = NEW_ARRAY(arena, count_bottoms(net), bool),
		.blob = NEW_ARRAY(arena, net->blob_count, bool),
		.under_loss = NEW_ARRAY(arena, net->blob_count, bool),
		.skipped = NEW_ARRAY(arena, net->blob_count, bool),
	};

	a->memory.training.backward = false;
	a->memory.training.param_gradients = (struct amount){ 0 };
	for (int i = 0; i < net->layer_count; i++)
		mark_layer(&f, i);
	for (int i = net->layer_count - 1; i >= 0; i--)
		prune_layer(&f, i);
	for (int i = 0; f.forced && i < net->layer_count; i++)
		force_layer(&f, i);
	for (int i = 0; i < net->layer_count; i++)
		take_layer(&f, i);
}
