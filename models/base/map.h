/* A hash table from names to integers, in an arena.  Lookup and insertion are
 * constant time whatever the names are (the hash is seeded). */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "models/base/str.h"

struct map;

/* Room for about `expected` names; grows when more come. */
struct map *map_create(struct arena *a, size_t expected);

/* The value of `key`, or -1. */
int map_get(const struct map *m, struct str key);

/* Sets it and gives the earlier value, or -1 where there was none.  The key's
 * bytes must live as long as the map. */
int map_put(struct map *m, struct str key, int value);

/* The number of `key`: how many other keys had come before it.  For maps that are
 * filled by this alone; one lookup both finds and adds. */
int map_number(struct map *m, struct str key);

#endif
