/* What the documents of a stored network are asked when nobody asks for more. */
#include "server/api/defaults.h"

#include "models/layers/layer.h"
#include "models/layers/python.h"
#include "server/api/settings_http.h"

struct reading {
	struct arena *arena;
	struct analyze_options *options;
};

static void add_rule(void *context, const struct store_rule *row)
{
	const struct reading *r = context;
	struct rule_fault fault;
	struct rule rule;

	if (!rule_read(r->arena, str_copy(r->arena, to_str(row->text)), &rule, &fault))
		return;
	rule.standing = true;
	r->options->rules = rules_with(r->arena, r->options->rules,
				       &r->options->rule_count, &rule);
}

static enum store_result add_rules(struct server *s, struct arena *a, const char *id,
				   struct analyze_options *out)
{
	struct reading reading = { a, out };

	*out = settings_start(a).analyze;
	return store_list_rules(s->store, id, add_rule, &reading);
}

enum store_result defaults_for_new(struct server *s, struct arena *a,
				   struct analyze_options *out)
{
	return add_rules(s, a, NULL, out);
}

/* Options that this version does not take are as if they were not there. */
static void add_own(struct arena *a, struct str text, struct analyze_options *out)
{
	const char *fault;
	const struct json *own = text.n ? json_parse(a, text, &fault) : NULL;
	struct analyze_options with = *out;
	struct str error;

	if (own && settings_read_json(a, own, &with, &error))
		*out = with;
}

enum store_result defaults_of(struct server *s, struct arena *a, const char *id,
			      struct analyze_options *out)
{
	struct store_network n;
	enum store_result result = store_get_network(s->store, id, false, &n);

	if (result != STORE_OK)
		return result;
	result = add_rules(s, a, id, out);
	if (result == STORE_OK)
		add_own(a, str_copy(a, to_str(n.options)), out);
	store_release(n.memory);
	return result;
}

void defaults_add(struct server *s, struct arena *a, const char *id,
		  struct json *document)
{
	struct json *written = json_add_object(document, "defaults");
	struct analyze_options own;

	if (defaults_of(s, a, id, &own) == STORE_OK)
		settings_write(a, written, &own);
}

bool defaults_read(struct arena *a, const struct json *v, struct str *out,
		   struct str *error)
{
	struct analyze_options options = settings_start(a).analyze;
	struct json *written = json_object(a);

	*error = S("it must be an object");
	if (json_get(v, "phase")) {
		*error = S("a network has no phase of its own");
		return false;
	}
	if (!json_is_object(v) || !settings_read_json(a, v, &options, error))
		return false;
	settings_write(a, written, &options);
	*out = json_first(written) ? json_canonical(a, written) : S("");
	return true;
}

bool rule_is_needless(const struct rule *rule)
{
	return rule->scope == RULE_OF_PYTHON ? python_kind_named(rule->subject) != NULL
					     : layer_kind_named(rule->subject) != NULL;
}
