/* Finds the row of the table of endpoints that a request is for. */
#include "server/http/router.h"

/* Length of the segment at the front: up to '/' or the end. */
static size_t segment(const char *p, size_t n)
{
	const char *slash = n ? memchr(p, '/', n) : NULL;

	return slash ? (size_t)(slash - p) : n;
}

static bool path_fits(struct str pattern, struct str path, struct str *parameter)
{
	int count = 0;

	while (pattern.n && path.n) {
		size_t a, b;

		if (pattern.p[0] == '/') {
			a = b = 1;
			if (path.p[0] != '/')
				return false;
		} else {
			a = segment(pattern.p, pattern.n);
			b = segment(path.p, path.n);
			if (pattern.p[0] == '{' && b > 0 && count < MAX_PARAMETERS)
				parameter[count++] = (struct str){ path.p, b };
			else if (a != b || memcmp(pattern.p, path.p, a) != 0)
				return false;
		}
		pattern = (struct str){ pattern.p + a, pattern.n - a };
		path = (struct str){ path.p + b, path.n - b };
	}
	return !pattern.n && !path.n;
}

static void allow_method(char *allow, size_t size, const char *method)
{
	size_t used = strlen(allow);
	struct str parts[] = { str_from(used ? ", " : ""), str_from(method) };

	for (int i = 0; i < 2; i++) {
		if (used + parts[i].n >= size)
			return;
		memcpy(allow + used, parts[i].p, parts[i].n);
		used += parts[i].n;
		allow[used] = '\0';
	}
}

static bool method_fits(const char *have, struct str asked)
{
	return str_equal(asked, str_from(have)) ||
	       (str_equal(asked, S("HEAD")) && strcmp(have, "GET") == 0);
}

int router_find(const struct route *table, struct str method, struct str path,
		struct match *out)
{
	struct str parameter[MAX_PARAMETERS] = { { 0 } };

	*out = (struct match){ 0 };
	for (const struct route *r = table; r->method; r++) {
		if (!path_fits(str_from(r->path), path, parameter))
			continue;
		allow_method(out->allow, sizeof(out->allow), r->method);
		if (strcmp(r->method, "GET") == 0)
			allow_method(out->allow, sizeof(out->allow), "HEAD");
		if (method_fits(r->method, method) && !out->route) {
			out->route = r;
			memcpy(out->parameter, parameter, sizeof(parameter));
		}
	}
	if (!out->allow[0])
		return 404;
	allow_method(out->allow, sizeof(out->allow), "OPTIONS");
	if (out->route)
		return 200;
	return str_equal(method, S("OPTIONS")) ? 204 : 405;
}
