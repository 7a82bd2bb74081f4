/* The tools that set-up functions are written with (layers/layer.h). */
#include "models/analysis.h"
#include "models/layers/layer.h"
#include "models/setup/follow.h"

#include <inttypes.h>

/* Whether a bottom's shape rests on an assumption. */
static bool rests_on_assumption(const struct setup *s)
{
	for (int i = 0; i < s->layer->bottom_count; i++) {
		if (s->layer->bottoms[i].shape.assumed)
			return true;
	}
	return false;
}

static struct diag *report(struct setup *s, bool error, const char *code, uint32_t at,
			   const char *format, va_list args)
{
	struct str sentence = str_vprintf(s->arena, format, args);
	enum severity severity = error && !rests_on_assumption(s) ? SEVERITY_ERROR
								  : SEVERITY_WARNING;

	if (follows(s, error, code, sentence))
		return NEW(s->arena, struct diag);
	return diag_add(s->net->diags, severity, STAGE_INIT, code,
			at == NO_PLACE ? s->layer->at : at, "layer '%.*s': %.*s",
			STR_ARGS(s->layer->name), STR_ARGS(sentence));
}

struct diag *setup_error(struct setup *s, const char *code, uint32_t at,
			 const char *format, ...)
{
	struct diag *d;
	va_list args;

	va_start(args, format);
	d = report(s, true, code, at, format, args);
	va_end(args);
	d->assumed = rests_on_assumption(s);
	s->layer->failed = true;
	return d;
}

struct diag *setup_refuse(struct setup *s, const char *code, uint32_t at,
			  const char *format, ...)
{
	struct diag *d;
	va_list args;

	va_start(args, format);
	d = report(s, false, code, at, format, args);
	va_end(args);
	return d;
}

void rests_on_shapes(const struct setup *s, struct diag *d)
{
	d->assumed = rests_on_assumption(s);
	if (bottoms_doubtful(s))
		diag_withdraw(s->net->diags, d);
}

/* Where the checks of Blob::Reshape (blob.cpp) fail: the first axis with a
 * negative size, the first one past INT_MAX in all, or -1 for neither. */
static int bad_axis(const int64_t *dim, int axes, bool *negative)
{
	int64_t count = 1;

	for (int i = 0; i < axes; i++) {
		*negative = dim[i] < 0;
		if (*negative)
			return i;
		if (count && dim[i] > INT32_MAX / count)
			return i;
		count *= dim[i];
	}
	return -1;
}

/* A blob of the layer being set up: its top or its parameter of this index. */
struct blob_name {
	bool is_top;
	int index;
};

/* Made only for a message: naming every blob would take a quarter of the time. */
static const char *words(struct setup *s, struct blob_name b)
{
	struct str name = b.is_top ? str_printf(s->arena, "top '%.*s'",
						STR_ARGS(s->layer->tops[b.index].name))
				   : str_printf(s->arena, "parameter %d", b.index);

	return str_cstring(s->arena, name);
}

/* A blob's shape where Blob::Reshape's checks may fail. */
static struct shape suspect_shape(struct setup *s, struct blob_name what,
				  const int64_t *dim, int axes)
{
	struct shape shape;
	bool negative = false;
	int axis;

	if (axes > MAX_AXES) {
		setup_error(s, "too-many-axes", NO_PLACE, "%s would have %d axes; "
			    "a blob has at most %d", words(s, what), axes, MAX_AXES);
		return shape_unknown();
	}
	axis = bad_axis(dim, axes, &negative);
	if (negative) {
		setup_error(s, "negative-size", NO_PLACE, "axis %d of %s would be %"
			    PRId64 " long", axis, words(s, what), dim[axis]);
		return shape_unknown();
	}
	shape = shape_make(s->arena, dim, axes);
	shape.assumed = rests_on_assumption(s);
	shape.doubtful = bottoms_doubtful(s);
	if (axis >= 0)
		setup_refuse(s, "blob-too-big", NO_PLACE, "%s of %.*s values exceeds "
			     "Caffe's limit of 2147483647 for a blob", words(s, what),
			     STR_ARGS(shape_format(s->arena, &shape)));
	return shape;
}

/* Those that an earlier blob had, or a copy. */
static const int64_t *kept_sizes(struct setup *s, const int64_t *dim, int axes,
				 uint64_t hash)
{
	struct sizes *kept = &s->recent->sizes[(hash >> 32) % RECENT_SIZES];
	int64_t *copy;

	if (kept->dim && kept->axes == axes) {
		int i = 0;

		while (i < axes && kept->dim[i] == dim[i])
			i++;
		if (i == axes)
			return kept->dim;
	}
	copy = NEW_ARRAY(s->arena, axes, int64_t);
	if (axes)
		memcpy(copy, dim, axes * sizeof *dim);
	*kept = (struct sizes){ copy, axes };
	return copy;
}

/* A blob's shape with Blob::Reshape's checks.  Nearly all pass them: sizes are
 * not negative, and no product on the way exceeds INT_MAX. */
static struct shape checked_shape(struct setup *s, struct blob_name what,
				  const int64_t *dim, int axes)
{
	uint64_t hash = axes;
	int64_t count = 1;

	if (axes > MAX_AXES)
		return suspect_shape(s, what, dim, axes);
	for (int i = 0; i < axes; i++) {
		if ((uint64_t)dim[i] > INT32_MAX || count * dim[i] > INT32_MAX)
			return suspect_shape(s, what, dim, axes);
		hash = (hash ^ dim[i]) * 0x9e3779b97f4a7c15;
		count *= dim[i];
	}
	return (struct shape){ .dim = kept_sizes(s, dim, axes, hash), .axes = axes,
			       .known = true, .assumed = rests_on_assumption(s),
			       .doubtful = bottoms_doubtful(s),
			       .count = count };
}

void set_top(struct setup *s, int i, const int64_t *dim, int axes)
{
	s->layer->tops[i].shape =
		checked_shape(s, (struct blob_name){ true, i }, dim, axes);
}

void set_top_like(struct setup *s, int i, const struct shape *shape)
{
	struct shape *top = &s->layer->tops[i].shape;

	if (shape->known && shape->count > 0 && shape->count <= INT32_MAX && shape->axes) {
		*top = *shape;
		top->assumed = rests_on_assumption(s);
		top->doubtful = bottoms_doubtful(s);
	} else if (shape->known) {
		set_top(s, i, shape->dim, shape->axes);
	}
}

void set_top_unshaped(struct setup *s, int i)
{
	s->layer->tops[i].shape = shape_make(s->arena, NULL, 0);
	s->layer->tops[i].shape.count = 0;
}

static void list_assumption(struct setup *s, struct assumption a)
{
	struct assumptions *all = s->assumptions;

	if (all->count == all->capacity) {
		int capacity = all->capacity ? 2 * all->capacity : 8;

		all->list = arena_grow(s->arena, all->list, all->capacity, capacity,
				       sizeof *all->list);
		all->capacity = capacity;
	}
	all->list[all->count++] = a;
}

const char *const assumption_names[] = { "input", "module", "run" };

/* What stands before the words of an assumption. */
static const char *const reasons[ASSUMPTION_KINDS] = {
	"the file does not say ",
	"the Python code is not in the file; it is taken to be ",
	"known only when the network runs: ",
};

void assume_top(struct setup *s, int i, enum assumption_kind kind, const char *format, ...)
{
	struct shape *shape = &s->layer->tops[i].shape;
	struct str what;
	va_list args;

	shape->assumed = true;
	va_start(args, format);
	what = str_vprintf(s->arena, format, args);
	va_end(args);
	list_assumption(s, (struct assumption){
		.kind = kind,
		.layer = (int)(s->layer - s->net->layers),
		.top = i,
		.shape = *shape,
		.what = what,
		.why = str_printf(s->arena, "%s%.*s", reasons[kind], STR_ARGS(what)),
	});
}

void reserve_params(struct setup *s, int count)
{
	struct param *params = NEW_ARRAY(s->arena, count, struct param);

	if (s->layer->param_count)
		memcpy(params, s->layer->params, s->layer->param_count * sizeof *params);
	s->layer->params = params;
	s->param_room = count;
}

struct param *add_param(struct setup *s, const int64_t *dim, int axes)
{
	struct layer *l = s->layer;
	int n = l->param_count;
	struct param *p;

	if (n == s->param_room)
		reserve_params(s, n ? 2 * n : 2);
	l->param_count++;
	p = &l->params[n];
	*p = (struct param){ .name = S(""), .owner = -1, .lr_mult = 1, .decay_mult = 1 };
	if (dim)
		p->shape = checked_shape(s, (struct blob_name){ false, n }, dim, axes);
	return p;
}
