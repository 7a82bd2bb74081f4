/* Text that grows: every writer of the program appends to one of these.  With
 * `flush`, what there is goes there whenever the room is used up, and the rest is
 * the caller's to flush: a text of any size takes little memory. */
#ifndef SERVER_BUFFER_H
#define SERVER_BUFFER_H

#include <stdbool.h>
#include <stdint.h>

#include "models/base/str.h"

struct buffer {
	char *p;
	size_t n, capacity;
	bool failed;		/* memory ran out: the text is not complete */
	bool (*flush)(const char *p, size_t n);	/* or NULL; false: it failed */
};

/* Makes room for n more bytes; false (and failed) when there is no memory. */
bool buffer_grow(struct buffer *b, size_t n);
/* Frees the text; the buffer is empty and usable again. */
void buffer_free(struct buffer *b);

static inline bool buffer_room(struct buffer *b, size_t n)
{
	return b->capacity - b->n >= n || buffer_grow(b, n);
}

static inline void put_bytes(struct buffer *b, const char *p, size_t n)
{
	if (n && buffer_room(b, n)) {
		memcpy(b->p + b->n, p, n);
		b->n += n;
	}
}

static inline void put_char(struct buffer *b, char c)
{
	if (buffer_room(b, 1))
		b->p[b->n++] = c;
}

static inline void put_str(struct buffer *b, struct str s) { put_bytes(b, s.p, s.n); }
#define put_literal(b, text) put_bytes(b, "" text, sizeof(text) - 1)

void put_text(struct buffer *b, const char *text);
void put_digits(struct buffer *b, uint64_t n);
static inline void put_unsigned(struct buffer *b, uint64_t n)
{
	if (n < 10)
		put_char(b, (char)('0' + n));
	else
		put_digits(b, n);
}
static inline void put_signed(struct buffer *b, int64_t n)
{
	if (n < 0)
		put_char(b, '-');
	put_unsigned(b, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}
/* The shortest decimal that reads back as the same float, or double. */
void put_float(struct buffer *b, double x);
void put_double(struct buffer *b, double x);
void put_format(struct buffer *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void put_repeated(struct buffer *b, char c, size_t n);

#endif
