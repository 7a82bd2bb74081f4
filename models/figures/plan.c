#include "models/figures/plan.h"

#include <stdlib.h>

#define MAX_PAIRS (1 << 18)

/* One storage to be placed. */
struct item {
	int64_t size, offset;
	int first, last;
	double key;		/* larger ones are placed earlier */
	int index;
	bool placed;
	int neighbour, neighbour_count;	/* slice of plan.neighbours */
};

struct plan {
	struct arena *arena;
	struct item *items;	/* by birth */
	int count;
	int *neighbours;	/* items alive at the same time */
	int *order;
	struct item **near;	/* scratch: placed neighbours by offset */
	const int64_t *live;	/* of each layer */
};

static int by_birth(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return x->first != y->first ? (x->first < y->first ? -1 : 1)
				    : x->index - y->index;
}

/* They mostly are; qsort() takes as much memory again. */
static void sort_by_birth(struct plan *p)
{
	for (int i = 1; i < p->count; i++)
		if (by_birth(&p->items[i - 1], &p->items[i]) > 0) {
			qsort(p->items, p->count, sizeof(*p->items), by_birth);
			return;
		}
}

static void collect_items(struct plan *p, const struct storage *storages, int count)
{
	p->items = NEW_ARRAY(p->arena, count, struct item);
	for (int i = 0; i < count; i++) {
		const struct storage *s = &storages[i];

		if (s->elements > 0)
			p->items[p->count++] = (struct item){
				.size = s->elements, .first = s->first,
				.last = s->last, .index = i };
	}
	sort_by_birth(p);
}

/* Drops from `alive` what died before layer `now`; the number that is left. */
static int drop_dead(const struct plan *p, int *alive, int count, int now)
{
	int kept = 0;

	for (int i = 0; i < count; i++)
		if (p->items[alive[i]].last >= now)
			alive[kept++] = alive[i];
	return kept;
}

/* Calls `pair` for every two items that live together, by birth of the later;
 * false when there are more than MAX_PAIRS. */
static bool each_pair(struct plan *p, int *alive,
		      void (*pair)(struct plan *p, int earlier, int later))
{
	int64_t pairs = 0;
	int count = 0;

	for (int i = 0; i < p->count; i++) {
		count = drop_dead(p, alive, count, p->items[i].first);
		pairs += count;
		if (pairs > MAX_PAIRS)
			return false;
		for (int k = 0; k < count; k++)
			pair(p, alive[k], i);
		alive[count++] = i;
	}
	return true;
}

static void count_pair(struct plan *p, int earlier, int later)
{
	p->items[earlier].neighbour_count++;
	p->items[later].neighbour_count++;
}

static void note_pair(struct plan *p, int earlier, int later)
{
	struct item *a = &p->items[earlier], *b = &p->items[later];

	p->neighbours[a->neighbour + a->neighbour_count++] = later;
	p->neighbours[b->neighbour + b->neighbour_count++] = earlier;
}

static bool find_neighbours(struct plan *p)
{
	int *alive = NEW_ARRAY(p->arena, p->count, int);
	int total = 0, most = 0;

	if (!each_pair(p, alive, count_pair))
		return false;
	for (int i = 0; i < p->count; i++) {
		struct item *it = &p->items[i];

		it->neighbour = total;
		total += it->neighbour_count;
		if (it->neighbour_count > most)
			most = it->neighbour_count;
		it->neighbour_count = 0;
	}
	p->neighbours = NEW_ARRAY(p->arena, total, int);
	p->near = NEW_ARRAY(p->arena, most, struct item *);
	each_pair(p, alive, note_pair);
	return true;
}

static int by_offset(const void *a, const void *b)
{
	const struct item *x = *(struct item *const *)a, *y = *(struct item *const *)b;

	return (x->offset > y->offset) - (x->offset < y->offset);
}

static int by_end(const void *a, const void *b)
{
	const struct item *x = *(struct item *const *)a, *y = *(struct item *const *)b;
	int64_t end = x->offset + x->size, other = y->offset + y->size;

	return (end < other) - (end > other);
}

/* Those into p->near, in an order of their places. */
static int placed_neighbours(struct plan *p, const struct item *it,
			     int (*order)(const void *a, const void *b))
{
	int n = 0;

	for (int i = 0; i < it->neighbour_count; i++) {
		struct item *other = &p->items[p->neighbours[it->neighbour + i]];

		if (other->placed)
			p->near[n++] = other;
	}
	qsort(p->near, n, sizeof(*p->near), order);
	return n;
}

/* The tightest gap between those placed already, or the end. */
static int64_t best_fit(struct plan *p, const struct item *it)
{
	int n = placed_neighbours(p, it, by_offset);
	int64_t end = 0, best = -1, best_gap = INT64_MAX;

	for (int i = 0; i < n; i++) {
		int64_t gap = p->near[i]->offset - end;

		if (gap >= it->size && gap < best_gap) {
			best = end;
			best_gap = gap;
		}
		if (p->near[i]->offset + p->near[i]->size > end)
			end = p->near[i]->offset + p->near[i]->size;
	}
	return best >= 0 ? best : end;
}

static int64_t place_in_order(struct plan *p)
{
	int64_t size = 0;

	for (int i = 0; i < p->count; i++)
		p->items[i].placed = false;
	for (int i = 0; i < p->count; i++) {
		struct item *it = &p->items[p->order[i]];

		it->offset = best_fit(p, it);
		it->placed = true;
		if (it->offset + it->size > size)
			size = it->offset + it->size;
	}
	return size;
}

/* The orders: what is placed first. */

static double key_size(const struct plan *p, const struct item *it)
{
	(void)p;
	return (double)it->size;
}

static double key_area(const struct plan *p, const struct item *it)
{
	(void)p;
	return (double)it->size * (it->last - it->first + 1);
}

static double key_birth(const struct plan *p, const struct item *it)
{
	(void)p;
	return -(double)it->first;
}

/* Those of the fullest layers first; among them the largest. */
static double key_breadth(const struct plan *p, const struct item *it)
{
	int64_t most = p->live[it->first];

	if (p->live[it->last] > most)
		most = p->live[it->last];
	return (double)most * 1e3 + (double)it->size;
}

static double key_length(const struct plan *p, const struct item *it)
{
	(void)p;
	return it->last - it->first;
}

static double (*const keys[])(const struct plan *p, const struct item *it) = {
	key_size, key_birth, key_breadth, key_area, key_length,
};

static int by_key(const void *a, const void *b)
{
	const struct item *x = *(struct item *const *)a, *y = *(struct item *const *)b;

	if (x->key != y->key)
		return x->key > y->key ? -1 : 1;
	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return x->index - y->index;
}

static void sort_items(struct plan *p, struct item **sorted,
		       double (*key)(const struct plan *p, const struct item *it))
{
	for (int i = 0; i < p->count; i++) {
		p->items[i].key = key(p, &p->items[i]);
		sorted[i] = &p->items[i];
	}
	qsort(sorted, p->count, sizeof(*sorted), by_key);
	for (int i = 0; i < p->count; i++)
		p->order[i] = (int)(sorted[i] - p->items);
}

/* The lowest place that is free. */
static int64_t lowest_fit(struct plan *p, const struct item *it)
{
	int n = placed_neighbours(p, it, by_offset);
	int64_t end = 0;

	for (int i = 0; i < n && p->near[i]->offset - end < it->size; i++)
		if (p->near[i]->offset + p->near[i]->size > end)
			end = p->near[i]->offset + p->near[i]->size;
	return end;
}

/* The highest place below `limit`; -1 where none is free. */
static int64_t highest_fit(struct plan *p, const struct item *it, int64_t limit)
{
	int n = placed_neighbours(p, it, by_end);
	int64_t begin = limit;

	for (int i = 0; i < n; i++) {
		if (begin - p->near[i]->offset - p->near[i]->size >= it->size)
			break;
		if (p->near[i]->offset < begin)
			begin = p->near[i]->offset;
	}
	return begin >= it->size ? begin - it->size : -1;
}

/* By birth, in turn at the lower and at the upper end of a block of the peak's size:
 * in a chain, where each lives with the next, no gap is left between them. */
static int64_t place_at_both_ends(struct plan *p, int64_t peak)
{
	int64_t size = 0;

	for (int i = 0; i < p->count; i++)
		p->items[i].placed = false;
	for (int i = 0; i < p->count; i++) {
		struct item *it = &p->items[i];

		it->offset = i % 2 ? highest_fit(p, it, peak) : -1;
		if (it->offset < 0)
			it->offset = lowest_fit(p, it);
		it->placed = true;
		if (it->offset + it->size > size)
			size = it->offset + it->size;
	}
	return size;
}

/* The plan without reuse: one after the other. */
static int64_t place_in_a_row(struct plan *p)
{
	bool overflow = false;
	int64_t sum = 0;

	for (int i = 0; i < p->count; i++) {
		p->items[i].offset = sum;
		sum = sum_checked(sum, p->items[i].size, &overflow);
	}
	return sum;
}

static void take_offsets(const struct plan *p, struct storage *storages)
{
	for (int i = 0; i < p->count; i++)
		storages[p->items[i].index].offset = p->items[i].offset;
}

int64_t plan_buffers(struct arena *arena, struct storage *storages, int count,
		     int64_t peak, const int64_t *live)
{
	const size_t orders = sizeof(keys) / sizeof(*keys);
	struct plan p = { .arena = arena, .live = live };
	struct item **sorted;
	int64_t best;

	collect_items(&p, storages, count);
	best = place_in_a_row(&p);
	take_offsets(&p, storages);
	if (best == INT64_MAX || !find_neighbours(&p))
		return best;
	p.order = NEW_ARRAY(arena, p.count, int);
	sorted = NEW_ARRAY(arena, p.count, struct item *);
	for (size_t k = 0; k <= orders && best > peak; k++) {
		int64_t size;

		if (k < orders)
			sort_items(&p, sorted, keys[k]);
		size = k < orders ? place_in_order(&p) : place_at_both_ends(&p, peak);
		if (size < best) {
			best = size;
			take_offsets(&p, storages);
		}
	}
	return best;
}
