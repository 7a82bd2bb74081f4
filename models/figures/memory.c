#include "models/figures/memory.h"

#include "models/figures/backward.h"
#include "models/figures/plan.h"
#include "models/figures/totals.h"
#include "models/layers/layer.h"

/* Wide enough for the sum of any number of counts. */
__extension__ typedef __int128 wide;

static void storage_take(struct storage *s, const struct shape *shape)
{
	if (!shape->known) {
		s->known = false;
		return;
	}
	s->overflow |= shape->overflow;
	s->doubtful |= shape->doubtful;
	if (shape->count > s->elements)
		s->elements = shape->count;
}

static int storage_new(struct memory *m, int layer)
{
	m->storages[m->storage_count] =
		(struct storage){ .first = layer, .last = layer, .known = true };
	return m->storage_count++;
}

/* Does this top share its bottom's data?  Concat and Slice do so only where
 * they have nothing to do, with one bottom and one top of its size. */
static bool shares(const struct layer *l, const struct top *t)
{
	const struct shape *from;

	if (!l->kind || !(l->kind->flags & LAYER_SHARES) || l->copies ||
	    l->bottom_count != 1 || l->bottoms[0].blob < 0)
		return false;
	from = &l->bottoms[0].shape;
	return !from->known || !t->shape.known || from->count == t->shape.count;
}

static void give_storage(struct analysis *a, int layer, const struct top *t)
{
	const struct layer *l = &a->net->layers[layer];
	struct blob *b = &a->net->blobs[t->blob];

	if (b->storage < 0 && shares(l, t))
		b->storage = a->net->blobs[l->bottoms[0].blob].storage;
	if (b->storage < 0)
		b->storage = storage_new(&a->memory, layer);
	storage_take(&a->memory.storages[b->storage], &t->shape);
}

static void touch(struct analysis *a, int blob, int layer)
{
	int storage = blob < 0 ? -1 : a->net->blobs[blob].storage;

	if (storage >= 0)
		a->memory.storages[storage].last = layer;
}

void storages_create(struct analysis *a)
{
	a->memory.storages = NEW_ARRAY(a->net->arena, a->net->blob_count, struct storage);
}

static void sum_tops(struct memory *m, const struct layer *l)
{
	for (int k = 0; k < l->top_count; k++)
		amount_add(&m->caffe, &l->tops[k].shape);
}

static void sum_params(struct memory *m, const struct layer *l)
{
	for (int k = 0; k < l->param_count; k++)
		if (l->params[k].owner < 0)
			amount_add(&m->weights, &l->params[k].shape);
	m->weights.lower_bound |= !layer_known(l);
}

void storages_assign(struct analysis *a, struct layer *l)
{
	int layer = (int)(l - a->net->layers);

	for (int k = 0; k < l->top_count; k++)
		give_storage(a, layer, &l->tops[k]);
	for (int k = 0; k < l->bottom_count; k++)
		touch(a, l->bottoms[k].blob, layer);
	for (int k = 0; k < l->top_count; k++)
		touch(a, l->tops[k].blob, layer);
	sum_tops(&a->memory, l);
	sum_params(&a->memory, l);
}

/* What nobody reads is the network's output and stays to the end; the tops
 * that Caffe adds by itself are not outputs. */
static void keep_outputs(struct analysis *a)
{
	const struct net *net = a->net;

	for (int i = 0; i < net->blob_count; i++)
		if (net->blobs[i].unread)
			touch(a, i, net->layer_count - 1);
}

static void storage_add(struct amount *sum, const struct storage *s)
{
	sum->lower_bound |= !s->known;
	sum->doubtful |= s->doubtful;
	sum->overflow |= s->overflow;
	sum->elements = sum_checked(sum->elements, s->elements, &sum->overflow);
}

static struct amount sum_storages(const struct memory *m, bool gradients)
{
	struct amount sum = { 0 };

	for (int i = 0; i < m->storage_count; i++)
		if (!gradients || m->storages[i].gradient)
			storage_add(&sum, &m->storages[i]);
	return sum;
}

/* While which layers something of unknown size is alive. */
static void mark_live(struct analysis *a)
{
	struct memory *m = &a->memory;

	if (!m->blobs.lower_bound)
		return;
	m->live_lower_bound = NEW_ARRAY(a->net->arena, a->net->layer_count, bool);
	for (int i = 0, end = 0; i < m->storage_count; i++) {
		const struct storage *s = &m->storages[i];

		if (s->known || s->last < end)
			continue;
		for (end = end > s->first ? end : s->first; end <= s->last; end++)
			m->live_lower_bound[end] = true;
	}
}

/* Live elements while each layer runs: what is born is added, what died before
 * is taken away. */
static void measure_live(struct analysis *a)
{
	struct memory *m = &a->memory;
	int layers = a->net->layer_count;
	wide *change = NEW_ARRAY(arena_scratch(a->net->arena), (size_t)layers + 1, wide);
	wide now = 0;

	m->live = NEW_ARRAY(a->net->arena, layers, int64_t);
	for (int i = 0; i < m->storage_count; i++) {
		change[m->storages[i].first] += m->storages[i].elements;
		change[m->storages[i].last + 1] -= m->storages[i].elements;
	}
	for (int i = 0; i < layers; i++) {
		now += change[i];
		m->live[i] = now > INT64_MAX ? INT64_MAX : (int64_t)now;
	}
}

static void find_peak(struct analysis *a)
{
	struct memory *m = &a->memory;

	m->peak = m->blobs;
	m->peak.elements = 0;
	m->peak_layer = -1;
	for (int i = 0; i < a->net->layer_count; i++)
		if (m->peak_layer < 0 || m->live[i] > m->peak.elements) {
			m->peak.elements = m->live[i];
			m->peak_layer = i;
		}
	m->peak.overflow = m->peak.elements == INT64_MAX;
}

void memory_measure(struct analysis *a)
{
	struct memory *m = &a->memory;

	keep_outputs(a);
	m->blobs = m->training.storages = sum_storages(m, false);
	m->buffers.lower_bound = m->blobs.lower_bound;
	m->buffers.doubtful = m->blobs.doubtful;
	m->training.params = m->weights;
	measure_live(a);
	mark_live(a);
	find_peak(a);
	if (!a->options->figures_only)
		m->plan_elements = plan_buffers(arena_scratch(a->net->arena), m->storages,
						m->storage_count, m->peak.elements,
						m->live);
	backward_measure(a);
	m->training.gradients = sum_storages(m, true);
}
