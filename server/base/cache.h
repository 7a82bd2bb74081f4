/* Stored documents that were asked for lately, ready to be sent.
 *
 * Bounded in bytes; the one that has not been used for longest goes first.  What
 * is being sent is held until it has been, even when it has gone from here. */
#ifndef SERVER_CACHE_H
#define SERVER_CACHE_H

#include "models/base/str.h"

struct cache;

struct cached {
	char key[160];
	char etag[65];
	size_t raw_size;	/* before compression */
	size_t size;
	char *bytes;		/* gzip form */
	int holders;
	struct cached *next, *previous;
};

struct cache *cache_create(void);
void cache_destroy(struct cache *c);	/* nothing may be held */
/* The entry, held for the caller (cached_release), or NULL. */
struct cached *cache_get(struct cache *c, const char *key);
/* Copies a document in and holds it; NULL when there is no memory or it is too
 * large to keep. */
struct cached *cache_put(struct cache *c, const char *key, struct str bytes,
			 size_t raw_size, const char *etag);
void cached_release(void *cached);
/* Forgets all entries whose key starts so. */
void cache_forget(struct cache *c, const char *prefix);

#endif
