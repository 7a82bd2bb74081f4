/* Bytes that may be anything, as text that is valid UTF-8. */
#include "server/base/utf8.h"

#include "server/base/quote.h"

/* Length of the sound text at the front: UTF-8 without NUL. */
static size_t sound_prefix(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i]) {
		size_t length = utf8_length(s.p + i, s.n - i);

		if (!length)
			break;
		i += length;
	}
	return i;
}

bool utf8_valid(struct str s)
{
	return sound_prefix(s) == s.n;
}

struct str utf8_clean(struct arena *a, struct str s)
{
	static const char replacement[] = "\xef\xbf\xbd";
	char *to;
	size_t used = 0;

	if (utf8_valid(s))
		return s;
	to = arena_alloc(a, s.n, 3);
	while (s.n) {
		size_t sound = sound_prefix(s);

		memcpy(to + used, s.p, sound);
		used += sound;
		s = (struct str){ s.p + sound, s.n - sound };
		if (!s.n)
			break;
		memcpy(to + used, replacement, 3);
		used += 3;
		s = (struct str){ s.p + 1, s.n - 1 };
	}
	return (struct str){ to, used };
}
