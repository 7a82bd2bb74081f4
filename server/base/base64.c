/* Base64 (RFC 4648), with padding. */
#include "server/base/base64.h"

static const char digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct str base64_encode(struct arena *a, const void *p, size_t n)
{
	const unsigned char *in = p;
	char *out = arena_alloc(a, (n + 2) / 3 * 4 + 1, 1), *at = out;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t x = (uint32_t)in[i] << 16;

		x |= i + 1 < n ? (uint32_t)in[i + 1] << 8 : 0;
		x |= i + 2 < n ? in[i + 2] : 0;
		*at++ = digits[x >> 18];
		*at++ = digits[x >> 12 & 63];
		*at++ = i + 1 < n ? digits[x >> 6 & 63] : '=';
		*at++ = i + 2 < n ? digits[x & 63] : '=';
	}
	return (struct str){ out, (size_t)(at - out) };
}

static int digit(char c)
{
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

bool base64_decode(struct arena *a, struct str text, struct str *out)
{
	size_t padding = 0;
	unsigned char *bytes = arena_alloc(a, text.n / 4 * 3 + 1, 1), *at = bytes;

	if (text.n % 4)
		return false;
	while (padding < 2 && padding < text.n && text.p[text.n - 1 - padding] == '=')
		padding++;
	for (size_t i = 0; i < text.n; i += 4) {
		uint32_t x = 0;

		for (size_t k = i; k < i + 4; k++) {
			int d = k >= text.n - padding ? 0 : digit(text.p[k]);

			if (d < 0)
				return false;
			x = x << 6 | (uint32_t)d;
		}
		*at++ = (unsigned char)(x >> 16);
		*at++ = (unsigned char)(x >> 8);
		*at++ = (unsigned char)x;
	}
	*out = (struct str){ (char *)bytes, (size_t)(at - bytes) - padding };
	return true;
}
