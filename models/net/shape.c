#include "models/net/shape.h"

#include <inttypes.h>
#include <stdio.h>

bool shape_product(const struct shape *s, int from, int to, int64_t *product)
{
	bool overflow = false;
	bool zero = false;

	*product = 1;
	for (int i = from; i < to; i++) {
		zero |= s->dim[i] == 0;
		*product = product_checked(*product, s->dim[i], &overflow);
	}
	/* A zero anywhere makes the product zero, however large the rest. */
	if (zero)
		*product = 0;
	return zero || !overflow;
}

struct shape shape_make(struct arena *a, const int64_t *dim, int axes)
{
	int64_t *copy = NEW_ARRAY(a, axes, int64_t);
	struct shape s = { .dim = copy, .axes = axes, .known = true };

	if (axes)
		memcpy(copy, dim, axes * sizeof *dim);
	s.overflow = !shape_product(&s, 0, axes, &s.count);
	return s;
}

bool shape_equal(const struct shape *a, const struct shape *b)
{
	if (!a->known || !b->known || a->axes != b->axes)
		return false;
	if (a->dim == b->dim)
		return true;
	for (int i = 0; i < a->axes; i++) {
		if (a->dim[i] != b->dim[i])
			return false;
	}
	return true;
}

int shape_axis(const struct shape *s, int64_t axis)
{
	if (axis < -(int64_t)s->axes || axis >= s->axes)
		return -1;
	return (int)(axis < 0 ? axis + s->axes : axis);
}

/* "-9223372036854775808x" is the longest a dimension gets. */
#define DIM_TEXT 22

struct str shape_format(struct arena *a, const struct shape *s)
{
	char *text;
	size_t n = 0;
	size_t room = (size_t)s->axes * DIM_TEXT + 1;

	if (!s->known)
		return S("?");
	if (s->axes == 0)
		return S("scalar");
	text = NEW_ARRAY(a, room, char);
	for (int i = 0; i < s->axes; i++)
		n += (size_t)snprintf(text + n, room - n, "%s%" PRId64,
				      i ? "x" : "", s->dim[i]);
	return (struct str){ text, n };
}

/* Reads the digits at *p; false when there are none or they are too many. */
static bool read_dim(const char **p, const char *end, int64_t *dim)
{
	const char *start = *p;
	bool overflow = false;

	*dim = 0;
	for (; *p < end && **p >= '0' && **p <= '9'; ++*p) {
		*dim = product_checked(*dim, 10, &overflow);
		*dim = sum_checked(*dim, **p - '0', &overflow);
	}
	return *p > start && !overflow;
}

bool shape_read(struct arena *a, struct str text, struct shape *out)
{
	int64_t dim[MAX_AXES];
	const char *p = text.p;
	const char *end = text.p + text.n;
	int axes = 0;

	if (str_equal(text, S("scalar"))) {
		*out = shape_make(a, NULL, 0);
		return true;
	}
	do {
		if (axes == MAX_AXES || !read_dim(&p, end, &dim[axes++]))
			return false;
	} while (p < end && (*p == 'x' || *p == ',') && ++p);
	if (p < end)
		return false;
	*out = shape_make(a, dim, axes);
	return true;
}
