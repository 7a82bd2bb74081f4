/* Stored documents that were asked for lately, ready to be sent. */
#include "server/base/cache.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_BYTES ((size_t)64 << 20)
#define MAX_ENTRY ((size_t)8 << 20)
/* The list is searched from the front, where the latest stand. */
#define MAX_ENTRIES 256

struct cache {
	struct cached *first, *last;
	size_t bytes;
	int entries;
};

struct cache *cache_create(void)
{
	return calloc(1, sizeof(struct cache));
}

void cached_release(void *cached)
{
	struct cached *e = cached;

	if (--e->holders)
		return;
	free(e->bytes);
	free(e);
}

static void detach(struct cache *c, struct cached *e)
{
	*(e->previous ? &e->previous->next : &c->first) = e->next;
	*(e->next ? &e->next->previous : &c->last) = e->previous;
}

static void push(struct cache *c, struct cached *e)
{
	e->previous = NULL;
	e->next = c->first;
	*(c->first ? &c->first->previous : &c->last) = e;
	c->first = e;
}

static void drop(struct cache *c, struct cached *e)
{
	detach(c, e);
	c->bytes -= e->size;
	c->entries--;
	cached_release(e);
}

void cache_destroy(struct cache *c)
{
	while (c->first)
		drop(c, c->first);
	free(c);
}

struct cached *cache_get(struct cache *c, const char *key)
{
	struct cached *e = c->first;

	while (e && strcmp(e->key, key) != 0)
		e = e->next;
	if (!e)
		return NULL;
	detach(c, e);
	push(c, e);
	e->holders++;
	return e;
}

static struct cached *copy(const char *key, struct str bytes)
{
	struct cached *e = calloc(1, sizeof(*e));
	int length;

	if (!e)
		return NULL;
	e->bytes = malloc(bytes.n ? bytes.n : 1);
	length = snprintf(e->key, sizeof(e->key), "%s", key);
	if (!e->bytes || length >= (int)sizeof(e->key)) {
		free(e->bytes);
		free(e);
		return NULL;
	}
	memcpy(e->bytes, bytes.p, bytes.n);
	e->size = bytes.n;
	return e;
}

struct cached *cache_put(struct cache *c, const char *key, struct str bytes,
			 size_t raw_size, const char *etag)
{
	struct cached *e = bytes.n <= MAX_ENTRY ? copy(key, bytes) : NULL;

	if (!e)
		return NULL;
	e->raw_size = raw_size;
	snprintf(e->etag, sizeof(e->etag), "%s", etag);
	e->holders = 2;
	push(c, e);
	c->bytes += e->size;
	c->entries++;
	while (c->bytes > MAX_BYTES || c->entries > MAX_ENTRIES)
		drop(c, c->last);
	return e;
}

void cache_forget(struct cache *c, const char *prefix)
{
	struct cached *next;

	for (struct cached *e = c->first; e; e = next) {
		next = e->next;
		if (strncmp(e->key, prefix, strlen(prefix)) == 0)
			drop(c, e);
	}
}
