/* A region of memory that is freed whole.
 *
 * Everything made while one network is analysed lives in one arena.  A function
 * that allocates takes the arena as a parameter; one that does not, cannot.
 * Nothing is freed singly.  An arena has a byte limit, so that no input can
 * take more memory than its owner allows. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>

#define ARENA_ALIGNMENT 16

/* With AddressSanitizer, whatever is not handed out is poisoned. */
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONED 1
#endif
#endif

struct arena_chunk;

struct arena {
	char *next, *end;	/* free bytes of the current chunk, all zero */
	struct arena_chunk *chunk;	/* the newest; each points to the one before */
	size_t closed;		/* bytes handed out from earlier chunks */
	size_t limit;		/* bytes it may hand out; SIZE_MAX: any */
	jmp_buf *on_full;
	struct arena *scratch;	/* or NULL; see arena_scratch() */
};

/* A new arena that hands out at most `limit` bytes in all (0: no limit).
 * NULL when there is no memory.  The caller owns it: arena_destroy(). */
struct arena *arena_create(size_t limit);
void arena_destroy(struct arena *a);

/* Forgets everything that was allocated and keeps one chunk for reuse: the newest
 * up to a bound, so that another network of the usual size needs no other. */
void arena_reset(struct arena *a);

/* Working memory beside `a`, of at most what `a` has left; when that or the machine's is
 * exhausted, it jumps as `a` would.  What is allocated there lasts until
 * arena_scratch_reset(), at the latest until `a` is reset or destroyed: the passes over a
 * large network work in the same memory, one after the other. */
struct arena *arena_scratch(struct arena *a);
void arena_scratch_reset(struct arena *a);

/* Where arena_alloc() jumps (longjmp with value 1) when the limit or the
 * machine's memory is exhausted.  Safe exactly because code between setjmp and
 * the jump holds nothing but arena memory.  With NULL, exhaustion aborts. */
void arena_on_full(struct arena *a, jmp_buf *where);

/* arena_alloc() where the chunk has no room, or the product no meaning. */
void *arena_alloc_anew(struct arena *a, size_t count, size_t size);

/* Zeroed, suitably aligned memory for `count` objects of `size` bytes; never
 * NULL (see arena_on_full), also for 0 objects.  The product is checked. */
static inline void *arena_alloc(struct arena *a, size_t count, size_t size)
{
#ifndef ARENA_POISONED
	size_t room = (size_t)(a->end - a->next), bytes;
	if (!__builtin_mul_overflow(count, size, &bytes) && bytes <= room && a->next) {
		bytes = (bytes + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
		if (bytes <= room) {
			void *p = a->next;
			a->next += bytes;
			return p;
		}
	}
#endif
	return arena_alloc_anew(a, count, size);
}

/* Like realloc for the newest allocation (grows in place when it can), else a
 * copy.  Only for arrays that grow geometrically; new bytes are zero. */
void *arena_grow(struct arena *a, void *old, size_t old_count,
		 size_t new_count, size_t size);

size_t arena_used(const struct arena *a);  /* bytes handed out */

#define NEW(arena, type)		((type *)arena_alloc(arena, 1, sizeof(type)))
#define NEW_ARRAY(arena, n, type)	((type *)arena_alloc(arena, n, sizeof(type)))

#endif
