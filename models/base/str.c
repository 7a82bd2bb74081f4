/* Slices: comparing, hashing, printing, and the nearest word. */
#include "models/base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct str str_from(const char *text)
{
	return text ? (struct str){ text, strlen(text) } : S("");
}

int str_compare(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

static uint64_t hash_seed[2];

__attribute__((constructor)) static void seed_hash(void)
{
	if (getentropy(hash_seed, sizeof hash_seed) != 0)
		abort();
}

static inline uint64_t load(const char *p, size_t n)
{
	uint64_t word = 0;
	memcpy(&word, p, n);
	return word;
}

/* Both halves of the product, so that every bit of it counts. */
static inline uint64_t mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t str_hash(struct str s)
{
	const uint64_t odd = 0x9e3779b97f4a7c15;
	uint64_t h = hash_seed[0] ^ s.n * odd;
	const char *p = s.p;
	size_t n = s.n;
	for (; n > 16; p += 16, n -= 16)
		h = mix(load(p, 8) ^ hash_seed[1], load(p + 8, 8) ^ h);
	uint64_t head = 0, tail = 0;
	if (n >= 8)
		head = load(p, 8), tail = load(p + n - 8, 8);
	else if (n)
		head = load(p, n);
	h = mix(head ^ hash_seed[1], tail ^ h);
	return mix(h ^ hash_seed[0], odd);
}

struct str str_copy(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n, 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

struct str str_vprintf(struct arena *a, const char *format, va_list args)
{
	char here[256];
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(here, sizeof here, format, again);
	va_end(again);
	if (n < 0)
		return S("");
	char *p = arena_alloc(a, (size_t)n + 1, 1);
	if ((size_t)n < sizeof here)
		memcpy(p, here, (size_t)n);
	else
		vsnprintf(p, (size_t)n + 1, format, args);
	return (struct str){ p, (size_t)n };
}

struct str str_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str s = str_vprintf(a, format, args);
	va_end(args);
	return s;
}

struct str str_join(struct arena *a, const struct str *parts, int count)
{
	size_t n = 0;
	for (int i = 0; i < count; i++)
		n += parts[i].n;
	char *start = arena_alloc(a, n, 1), *p = start;
	for (int i = 0; i < count; i++) {
		if (parts[i].n)
			memcpy(p, parts[i].p, parts[i].n);
		p += parts[i].n;
	}
	return (struct str){ start, n };
}

struct str str_decimal(struct arena *a, int64_t number)
{
	char digits[20], *p = digits + sizeof digits;
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	do
		*--p = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		*--p = '-';
	return str_copy(a, (struct str){ p, (size_t)(digits + sizeof digits - p) });
}

const char *str_cstring(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1, 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

#define LONGEST_WORD 63

static int min3(int a, int b, int c)
{
	int m = a < b ? a : b;
	return m < c ? m : c;
}

/* Edit distance where swapping two neighbours is one edit; both words are at
 * most LONGEST_WORD long. */
static int distance(struct str a, struct str b)
{
	int rows[3][LONGEST_WORD + 1];
	int *two_before = rows[0], *before = rows[1], *row = rows[2];
	for (size_t j = 0; j <= b.n; j++)
		before[j] = (int)j;
	for (size_t i = 1; i <= a.n; i++) {
		row[0] = (int)i;
		for (size_t j = 1; j <= b.n; j++) {
			int same = a.p[i - 1] == b.p[j - 1];
			row[j] = min3(before[j] + 1, row[j - 1] + 1, before[j - 1] + !same);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1] && two_before[j - 2] + 1 < row[j])
				row[j] = two_before[j - 2] + 1;
		}
		int *oldest = two_before;
		two_before = before;
		before = row;
		row = oldest;
	}
	return before[b.n];
}

/* Which letters a word has, whatever their case; others share bits with them. */
static uint32_t letters_of(struct str word)
{
	uint32_t letters = 0;
	for (size_t i = 0; i < word.n; i++)
		letters |= (uint32_t)1 << (word.p[i] & 31);
	return letters;
}

/* A letter that only one of the words has takes at least one edit. */
static bool letters_too_far(uint32_t a, uint32_t b, int best)
{
	return __builtin_popcount(a & ~b) >= best || __builtin_popcount(b & ~a) >= best;
}

const char *str_nearest(struct str word, const char *const *words, int count)
{
	if (word.n == 0 || word.n > LONGEST_WORD)
		return NULL;
	const char *nearest = NULL;
	uint32_t letters = letters_of(word);
	int best = (int)(word.n + 2) / 3 + 1;
	for (int i = 0; i < count; i++) {
		struct str other = str_from(words[i]);
		size_t longer = word.n > other.n ? word.n - other.n : other.n - word.n;
		if (other.n == 0 || other.n > LONGEST_WORD || longer >= (size_t)best)
			continue;
		if (letters_too_far(letters, letters_of(other), best))
			continue;
		int d = distance(word, other);
		if (d < best && (size_t)d < other.n) {
			best = d;
			nearest = words[i];
		}
	}
	return nearest;
}

const char *str_only_near(struct str word, const char *const *words, int count, int most)
{
	const char *nearest = NULL;
	uint32_t letters = letters_of(word);
	int best = most + 1;
	if (word.n == 0 || word.n > LONGEST_WORD)
		return NULL;
	for (int i = 0; i < count; i++) {
		struct str other = str_from(words[i]);
		if (other.n == 0 || other.n > LONGEST_WORD ||
		    letters_too_far(letters, letters_of(other), best + 1))
			continue;
		int d = distance(word, other);
		if (d < best || (d == best && d <= most)) {
			nearest = d < best ? words[i] : NULL;
			best = d;
		}
	}
	return nearest;
}

bool str_like(struct str a, struct str b)
{
	size_t i = 0, j = 0;
	for (;;) {
		while (i < a.n && a.p[i] == '_')
			i++;
		while (j < b.n && b.p[j] == '_')
			j++;
		if (i == a.n || j == b.n)
			return i == a.n && j == b.n;
		char x = a.p[i++], y = b.p[j++];
		if ((x >= 'A' && x <= 'Z' ? x | 0x20 : x) != (y >= 'A' && y <= 'Z' ? y | 0x20 : y))
			return false;
	}
}
