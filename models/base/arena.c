/* Chunks of doubling size, handed out from the front. */
#include "models/base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A gap stays poisoned behind each allocation. */
#ifdef ARENA_POISONED
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region(p, n)
#define UNPOISON(p, n) __asan_unpoison_memory_region(p, n)
#define GAP ARENA_ALIGNMENT
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define GAP 0
#endif

#define FIRST_CHUNK ((size_t)64 << 10)
#define GREATEST_CHUNK ((size_t)8 << 20)
#define GREATEST_KEPT ((size_t)2 << 20)

struct arena_chunk {
	struct arena_chunk *before;
	size_t size;
	_Alignas(ARENA_ALIGNMENT) char bytes[];
};

static size_t min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t chunk_used(const struct arena *a)
{
	return a->chunk ? (size_t)(a->next - a->chunk->bytes) : 0;
}

static void use_chunk(struct arena *a, struct arena_chunk *c)
{
	a->chunk = c;
	a->next = c->bytes;
	a->end = c->bytes + c->size;
	POISON(c->bytes, c->size);
}

/* The arena's end cannot be passed because no chunk reaches beyond the limit. */
static bool add_chunk(struct arena *a, size_t need)
{
	size_t used = a->closed + chunk_used(a);
	if (need > a->limit - used)
		return false;
	size_t size = a->chunk ? min_size(2 * a->chunk->size, GREATEST_CHUNK) : FIRST_CHUNK;
	if (size < need)
		size = need;
	size = min_size(size, a->limit - used);
	if (size > SIZE_MAX - sizeof(struct arena_chunk))
		return false;
	struct arena_chunk *c = calloc(1, sizeof *c + size);
	if (!c)
		return false;
	*c = (struct arena_chunk){ .before = a->chunk, .size = size };
	a->closed = used;
	use_chunk(a, c);
	return true;
}

static void full(struct arena *a)
{
	if (!a->on_full)
		abort();
	longjmp(*a->on_full, 1);
}

struct arena *arena_create(size_t limit)
{
	struct arena *a = calloc(1, sizeof *a);
	if (!a)
		return NULL;
	a->limit = limit ? limit : SIZE_MAX;
	return a;
}

static void free_chunk(struct arena_chunk *c)
{
	UNPOISON(c->bytes, c->size);
	free(c);
}

/* Frees a chunk and all that came before it. */
static void free_chunks(struct arena_chunk *c)
{
	while (c) {
		struct arena_chunk *before = c->before;
		free_chunk(c);
		c = before;
	}
}

void arena_destroy(struct arena *a)
{
	if (!a)
		return;
	arena_destroy(a->scratch);
	free_chunks(a->chunk);
	free(a);
}

void arena_reset(struct arena *a)
{
	struct arena_chunk *kept = a->chunk;
	size_t dirty = chunk_used(a);

	arena_scratch_reset(a);
	while (kept && kept->size > GREATEST_KEPT) {
		struct arena_chunk *before = kept->before;
		free_chunk(kept);
		kept = before;
		dirty = kept ? kept->size : 0;
	}
	a->closed = 0;
	a->chunk = NULL;
	a->next = a->end = NULL;
	if (!kept)
		return;
	free_chunks(kept->before);
	kept->before = NULL;
	UNPOISON(kept->bytes, kept->size);
	memset(kept->bytes, 0, dirty);
	use_chunk(a, kept);
}

struct arena *arena_scratch(struct arena *a)
{
	if (!a->scratch)
		a->scratch = calloc(1, sizeof *a);
	if (!a->scratch)
		full(a);
	size_t left = a->limit - arena_used(a), used = arena_used(a->scratch);
	a->scratch->limit = left > used ? left : used;
	a->scratch->on_full = a->on_full;
	return a->scratch;
}

void arena_scratch_reset(struct arena *a)
{
	if (a->scratch)
		arena_reset(a->scratch);
}

void arena_on_full(struct arena *a, jmp_buf *where)
{
	a->on_full = where;
}

/* Bytes with padding, or SIZE_MAX when they cannot be counted. */
static inline size_t padded(size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes) ||
	    bytes > SIZE_MAX - 2 * ARENA_ALIGNMENT)
		return SIZE_MAX;
	return (bytes + GAP + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
}

void *arena_alloc_anew(struct arena *a, size_t count, size_t size)
{
	size_t bytes = padded(count, size);
	if (bytes > (size_t)(a->end - a->next) || !a->chunk)
		if (!add_chunk(a, bytes))
			full(a);
	char *p = a->next;
	a->next += bytes;
	UNPOISON(p, count * size);
	return p;
}

void *arena_grow(struct arena *a, void *old, size_t old_count,
		 size_t new_count, size_t size)
{
	size_t before = padded(old_count, size), after = padded(new_count, size);
	if (old && after != SIZE_MAX && (char *)old + before == a->next &&
	    after - before <= (size_t)(a->end - a->next)) {
		a->next += after - before;
		UNPOISON(old, new_count * size);
		return old;
	}
	void *p = arena_alloc(a, new_count, size);
	if (old_count)
		memcpy(p, old, old_count * size);
	return p;
}

size_t arena_used(const struct arena *a)
{
	return a->closed + chunk_used(a);
}
