/* What tokens mean: numbers and the text of strings. */
#include "models/textproto/lex.h"

#include <math.h>
#include <stdlib.h>

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' ? c - 'a' + 10 : c - 'A' + 10;
}

bool lex_integer(struct str token, uint64_t max, uint64_t *value)
{
	const char *p = token.p, *end = p + token.n;
	unsigned base = 10;
	if (*p == '0') {
		bool hex = token.n > 1 && (p[1] == 'x' || p[1] == 'X');
		base = hex ? 16 : 8;
		p += hex ? 2 : 0;
	}
	uint64_t n = 0;
	for (; p < end; p++) {
		unsigned digit = (unsigned)digit_value(*p);
		if (digit >= base || __builtin_mul_overflow(n, (uint64_t)base, &n) ||
		    __builtin_add_overflow(n, (uint64_t)digit, &n))
			return false;
	}
	*value = n;
	return n <= max;
}

double lex_number(struct arena *a, struct str token)
{
	char here[64], *copy = here;
	if (token.n >= sizeof here)
		copy = arena_alloc(a, token.n + 1, 1);
	memcpy(copy, token.p, token.n);
	copy[token.n] = 0;
	return strtod(copy, NULL);
}

/* The value of exactly n digits, or false. */
static bool read_hex(const char *p, const char *end, int n, uint32_t *value)
{
	*value = 0;
	for (int i = 0; i < n; i++) {
		if (p + i >= end || !is_char(p[i], CHAR_HEX))
			return false;
		*value = *value << 4 | (uint32_t)digit_value(p[i]);
	}
	return true;
}

/* As TextFormat does: half surrogates as they are, and what lies past Unicode
 * as its own escape. */
static char *put_utf8(char *out, uint32_t c)
{
	if (c > 0x10ffff) {
		static const char digits[] = "0123456789abcdef";
		*out++ = '\\';
		*out++ = 'U';
		for (int shift = 28; shift >= 0; shift -= 4)
			*out++ = digits[c >> shift & 15];
		return out;
	}
	int more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	*out++ = (char)(lead[more] | c >> 6 * more);
	while (more-- > 0)
		*out++ = (char)(0x80 | (c >> 6 * more & 0x3f));
	return out;
}

/* \uXXXX or \UXXXXXXXX, or a pair of surrogates; p is at the letter. */
static const char *unescape_unicode(const char *p, const char *end, char **out)
{
	uint32_t c, low;
	int n = *p == 'u' ? 4 : 8;
	if (!read_hex(p + 1, end, n, &c)) {
		*(*out)++ = *p;
		return p + 1;
	}
	p += 1 + n;
	if (c >= 0xd800 && c < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u' &&
	    read_hex(p + 2, end, 4, &low) && low >= 0xdc00 && low < 0xe000) {
		c = 0x10000 + ((c - 0xd800) << 10 | (low - 0xdc00));
		p += 6;
	}
	*out = put_utf8(*out, c);
	return p;
}

/* Up to `most` digits of a base as one byte. */
static const char *unescape_byte(const char *p, const char *end, int base, int most,
				 char **out)
{
	int code = 0;
	for (int i = 0; i < most && p < end && is_char(*p, CHAR_HEX) &&
			digit_value(*p) < base; i++)
		code = code * base + digit_value(*p++);
	*(*out)++ = (char)code;
	return p;
}

static char simple_escape(char c)
{
	static const char letters[] = "abfnrtv", meanings[] = "\a\b\f\n\r\t\v";
	const char *letter = c ? strchr(letters, c) : NULL;
	return letter ? meanings[letter - letters] : c;
}

size_t lex_unescape(struct str token, char *out)
{
	const char *p = token.p + 1, *end = token.p + token.n;
	char *start = out;
	if (token.n > 1 && end[-1] == token.p[0])
		end--;
	while (p < end) {
		if (*p != '\\' || p + 1 == end) {
			*out++ = *p++;
			continue;
		}
		p++;
		if (*p >= '0' && *p <= '7')
			p = unescape_byte(p, end, 8, 3, &out);
		else if (*p == 'x')
			p = unescape_byte(p + 1, end, 16, 2, &out);
		else if (*p == 'u' || *p == 'U')
			p = unescape_unicode(p, end, &out);
		else
			*out++ = simple_escape(*p++);
	}
	return (size_t)(out - start);
}
