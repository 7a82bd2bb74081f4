/* Text as pointer and length: a slice of somebody else's memory (the uploaded
 * file, an arena, a literal).  Never NUL-terminated, may hold any byte. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "models/base/arena.h"

struct str {
	const char *p;
	size_t n;
};

/* A literal as a slice. */
#define S(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
/* For printf: printf("%.*s", STR_ARGS(s)). */
#define STR_ARGS(s) (int)(s).n, (s).p

static inline bool str_equal(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

struct str str_from(const char *text);		/* of a C string; NULL is "" */
int str_compare(struct str a, struct str b);	/* by bytes, as std::string does */
uint64_t str_hash(struct str s);		/* seeded per process: no hash flooding */
struct str str_copy(struct arena *a, struct str s);
struct str str_printf(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
struct str str_vprintf(struct arena *a, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
/* Many slices as one, much faster than printing them. */
struct str str_join(struct arena *a, const struct str *parts, int count);
/* A number in decimal. */
struct str str_decimal(struct arena *a, int64_t number);
/* A NUL-terminated copy, for C interfaces. */
const char *str_cstring(struct arena *a, struct str s);

/* Whether two names differ in nothing but case and underscores. */
bool str_like(struct str a, struct str b);

/* The closest of `count` words to `word` by edit distance, for "did you mean";
 * NULL when none is near enough to be helpful (about a third of its letters). */
const char *str_nearest(struct str word, const char *const *words, int count);
/* The one that can be meant: the only word that is as near, by at most `most` edits;
 * or NULL. */
const char *str_only_near(struct str word, const char *const *words, int count, int most);

#endif
