#include "models/layers/python_param.h"

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (c >= '0' && c <= '9');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct str skip_blanks(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s = (struct str){ s.p + 1, s.n - 1 };
	return s;
}

/* What follows a key and its colon; empty where the key is not there. */
static struct str value_of(struct str text, const char *key)
{
	size_t n = strlen(key);

	for (size_t i = 0; i + n < text.n; i++) {
		struct str rest = { text.p + i + n, text.n - i - n };

		if (memcmp(text.p + i, key, n) || (i && is_name(text.p[i - 1])))
			continue;
		if (rest.p[0] == '\'' || rest.p[0] == '"')
			rest = (struct str){ rest.p + 1, rest.n - 1 };
		rest = skip_blanks(rest);
		if (rest.n && rest.p[0] == ':')
			return skip_blanks((struct str){ rest.p + 1, rest.n - 1 });
	}
	return S("");
}

int64_t python_integer(struct str text, const char *key, int64_t otherwise)
{
	struct str s = value_of(text, key);
	bool negative = s.n && s.p[0] == '-';
	int64_t value = 0;
	size_t i = negative;

	if (i == s.n || s.p[i] < '0' || s.p[i] > '9')
		return otherwise;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) {
		if (value > INT32_MAX / 10)
			return otherwise;
		value = 10 * value + (s.p[i] - '0');
	}
	return negative ? -value : value;
}

static struct str without_quotes(struct str s)
{
	const char *drop = " \t\r\n'\"";

	while (s.n && strchr(drop, s.p[0]))
		s = (struct str){ s.p + 1, s.n - 1 };
	while (s.n && strchr(drop, s.p[s.n - 1]))
		s.n--;
	return s;
}

/* A tag of YAML, such as !!python/tuple, may stand before the bracket. */
static struct str skip_tag(struct str s)
{
	if (!s.n || s.p[0] != '!')
		return s;
	while (s.n && !is_blank(s.p[0]))
		s = (struct str){ s.p + 1, s.n - 1 };
	return skip_blanks(s);
}

int python_list(struct str text, const char *key, struct str *items, int most)
{
	struct str s = skip_tag(value_of(text, key));
	size_t from = 1;
	int count = 0;

	if (!s.n || (s.p[0] != '[' && s.p[0] != '('))
		return 0;
	for (size_t i = 1; i < s.n && count < most; i++) {
		bool end = s.p[i] == ']' || s.p[i] == ')';

		if (!end && s.p[i] != ',')
			continue;
		items[count] = without_quotes((struct str){ s.p + from, i - from });
		count += items[count].n > 0;
		from = i + 1;
		if (end)
			break;
	}
	return count;
}
