/* One HTTP request as data. */
#include "server/http/request.h"

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_equal_caseless(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && memcmp(s.p, prefix.p, prefix.n) == 0;
}

int header_count(const struct request *r, const char *name)
{
	int count = 0;

	for (int i = 0; i < r->header_count; i++)
		count += str_equal_caseless(r->headers[i].name, str_from(name));
	return count;
}

struct str header_value(const struct request *r, const char *name)
{
	for (int i = 0; i < r->header_count; i++)
		if (str_equal_caseless(r->headers[i].name, str_from(name)))
			return r->headers[i].value;
	return (struct str){ NULL, 0 };
}

/* Length up to the first `c`, or everything. */
static size_t length_until(struct str s, char c)
{
	const char *found = s.n ? memchr(s.p, c, s.n) : NULL;

	return found ? (size_t)(found - s.p) : s.n;
}

struct str request_path(const struct request *r)
{
	return (struct str){ r->target.p, length_until(r->target, '?') };
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool percent_decode(struct arena *a, struct str s, bool plus, struct str *out)
{
	char *to = arena_alloc(a, s.n + 1, 1);

	*out = (struct str){ to, 0 };
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%') {
			int high = i + 1 < s.n ? hex_digit(s.p[i + 1]) : -1;
			int low = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		to[out->n++] = c;
	}
	return true;
}

/* Cuts the text up to `c` off the front of *rest. */
static struct str cut(struct str *rest, char c)
{
	struct str part = { rest->p, length_until(*rest, c) };
	size_t used = part.n < rest->n ? part.n + 1 : part.n;

	rest->p += used;
	rest->n -= used;
	return part;
}

static int count_parts(struct str s)
{
	int count = 1;

	for (size_t i = 0; i < s.n; i++)
		count += s.p[i] == '&';
	return count;
}

bool query_parse(struct arena *a, struct str target, struct query *out)
{
	struct str rest = target;

	cut(&rest, '?');
	out->list = NEW_ARRAY(a, count_parts(rest), struct pair);
	out->count = 0;
	while (rest.n) {
		struct str value = cut(&rest, '&');
		struct str name = cut(&value, '=');
		struct pair *pair = &out->list[out->count];

		if (!name.n)
			continue;
		if (!percent_decode(a, name, true, &pair->name) ||
		    !percent_decode(a, value, true, &pair->value))
			return false;
		out->count++;
	}
	return true;
}

struct str query_value(const struct query *q, const char *name)
{
	for (int i = 0; i < q->count; i++)
		if (str_equal(q->list[i].name, str_from(name)))
			return q->list[i].value;
	return (struct str){ NULL, 0 };
}
