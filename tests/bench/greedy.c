#include "tests/bench/greedy.h"

#include <stdlib.h>
#include <string.h>

static int by_size(const void *a, const void *b)
{
	const struct storage *x = a, *y = b;

	if (x->elements != y->elements)
		return x->elements > y->elements ? -1 : 1;
	return x->first - y->first;
}

static int by_offset(const void *a, const void *b)
{
	const struct storage *x = a, *y = b;

	return (x->offset > y->offset) - (x->offset < y->offset);
}

/* The smallest gap between those placed already that live with it, or their end. */
static int64_t smallest_gap(const struct storage *placed, int count,
			    const struct storage *s)
{
	int64_t end = 0, best = -1, best_gap = INT64_MAX;

	for (int i = 0; i < count; i++) {
		if (placed[i].last < s->first || placed[i].first > s->last)
			continue;
		if (placed[i].offset - end >= s->elements &&
		    placed[i].offset - end < best_gap) {
			best_gap = placed[i].offset - end;
			best = end;
		}
		if (placed[i].offset + placed[i].elements > end)
			end = placed[i].offset + placed[i].elements;
	}
	return best < 0 ? end : best;
}

/* The block so far; those placed are kept in the order of their offsets. */
struct block_plan {
	struct storage *placed;
	int count;
	int64_t size;
};

static void place(struct block_plan *p, const struct storage *s)
{
	struct storage *at = &p->placed[p->count];

	*at = *s;
	at->offset = smallest_gap(p->placed, p->count, s);
	if (at->offset + at->elements > p->size)
		p->size = at->offset + at->elements;
	qsort(p->placed, (size_t)++p->count, sizeof(*p->placed), by_offset);
}

static struct storage *sorted(struct arena *arena, const struct memory *m)
{
	struct storage *list = NEW_ARRAY(arena, m->storage_count, struct storage);

	memcpy(list, m->storages, sizeof(*list) * (size_t)m->storage_count);
	qsort(list, (size_t)m->storage_count, sizeof(*list), by_size);
	return list;
}

/* The largest storage first. */
int64_t greedy_by_size(struct arena *arena, const struct memory *m)
{
	struct storage *list = sorted(arena, m);
	struct block_plan plan = {
		.placed = NEW_ARRAY(arena, m->storage_count, struct storage) };

	for (int i = 0; i < m->storage_count; i++)
		place(&plan, &list[i]);
	return plan.size;
}

/* Of the layers that are left, the one while which most is alive. */
static int broadest(const int64_t *live, const bool *done, int layers)
{
	int best = -1;

	for (int i = 0; i < layers; i++)
		if (!done[i] && (best < 0 || live[i] > live[best]))
			best = i;
	return best;
}

/* The layer first while which most is alive, and of its storages the largest. */
int64_t greedy_by_breadth(struct arena *arena, const struct memory *m, int layers)
{
	struct storage *list = sorted(arena, m);
	struct block_plan plan = {
		.placed = NEW_ARRAY(arena, m->storage_count, struct storage) };
	bool *taken = NEW_ARRAY(arena, m->storage_count, bool);
	bool *done = NEW_ARRAY(arena, layers, bool);

	for (int n = 0; n < layers; n++) {
		int layer = broadest(m->live, done, layers);

		done[layer] = true;
		for (int i = 0; i < m->storage_count; i++) {
			if (taken[i] || list[i].first > layer || list[i].last < layer)
				continue;
			taken[i] = true;
			place(&plan, &list[i]);
		}
	}
	return plan.size;
}
