#include "models/setup/setup.h"

#include "models/base/map.h"
#include "models/caffe/dialect.h"
#include "models/layers/python.h"
#include "models/net/rule_text.h"
#include "models/setup/blobs.h"
#include "models/setup/follow.h"
#include "models/setup/inputs.h"
#include "models/setup/rule.h"
#include "models/setup/share.h"

/* Spelling is compared with every type there is: not for endless many words. */
#define MAX_SPELLINGS 50
#define MAX_TYPES 512

/* What layers have to do with each other while they are set up. */
struct driver {
	struct analysis *analysis;
	struct sharing *sharing;
	struct inputs *inputs;
	struct rules *rules;
	struct map *unknown_types;	/* those that have been reported */
	int unknown_count;
	struct recent *recent;
	const char *told[MOST_TOLD];	/* room for one layer's */
};

static const char *nearest_type(struct str type)
{
	const char *names[MAX_TYPES];
	int count = 0;
	const struct layer_kind *kind;

	while (count < MAX_TYPES && (kind = layer_kind_at(count)))
		names[count++] = kind->type;
	return str_nearest(type, names, count);
}

/* What a rule for the layer would be for; of a Python layer whose code is known, the
 * type. */
static struct rule subject_of(const struct layer *l)
{
	struct str class = l->kind ? S("") : l->python;

	if (class.n)
		return (struct rule){ .scope = RULE_OF_PYTHON, .subject = class };
	return (struct rule){ .scope = RULE_OF_TYPE, .subject = l->type };
}

static struct str how_to_go_on(struct arena *a, struct rule rule)
{
	struct rule_top like_bottom = { .index = RULE_EVERY_TOP };
	const char *near = rule.scope == RULE_OF_TYPE ? nearest_type(rule.subject) : NULL;

	if (near)
		return str_printf(a, "did you mean '%s'?", near);
	if (!rule.subject.n)
		return S("");
	rule.tops = &like_bottom;
	rule.top_count = 1;
	return str_printf(a, "a rule can say what it makes, as in '%.*s'",
			  STR_ARGS(rule_text(a, &rule)));
}

/* Whether its type is written as it should be. */
static bool is_named(const struct layer *l)
{
	return str_equal(l->type, str_from(l->kind->type));
}

/* The fault of the parser at the word that is the layer's type, where it lacks its
 * quotes; or NULL. */
static struct diag *fault_of_type(const struct driver *d, const struct layer *l)
{
	struct diags *all = &d->analysis->diags;
	uintptr_t at = (uintptr_t)l->type.p - (uintptr_t)d->analysis->text.p;

	if (d->analysis->parsed || at >= d->analysis->text.n)
		return NULL;
	for (int i = 0; i < all->count; i++) {
		if (all->list[i].at == at && all->list[i].stage == STAGE_PARSE)
			return &all->list[i];
	}
	return NULL;
}

/* Says how the type is written; true where a message about it is there already. */
static bool mend_fault(const struct driver *d, const struct setup *s)
{
	struct diag *fault = s->layer->kind ? fault_of_type(d, s->layer) : NULL;

	if (fault)
		fault->hint = str_printf(s->arena, "write type: \"%s\"; it is read so",
					 s->layer->kind->type);
	return fault != NULL;
}

/* One message for each type, however many layers have it. */
static void report_type(struct driver *d, struct setup *s)
{
	const struct layer *l = s->layer;
	struct rule subject = subject_of(l);
	struct diag *unknown;

	if ((s->loss && !l->type.n) || mend_fault(d, s) ||
	    map_put(d->unknown_types, rule_key(s->arena, &subject), 1) >= 0)
		return;
	unknown = diag_add(s->net->diags, SEVERITY_WARNING, STAGE_INIT, "unknown-type",
			   place_of(l->message, LayerParameter_type, l->at),
			   l->type.n ? "layer '%.*s': stock Caffe has no layer type '%.*s'" :
				       "layer '%.*s' has no type%.*s",
			   STR_ARGS(l->name), STR_ARGS(l->type));
	if (l->kind && !is_named(l))
		unknown->hint = str_printf(s->arena, "it is read as '%s'", l->kind->type);
	if (l->kind || d->unknown_count++ >= MAX_SPELLINGS)
		return;
	unknown->hint = how_to_go_on(s->arena, subject);
}

static void check_type(struct driver *d, struct setup *s)
{
	const struct layer *l = s->layer;

	/* The upgrade has reported what it could not name. */
	if (d->analysis->format == FORMAT_V0 && l->type.n)
		return;
	if (!l->kind || l->kind->forks || !is_named(l))
		report_type(d, s);
}

/* A loss with one top is a scalar, however many bottoms it lacks. */
static bool is_plain_loss(const struct layer *l)
{
	return l->kind->flags & LAYER_LOSS && l->top_count == 1;
}

static bool is_alone(const struct layer *l)
{
	return l->kind->flags & LAYER_ALONE && l->bottom_count == 1;
}

static void report_count(struct setup *s, struct str sentence)
{
	bool loss = is_plain_loss(s->layer);
	struct diag *d = loss ? setup_refuse(s, "wrong-count", NO_PLACE, "%.*s",
					     STR_ARGS(sentence))
			      : setup_error(s, "wrong-count", NO_PLACE, "%.*s",
					    STR_ARGS(sentence));

	if (s->layer->hint)
		d->hint = *s->layer->hint;
	else if (is_alone(s->layer))
		d->hint = S("in Synopsys Caffe (dialect synopsys) one is enough");
}

/* One bottom where stock Caffe has more, and the fork that holds does not. */
static bool may_be_alone(struct setup *s)
{
	if (!is_alone(s->layer) || !(s->net->forks & FORK_synopsys))
		return false;
	setup_refuse(s, "wrong-count", NO_PLACE, "%s of stock Caffe has at least %d bottoms, "
		     "not 1", s->layer->kind->type, s->layer->kind->bottoms.min);
	return true;
}

static bool count_fits(struct setup *s, const char *what, struct arity a, int count)
{
	const char *type = s->layer->kind->type;
	const char *s_of_min = a.min == 1 ? "" : "s";
	const char *s_of_max = a.max == 1 ? "" : "s";

	if (count >= a.min && count <= a.max)
		return true;
	if (a.min == a.max)
		report_count(s, str_printf(s->arena, "%s has %d %s%s, not %d", type,
			     a.min, what, s_of_min, count));
	else if (count < a.min)
		report_count(s, str_printf(s->arena, "%s has at least %d %s%s, not %d",
			     type, a.min, what, s_of_min, count));
	else
		report_count(s, str_printf(s->arena, "%s has at most %d %s%s, not %d",
			     type, a.max, what, s_of_max, count));
	return false;
}

/* Layer::CheckBlobCounts (layer.hpp). */
static bool counts_fit(struct setup *s)
{
	const struct layer *l = s->layer;

	if ((!may_be_alone(s) &&
	     !count_fits(s, "bottom", l->kind->bottoms, l->bottom_count)) ||
	    !count_fits(s, "top", l->kind->tops, l->top_count))
		return false;
	if (!(l->kind->flags & LAYER_PAIRED) || l->bottom_count == l->top_count)
		return true;
	report_count(s, str_printf(s->arena, "%s has as many tops as bottoms, not %d and "
				   "%d", l->kind->type, l->top_count, l->bottom_count));
	return false;
}

static void check_propagate_down(struct setup *s)
{
	const struct message *m = s->layer->message;
	int count;

	if (!layer_may_have(s->layer, LayerParameter_propagate_down))
		return;
	count = field_count(m, LayerParameter_propagate_down);
	if (count && count != s->layer->bottom_count)
		setup_refuse(s, "wrong-count",
			     place_of(m, LayerParameter_propagate_down, NO_PLACE),
			     "%d propagate_down for %d bottoms: there must be none or "
			     "one for each", count, s->layer->bottom_count);
}

static void see_bottoms(struct setup *s)
{
	for (int i = 0; i < s->layer->bottom_count; i++) {
		struct bottom *b = &s->layer->bottoms[i];

		b->shape = b->blob < 0 ? shape_unknown() : s->net->blobs[b->blob].top->shape;
	}
}

static void publish_tops(struct setup *s)
{
	for (int i = 0; i < s->layer->top_count; i++) {
		const struct top *t = &s->layer->tops[i];

		s->net->blobs[t->blob].top = t;
	}
}

static void check_weighted(struct setup *s)
{
	for (int i = 0; i < s->layer->top_count; i++) {
		const struct top *t = &s->layer->tops[i];

		if (t->loss_weight != 0 && t->shape.known && t->shape.count == 0)
			setup_refuse(s, "empty-loss", t->at, "top '%.*s' has no values "
				     "that a loss_weight could weigh", STR_ARGS(t->name));
	}
}

/* Layer::SetLossWeights (layer.hpp); a loss layer without weights has one, 1. */
static void set_loss_weights(struct setup *s)
{
	struct layer *l = s->layer;
	bool implicit = l->kind && l->kind->flags & LAYER_LOSS &&
			!l->loss_weight_count;
	int count = implicit ? 1 : l->loss_weight_count;

	if (count != l->top_count)
		clear_loss_weights(l);
	else if (implicit)
		l->tops[0].loss_weight = 1;
	if (count == l->top_count)
		check_weighted(s);
	else if (count)
		setup_refuse(s, "wrong-count",
			     place_of(l->message, LayerParameter_loss_weight, NO_PLACE),
			     "%d loss_weight%s for %d tops: there must be none or one "
			     "for each", count, implicit ? " (implied)" : "",
			     l->top_count);
}

/* A value that means nothing is missing; an unknown field may be of no account. */
static bool lost_value(const struct setup *s)
{
	return s->loss && s->net->diags->list[s->loss->diag].severity == SEVERITY_ERROR;
}

static void setup_layer(struct driver *d, struct layer *l)
{
	struct analysis *a = d->analysis;
	struct setup s = {
		.arena = a->net->arena, .net = a->net, .layer = l,
		.options = a->options, .assumptions = &a->assumptions,
		.lines = &a->lines, .recent = d->recent, .told = d->told,
		.loss = l->inserted ? NULL : loss_of(a, l->at),
	};
	bool fits;

	if (layer_may_have(l, LayerParameter_python_param))
		l->python = python_class(a->net->arena, l->message);
	see_bottoms(&s);
	check_propagate_down(&s);
	check_type(d, &s);
	if (l->kind && l->kind->param >= 0 && layer_may_have(l, l->kind->param))
		s.param = get_message(l->message, l->kind->param);
	fits = l->kind && counts_fit(&s);
	if (fits)
		l->kind->setup(&s);
	else if (l->kind && is_plain_loss(l))
		set_top(&s, 0, NULL, 0);
	else if (!l->kind)
		rules_apply(d->rules, &s);
	if (fits && layer_may_have(l, LayerParameter_blobs))
		take_blobs(&s);
	inputs_apply(d->inputs, &s);
	if (l->failed)
		clear_loss_weights(l);
	else
		set_loss_weights(&s);
	share_params(d->sharing, &s);
	if (l->failed || lost_value(&s))
		doubt_shapes(&s);
	else if (bottoms_doubtful(&s))
		doubt_params(&s);
	publish_tops(&s);
	if (fits && l->kind->count)
		l->kind->count(l);
}

void setup_layers(struct analysis *a)
{
	struct arena *arena = a->net->arena;
	struct driver d = {
		a, sharing_create(arena), inputs_create(arena, a->options),
		rules_create(arena, a->options), map_create(arena, 16), 0,
		NEW(arena, struct recent), { NULL },
	};

	for (int i = 0; i < a->net->layer_count; i++)
		setup_layer(&d, &a->net->layers[i]);
	inputs_finish(d.inputs, &a->diags);
	rules_finish(d.rules, &a->diags);
}
