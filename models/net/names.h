/* Names of blobs as small numbers, so that each is hashed once. */
#ifndef NET_NAMES_H
#define NET_NAMES_H

#include "models/base/map.h"

struct names {
	struct map *numbers;
	struct str latest;	/* networks name what they have just named */
	int latest_id;
	int count;		/* ids are below it */
};

static inline struct names names_create(struct arena *a, size_t expected)
{
	return (struct names){ .numbers = map_create(a, expected), .latest_id = -1 };
}

/* The same number for the same name, from 0. */
static inline int names_id(struct names *n, struct str name)
{
	if (n->latest_id >= 0 && str_equal(n->latest, name))
		return n->latest_id;
	n->latest = name;
	n->latest_id = map_number(n->numbers, name);
	if (n->latest_id == n->count)
		n->count++;
	return n->latest_id;
}

#endif
