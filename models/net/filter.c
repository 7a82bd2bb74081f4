#include "models/net/filter.h"

#include "models/base/map.h"

struct filter {
	const struct net_state *state;
	struct map *stages;
};

struct filter *filter_create(struct arena *a, const struct net_state *state)
{
	struct filter *f = NEW(a, struct filter);

	f->state = state;
	f->stages = map_create(a, state->stage_count);
	for (int i = 0; i < state->stage_count; i++)
		map_put(f->stages, state->stages[i], i);
	return f;
}

/* Whether every stage of the list `id` is in the state (or none of them is). */
static bool stages_are(const struct filter *f, const struct message *rule, int id,
		       bool present)
{
	for EACH_FIELD(stage, rule, id) {
		if ((map_get(f->stages, stage->value.string) >= 0) != present)
			return false;
	}
	return true;
}

/* Net::StateMeetsRule.  A rule that says nothing is always met. */
static bool rule_met(const struct filter *f, const struct message *rule)
{
	const struct net_state *state = f->state;

	if (has_field(rule, NetStateRule_phase) &&
	    get_int(rule, NetStateRule_phase) != (int64_t)state->phase)
		return false;
	if (has_field(rule, NetStateRule_min_level) &&
	    state->level < get_int(rule, NetStateRule_min_level))
		return false;
	if (has_field(rule, NetStateRule_max_level) &&
	    state->level > get_int(rule, NetStateRule_max_level))
		return false;
	return stages_are(f, rule, NetStateRule_stage, true) &&
	       stages_are(f, rule, NetStateRule_not_stage, false);
}

static bool any_rule_met(const struct filter *f, const struct message *layer, int id)
{
	for EACH_FIELD(rule, layer, id) {
		if (rule_met(f, &rule->value.message))
			return true;
	}
	return false;
}

bool filter_runs(const struct filter *f, const struct message *layer)
{
	if (has_field(layer, LayerParameter_include))
		return any_rule_met(f, layer, LayerParameter_include);
	return !any_rule_met(f, layer, LayerParameter_exclude);
}
