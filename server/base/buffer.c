#include "server/base/buffer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

bool buffer_grow(struct buffer *b, size_t n)
{
	size_t want = b->capacity * 2 > 256 ? b->capacity * 2 : 256;
	char *p;

	if (b->flush && b->n) {
		b->failed |= !b->flush(b->p, b->n);
		b->n = 0;
	}
	if (b->failed || n > SIZE_MAX / 2 - b->n)
		return b->failed = true, false;
	if (b->capacity - b->n >= n)
		return true;
	if (want < b->n + n)
		want = b->n + n;
	p = realloc(b->p, want);
	if (!p)
		return b->failed = true, false;
	b->p = p;
	b->capacity = want;
	return true;
}

void buffer_free(struct buffer *b)
{
	free(b->p);
	*b = (struct buffer){ 0 };
}

void put_text(struct buffer *b, const char *text)
{
	put_bytes(b, text, strlen(text));
}

static const char pairs[] =
	"00010203040506070809101112131415161718192021222324"
	"25262728293031323334353637383940414243444546474849"
	"50515253545556575859606162636465666768697071727374"
	"75767778798081828384858687888990919293949596979899";

#define DIGITS 20	/* of the greatest number */

static size_t digit_count(uint64_t n)
{
	for (size_t count = 1;; count += 4, n /= 10000) {
		if (n < 10)
			return count;
		if (n < 100)
			return count + 1;
		if (n < 1000)
			return count + 2;
		if (n < 10000)
			return count + 3;
	}
}

/* Two digits a step, from the end, where they belong: to copy them from elsewhere
 * waits until the small pieces have been written. */
void put_digits(struct buffer *b, uint64_t n)
{
	size_t count = digit_count(n);
	char *p;

	if (!buffer_room(b, DIGITS))
		return;
	b->n += count;
	p = b->p + b->n;
	for (; n >= 100; n /= 100) {
		p -= 2;
		memcpy(p, pairs + n % 100 * 2, 2);
	}
	if (n >= 10)
		memcpy(p - 2, pairs + n * 2, 2);
	else
		p[-1] = (char)('0' + n);
}

static bool is_small_integer(double x)
{
	return x > -1e15 && x < 1e15 && x == (double)(int64_t)x;
}

#define MOST_PLACES 18

static const double tens[MOST_PLACES + 1] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
	1e16, 1e17, 1e18,
};

/* n / 10^places, without zeros at its end. */
static void put_decimal(struct buffer *b, uint64_t n, int places)
{
	uint64_t one, rest;

	while (places > 0 && n % 10 == 0) {
		n /= 10;
		places--;
	}
	one = (uint64_t)tens[places];
	rest = n % one;
	put_unsigned(b, n / one);
	if (!places)
		return;
	put_char(b, '.');
	while ((one /= 10) > rest)
		put_char(b, '0');
	put_unsigned(b, rest);
}

static bool same_float(double x, double y) { return (float)x == (float)y; }
static bool same_double(double x, double y) { return x == y; }

/* The fewest digits from `digits` to `most` (at most 15) that read back as the same;
 * false when x is none of the plain numbers that printf's %g writes without exponent.
 * Digits and power of ten are exact in a double, so that their quotient is what a
 * reader of the text gets. */
static bool put_plain(struct buffer *b, double x, int digits, int most,
		      bool (*same)(double x, double y))
{
	double size = fabs(x);
	int places = 0;

	if (!(size >= 1e-4 && size < 1e6))
		return false;
	while (size >= tens[-places])
		places--;
	while (places >= 0 && size * tens[places + 1] < 1)
		places++;
	for (; digits <= most; digits++) {
		double scale = tens[places + digits];
		uint64_t n = (uint64_t)rint(size * scale);

		if (!same((double)n / scale, size))
			continue;
		if (x < 0)
			put_char(b, '-');
		put_decimal(b, n, places + digits);
		return true;
	}
	return false;
}

void put_float(struct buffer *b, double x)
{
	char text[40];

	if (is_small_integer(x)) {
		put_signed(b, (int64_t)x);
		return;
	}
	if (put_plain(b, x, 6, 9, same_float))
		return;
	for (int digits = 6; digits <= 9; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, x);
		if (strtof(text, NULL) == (float)x)
			break;
	}
	put_text(b, text);
}

void put_double(struct buffer *b, double x)
{
	char text[40];

	if (is_small_integer(x)) {
		put_signed(b, (int64_t)x);
		return;
	}
	if (put_plain(b, x, 6, 15, same_double))
		return;
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, x);
		if (strtod(text, NULL) == x)
			break;
	}
	put_text(b, text);
}

void put_format(struct buffer *b, const char *format, ...)
{
	va_list args;
	int n;

	if (!buffer_room(b, 128))
		return;
	va_start(args, format);
	n = vsnprintf(b->p + b->n, b->capacity - b->n, format, args);
	va_end(args);
	if (n < 0)
		return;
	if ((size_t)n >= b->capacity - b->n) {
		if (!buffer_grow(b, (size_t)n + 1))
			return;
		va_start(args, format);
		vsnprintf(b->p + b->n, b->capacity - b->n, format, args);
		va_end(args);
	}
	b->n += (size_t)n;
}

void put_repeated(struct buffer *b, char c, size_t n)
{
	if (n && buffer_room(b, n)) {
		memset(b->p + b->n, c, n);
		b->n += n;
	}
}
