/* Open addressing, linear probing, at most seven eighths full. */
#include "models/base/map.h"

struct entry {
	struct str key;
	uint32_t hash;		/* odd where the entry is taken */
	int value;
};

struct map {
	struct arena *arena;
	struct entry *entries;
	size_t mask;		/* capacity - 1; the capacity is a power of two */
	size_t count;
};

struct map *map_create(struct arena *a, size_t expected)
{
	size_t capacity = 16;
	while (capacity / 8 * 7 < expected && capacity <= SIZE_MAX / 4)
		capacity *= 2;
	struct map *m = NEW(a, struct map);
	m->arena = a;
	m->entries = NEW_ARRAY(a, capacity, struct entry);
	m->mask = capacity - 1;
	return m;
}

/* The entry of the key, or the free one where it belongs. */
static struct entry *find(const struct map *m, struct str key, uint64_t hash)
{
	uint32_t tag = (uint32_t)(hash >> 32) | 1;
	for (size_t i = hash & m->mask;; i = (i + 1) & m->mask) {
		struct entry *e = &m->entries[i];
		if (e->hash == 0 || (e->hash == tag && str_equal(e->key, key)))
			return e;
	}
}

static void double_entries(struct map *m)
{
	struct entry *old = m->entries;
	size_t old_capacity = m->mask + 1;
	m->entries = NEW_ARRAY(m->arena, 2 * old_capacity, struct entry);
	m->mask = 2 * old_capacity - 1;
	for (size_t i = 0; i < old_capacity; i++)
		if (old[i].hash)
			*find(m, old[i].key, str_hash(old[i].key)) = old[i];
}

int map_get(const struct map *m, struct str key)
{
	const struct entry *e = find(m, key, str_hash(key));
	return e->hash ? e->value : -1;
}

static inline void make_room(struct map *m)
{
	if (m->count >= (m->mask + 1) / 8 * 7)
		double_entries(m);
}

int map_put(struct map *m, struct str key, int value)
{
	make_room(m);
	uint64_t hash = str_hash(key);
	struct entry *e = find(m, key, hash);
	int earlier = e->hash ? e->value : -1;
	m->count += e->hash == 0;
	*e = (struct entry){ key, (uint32_t)(hash >> 32) | 1, value };
	return earlier;
}

int map_number(struct map *m, struct str key)
{
	make_room(m);
	uint64_t hash = str_hash(key);
	struct entry *e = find(m, key, hash);
	if (e->hash == 0)
		*e = (struct entry){ key, (uint32_t)(hash >> 32) | 1, (int)m->count++ };
	return e->value;
}
