/* Receptive fields by brute force: random networks, in which an interval of elements is
 * followed back to the pixels that it sees, one layer after another. */
#include "tests/metrics/support.h"

#include <math.h>

enum step_kind { DOWN, UP, SHIFT, JOIN, WHOLE };

/* How one layer looks at one axis; a JOIN has two paths of DOWN with equal strides. */
struct step {
	enum step_kind kind;
	int64_t kernel[2], pad[2], stride;
	int64_t length;			/* of the bottom */
	int64_t cut;			/* what a SHIFT leaves out at the end */
};

#define MAX_STEPS 8

struct chain {
	struct step steps[MAX_STEPS][2];	/* [..][axis] */
	int count;
	struct str text;
	int64_t length[2];
};

struct span {
	int64_t from, to;
};

static uint32_t next(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static int64_t floored(int64_t a, int64_t b)
{
	return a >= 0 ? a / b : -((-a + b - 1) / b);
}

static struct span below(const struct step *s, int path, struct span x)
{
	switch (s->kind) {
	case UP:
		return (struct span){ -floored(-(x.from + s->pad[0] - s->kernel[0] + 1),
					       s->stride),
				      floored(x.to + s->pad[0], s->stride) };
	case WHOLE:
		return (struct span){ 0, s->length - 1 };
	default:
		return (struct span){ x.from * s->stride - s->pad[path],
				      x.to * s->stride - s->pad[path] +
				      s->kernel[path] - 1 };
	}
}

/* The pixels that elements x of the blob after `step` see; where paths join those of
 * the wider one, or of both. */
static struct span seen(const struct chain *c, int axis, int step, struct span x,
			bool both)
{
	const struct step *s = step < 0 ? NULL : &c->steps[step][axis];
	struct span a, b;

	if (!s)
		return x;
	if (s->kind == WHOLE)
		return seen(c, axis, step - 1, below(s, 0, x), true);
	a = seen(c, axis, step - 1, below(s, 0, x), both);
	if (s->kind != JOIN)
		return a;
	b = seen(c, axis, step - 1, below(s, 1, x), both);
	if (both)
		return (struct span){ a.from < b.from ? a.from : b.from,
				      a.to > b.to ? a.to : b.to };
	if (a.to - a.from != b.to - b.from)
		return a.to - a.from > b.to - b.from ? a : b;
	return a.from <= b.from ? a : b;
}

static void add(struct arena *arena, struct chain *c, const char *format, ...)
{
	va_list args;
	struct str more;

	va_start(args, format);
	more = str_vprintf(arena, format, args);
	va_end(args);
	c->text = str_printf(arena, "%.*s%.*s", STR_ARGS(c->text), STR_ARGS(more));
}

static void choose(struct step *s, uint32_t *seed)
{
	static const enum step_kind kinds[] = { DOWN, DOWN, DOWN, UP, SHIFT, JOIN, JOIN };

	s->kind = kinds[next(seed, 7)];
	s->stride = s->kind == SHIFT ? 1 : 1 + next(seed, 3);
	s->kernel[0] = s->kind == SHIFT ? 1 : s->stride + next(seed, 4);
	s->pad[0] = next(seed, s->kind == DOWN ? 4 : 2);
	if (s->kind == UP)
		s->pad[0] = s->pad[0] < s->kernel[0] ? s->pad[0] : 0;
	s->cut = next(seed, 3);
	if (s->kind == SHIFT)
		s->pad[0] = -(int64_t)next(seed, 4);
	/* the second path has as many elements, but begins and ends elsewhere */
	s->pad[1] = s->pad[0] + next(seed, 3);
	s->kernel[1] = s->kernel[0] + 2 * (s->pad[1] - s->pad[0]) -
		       next(seed, (uint32_t)s->stride);
}

static int64_t length_after(const struct step *s)
{
	if (s->kind == UP)
		return s->stride * (s->length - 1) + s->kernel[0] - 2 * s->pad[0];
	if (s->kind == SHIFT)
		return s->length + s->pad[0] - s->cut;
	return floored(s->length + 2 * s->pad[0] - s->kernel[0], s->stride) + 1;
}

/* Do both paths of a JOIN end in as many elements? */
static bool joins(const struct step *s)
{
	return s->kind != JOIN || (s->kernel[1] > 0 &&
		floored(s->length + 2 * s->pad[1] - s->kernel[1], s->stride) ==
		floored(s->length + 2 * s->pad[0] - s->kernel[0], s->stride));
}

static void write_window(struct arena *arena, struct chain *c, const char *type,
			 const char *name, int i, int path)
{
	const struct step *h = c->steps[i], *w = h + 1;

	add(arena, c, "layer { name: \"%s%d\" type: \"%s\" bottom: \"b%d\" top: \"%s%d\" "
	    "convolution_param { num_output: 2 kernel_h: %d kernel_w: %d pad_h: %d "
	    "pad_w: %d stride_h: %d stride_w: %d } }\n", name, i + 1, type, i, name, i + 1,
	    (int)h->kernel[path], (int)w->kernel[path], (int)h->pad[path],
	    (int)w->pad[path], (int)h->stride, (int)w->stride);
}

static void write_step(struct arena *arena, struct chain *c, int i, bool slice)
{
	const struct step *h = c->steps[i], *w = h + 1;
	int length[2] = { (int)length_after(h), (int)length_after(w) };

	if (h->kind == SHIFT && slice)
		add(arena, c, "layer { name: \"b%d\" type: \"Slice\" bottom: \"b%d\" "
		    "top: \"r%d\" top: \"b%d\" slice_param { axis: 2 slice_point: %d } }\n",
		    i + 1, i, i + 1, i + 1, (int)-h->pad[0]);
	else if (h->kind == SHIFT)
		add(arena, c, "layer { name: \"r%d\" type: \"DummyData\" top: \"r%d\" "
		    "dummy_data_param { shape { dim: 1 dim: 2 dim: %d dim: %d } } }\n"
		    "layer { name: \"b%d\" type: \"Crop\" bottom: \"b%d\" bottom: \"r%d\" "
		    "top: \"b%d\" crop_param { axis: 2 offset: %d offset: %d } }\n", i + 1,
		    i + 1, length[0], length[1], i + 1, i, i + 1, i + 1, (int)-h->pad[0],
		    (int)-w->pad[0]);
	else if (h->kind != JOIN)
		write_window(arena, c, h->kind == UP ? "Deconvolution" : "Convolution", "b",
			     i, 0);
	else {
		write_window(arena, c, "Convolution", "p", i, 0);
		write_window(arena, c, "Convolution", "q", i, 1);
		add(arena, c, "layer { name: \"b%d\" type: \"Concat\" bottom: \"p%d\" "
		    "bottom: \"q%d\" top: \"b%d\" }\n", i + 1, i + 1, i + 1, i + 1);
	}
}

/* One more layer, the same kind along both axes; false where nothing would be left. */
static bool grow(struct arena *arena, struct chain *c, uint32_t *seed)
{
	struct step *s = c->steps[c->count];
	bool slice = false;

	for (int axis = 0; axis < 2; axis++) {
		choose(&s[axis], seed);
		s[axis].length = c->length[axis];
	}
	if (s[0].kind != s[1].kind)
		return false;
	if (s[0].kind == SHIFT && s[0].pad[0] < 0 && next(seed, 2)) {
		slice = true;
		s[1].pad[0] = s[0].cut = s[1].cut = 0;
	}
	for (int axis = 0; axis < 2; axis++)
		if (!joins(&s[axis]) || length_after(&s[axis]) < 1 ||
		    length_after(&s[axis]) > 500)
			return false;
	write_step(arena, c, c->count, slice);
	for (int axis = 0; axis < 2; axis++)
		c->length[axis] = length_after(&s[axis]);
	c->count++;
	return true;
}

static struct chain random_chain(struct arena *arena, uint32_t seed)
{
	struct chain c = { .length = { 40 + next(&seed, 40), 40 + next(&seed, 40) } };
	int steps = 2 + (int)next(&seed, MAX_STEPS - 2);

	add(arena, &c, INPUT("b0", "dim: 1 dim: 2 dim: %d dim: %d"), (int)c.length[0],
	    (int)c.length[1]);
	for (int tries = 0; c.count < steps && tries < 100; tries++)
		grow(arena, &c, &seed);
	add(arena, &c, FC("fc", "b%d", 2), c.count);
	return c;
}

/* How far a figure may be off: nothing without Deconvolution, else less than the pixels
 * between neighbours of the coarsest blob that is made finer. */
static double allowance(const struct chain *c, int axis)
{
	double stride = 1, coarsest = 0;

	for (int i = 0; i < c->count; i++) {
		const struct step *s = &c->steps[i][axis];

		if (s->kind == UP && stride > coarsest)
			coarsest = stride;
		stride = s->kind == UP ? stride / (double)s->stride
				       : stride * (double)s->stride;
	}
	return coarsest;
}

static void near(const char *what, double have, double want, double allowed)
{
	if (fabs(have - want) > allowed)
		fail_msg("%s: %g instead of %g, and only %g may be off", what, have,
			 want, allowed);
}

static void check_axis(const struct chain *c, const struct analysis *a, int axis)
{
	double allowed = 2 * allowance(c, axis), size = 0, first = 1e9, last = -1e9;
	const struct layer *fc = layer_in(a, "fc");
	const struct view *v = &a->net->blobs[fc->bottoms[0].blob].views[axis];
	const struct view *whole = &fc->views[axis];

	for (int64_t o = 0; o < c->length[axis]; o++) {
		struct span x = { o, o }, one = seen(c, axis, c->count - 1, x, false);
		struct span all = seen(c, axis, c->count - 1, x, true);

		size = fmax(size, (double)(one.to - one.from + 1));
		first = fmin(first, (double)all.from);
		last = fmax(last, (double)all.to);
		near("offset", v->offset + (double)o * v->stride, (double)one.from, allowed);
	}
	near("size", v->size, size, allowed);
	near("first", v->first, first, allowed);
	near("last", v->last, last, allowed);
	near("whole size", whole->size, v->last - v->first + 1, 0);
	near("whole offset", whole->offset, v->first, 0);
}

static void test_random_networks(void **state)
{
	int exact = 0;

	for (uint32_t seed = 1; seed <= 400; seed++) {
		struct chain c = random_chain(*state, seed);
		struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
						str_cstring(*state, c.text));

		assert_int_equal(a->status, STATUS_COMPLETE);
		for (int axis = 0; axis < 2; axis++) {
			check_axis(&c, a, axis);
			exact += allowance(&c, axis) == 0;
		}
		arena_reset(*state);
	}
	assert_in_range(exact, 200, 800);
}

int main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_random_networks) };

	return cmocka_run_group_tests_name("field", tests, NULL, NULL);
}
