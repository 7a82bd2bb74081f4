/* Rules: what users say about layer types that netweight does not know. */
#include <time.h>

#include "server/api/defaults.h"
#include "server/api/handlers.h"

static void view_rule(struct json *o, const struct store_rule *rule)
{
	json_add_text(o, "type", to_str(rule->type));
	json_add_text(o, "text", to_str(rule->text));
	json_add_time(o, "created", rule->created);
}

static void push_rule(void *context, const struct store_rule *rule)
{
	view_rule(json_push_object(context), rule);
}

void get_rules(struct call *c)
{
	struct json *document = json_object(c->arena);
	enum store_result result =
		store_list_rules(c->server->store, NULL, push_rule,
				 json_add_array(document, "rules"));

	if (result != STORE_OK)
		call_store_error(c, result);
	else
		call_json(c, 200, document);
}

/* 400, with the place in the text. */
static void refuse_text(struct call *c, const struct rule_fault *fault)
{
	struct json *error, *document;

	document = error_document(c->arena, "bad-rule", fault->message, &error);
	json_add_int(error, "line", 1);
	json_add_int(error, "column", fault->column);
	call_json(c, 400, document);
}

/* A rule for all networks is one for a type that we do not know. */
static bool fits_all(struct call *c, const struct rule *rule)
{
	if (rule->scope == RULE_OF_LAYER)
		call_error(c, 400, "layer-rule", "A rule for one layer belongs to its "
			   "network: it is one of that network's options");
	else if (rule_is_needless(rule))
		call_error(c, 409, "known-type", "netweight knows what the layers of "
			   "type '%.*s' do", STR_ARGS(rule_key(c->arena, rule)));
	else
		return true;
	return false;
}

static void store_and_answer(struct call *c, const struct rule *rule)
{
	struct json *document = json_object(c->arena);
	struct store_rule row = { to_text(rule_key(c->arena, rule)), to_text(rule->text), 0 };
	enum store_result result;
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	row.created = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	result = store_put_rule(c->server->store, &row);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	cache_forget(c->server->cache, "");
	view_rule(json_add_object(document, "rule"), &row);
	call_json(c, 200, document);
}

void put_rule(struct call *c)
{
	const struct json *body = call_body(c);
	struct rule_fault fault;
	struct rule rule;
	struct str text;

	if (!body)
		return;
	if (!json_read_text(json_get(body, "text"), &text))
		call_error(c, 400, "bad-rule", "\"text\" must be a rule, as in \"Foo: top = "
			   "bottom\"");
	else if (!rule_read(c->arena, text, &rule, &fault))
		refuse_text(c, &fault);
	else if (fits_all(c, &rule))
		store_and_answer(c, &rule);
}

void delete_rule(struct call *c)
{
	struct json *document = json_object(c->arena);
	enum store_result result =
		store_delete_rule(c->server->store, to_text(c->parameter[0]));

	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	cache_forget(c->server->cache, "");
	json_add_bool(document, "deleted", true);
	call_json(c, 200, document);
}
