#include "models/setup/rule.h"

#include "models/analysis.h"
#include "models/base/map.h"
#include "models/layers/tools.h"

struct rules {
	const struct analyze_options *options;
	struct map *by[RULE_SCOPES];	/* index in options->rules */
	bool *used;
};

struct rules *rules_create(struct arena *a, const struct analyze_options *options)
{
	struct rules *r = NEW(a, struct rules);

	r->options = options;
	for (int i = 0; i < RULE_SCOPES; i++)
		r->by[i] = map_create(a, options->rule_count);
	r->used = NEW_ARRAY(a, options->rule_count, bool);
	for (int i = 0; i < options->rule_count; i++)
		map_put(r->by[options->rules[i].scope], options->rules[i].subject, i);
	return r;
}

static const struct rule *rule_for(struct rules *r, const struct layer *l)
{
	struct str names[RULE_SCOPES] = {
		[RULE_OF_TYPE] = l->type,
		[RULE_OF_PYTHON] = l->python,
		[RULE_OF_LAYER] = l->name,
	};

	for (int scope = RULE_SCOPES - 1; scope >= 0; scope--) {
		int i = map_get(r->by[scope], names[scope]);

		if (i < 0)
			continue;
		r->used[i] = true;
		return &r->options->rules[i];
	}
	return NULL;
}

static bool misfit(struct setup *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The rule's fault, not the network's: nothing that Caffe would mind. */
static bool misfit(struct setup *s, const char *format, ...)
{
	const struct layer *l = s->layer;
	struct diag *d;
	va_list args;

	va_start(args, format);
	d = diag_add(s->net->diags, SEVERITY_WARNING, STAGE_NONE, "rule-misfit",
		     place_of(l->message, LayerParameter_type, l->at),
		     "layer '%.*s': %.*s", STR_ARGS(l->name),
		     STR_ARGS(str_vprintf(s->arena, format, args)));
	va_end(args);
	d->hint = str_printf(s->arena, "the rule is %.*s", STR_ARGS(l->rule->text));
	return false;
}

/* The bottom of that number; NULL while its shape is not known, or reported. */
static const struct shape *bottom_of(struct setup *s, int i)
{
	if (i >= bottom_count(s)) {
		misfit(s, "its rule speaks of bottom %d, but it has %d bottom%s", i,
		       bottom_count(s), bottom_count(s) == 1 ? "" : "s");
		return NULL;
	}
	return bottom_shape(s, i)->known ? bottom_shape(s, i) : NULL;
}

static bool factor_value(struct setup *s, const struct rule_factor *f, int64_t *value)
{
	const struct shape *shape;
	int axis;

	*value = f->number;
	if (f->bottom < 0)
		return true;
	shape = bottom_of(s, f->bottom);
	if (!shape)
		return false;
	axis = shape_axis(shape, f->number);
	if (axis < 0)
		return misfit(s, "its rule speaks of axis %d of bottom %d, which is %.*s",
			      (int)f->number, f->bottom,
			      STR_ARGS(shape_format(s->arena, shape)));
	*value = shape->dim[axis];
	return !f->divides || *value ||
	       misfit(s, "its rule divides by axis %d of bottom %d, which is 0",
		      (int)f->number, f->bottom);
}

static bool axis_value(struct setup *s, const struct rule_axis *axis, int64_t *length)
{
	bool overflow = false;

	*length = 1;
	for (int i = 0; i < axis->count; i++) {
		int64_t value;

		if (!factor_value(s, &axis->factors[i], &value))
			return false;
		*length = axis->factors[i].divides
				  ? *length / value
				  : product_checked(*length, value, &overflow);
	}
	return !overflow || misfit(s, "its rule gives a number that is too large");
}

static bool dims_of(struct setup *s, const struct rule_shape *shape, int64_t *dim)
{
	for (int i = 0; i < shape->count; i++)
		if (!axis_value(s, &shape->axes[i], &dim[i]))
			return false;
	return true;
}

static const struct rule_shape *shape_of_top(const struct rule *rule, int i)
{
	const struct rule_shape *every = NULL;

	for (int k = 0; k < rule->top_count; k++) {
		if (rule->tops[k].index == i)
			return &rule->tops[k].shape;
		if (rule->tops[k].index == RULE_EVERY_TOP)
			every = &rule->tops[k].shape;
	}
	return every;
}

static void set_rule_top(struct setup *s, int i)
{
	const struct rule_shape *shape = shape_of_top(s->layer->rule, i);
	const struct shape *like;
	int64_t dim[MAX_AXES];

	if (!shape) {
		misfit(s, "its rule does not say what top %d is like", i);
	} else if (shape->like < 0) {
		if (dims_of(s, shape, dim))
			set_top(s, i, dim, shape->count);
	} else {
		like = bottom_of(s, shape->like);
		if (like)
			set_top_like(s, i, like);
	}
}

static void check_tops(struct setup *s)
{
	const struct rule *rule = s->layer->rule;

	for (int k = 0; k < rule->top_count; k++)
		if (rule->tops[k].index >= top_count(s))
			misfit(s, "its rule speaks of top %d, but it has %d top%s",
			       rule->tops[k].index, top_count(s),
			       top_count(s) == 1 ? "" : "s");
}

/* One item is one of the first bottom's first axis. */
static void spend_rule(struct layer *l, int64_t macs)
{
	const struct shape *in = l->bottom_count ? &l->bottoms[0].shape : NULL;
	int64_t items = in && in->known && in->axes && in->dim[0] > 0 ? in->dim[0] : 1;

	spend(l, METRIC_macs, macs);
	spend(l, METRIC_mul_add, macs);
	l->macs_per_item = macs / items;
}

void rules_apply(struct rules *rules, struct setup *s)
{
	const struct rule *rule = rule_for(rules, s->layer);
	int64_t dim[MAX_AXES], macs;

	s->layer->rule = rule;
	if (!rule)
		return;
	check_tops(s);
	for (int i = 0; i < top_count(s); i++)
		set_rule_top(s, i);
	for (int i = 0; i < rule->param_count; i++)
		add_param(s, dims_of(s, &rule->params[i], dim) ? dim : NULL,
			  rule->params[i].count);
	if (rule->macs.count && axis_value(s, &rule->macs, &macs))
		spend_rule(s->layer, macs);
}

void rules_finish(const struct rules *rules, struct diags *d)
{
	const struct analyze_options *o = rules->options;

	for (int i = 0; i < o->rule_count; i++) {
		if (rules->used[i] || o->rules[i].standing)
			continue;
		diag_add(d, SEVERITY_WARNING, STAGE_NONE, "rule-unused", NO_PLACE,
			 "no layer of unknown type needs the rule '%.*s'",
			 STR_ARGS(o->rules[i].text));
	}
}
