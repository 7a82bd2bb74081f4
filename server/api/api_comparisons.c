/* Comparisons: short links with the content's hash as their name. */
#include "server/api/comparison.h"
#include "server/base/deadline.h"
#include "server/api/defaults.h"
#include "server/api/handlers.h"
#include "server/api/settings_http.h"
#include "server/api/view.h"

#define LONGEST_TITLE 200
#define LONGEST_NOTE 4000

struct listing {
	struct arena *arena;
	struct json *list;
};

/* id, title, note, analyzer, created, href. */
static void view_comparison(struct arena *a, struct json *o,
			    const struct store_comparison *c)
{
	json_add_string(o, "id", c->id);
	json_add_text(o, "title", to_str(c->title));
	json_add_text(o, "note", to_str(c->note));
	json_add_string(o, "analyzer", c->analyzer);
	json_add_time(o, "created", c->created);
	json_add_text(o, "href", str_printf(a, "/c/%s", c->id));
}

/* The stored content, which we wrote: {networks, baseline, view}. */
static const struct json *content_of(struct arena *a, struct text canonical)
{
	const char *fault;

	return json_parse(a, str_copy(a, to_str(canonical)), &fault);
}

static void push_comparison(void *context, const struct store_comparison *c)
{
	struct listing *l = context;
	const struct json *content = content_of(l->arena, c->canonical);
	struct json *o = json_push_object(l->list);

	view_comparison(l->arena, o, c);
	json_add_int(o, "networks", json_count(json_get(content, "networks")));
}

void get_comparisons(struct call *c)
{
	struct json *document = json_object(c->arena);
	struct listing l = { c->arena, json_add_array(document, "comparisons") };
	enum store_result result = store_list_comparisons(c->server->store,
							  push_comparison, &l);

	if (result != STORE_OK)
		call_store_error(c, result);
	else
		call_json(c, 200, document);
}

/* An optional text of the body; false, and answered, when it is none or long. */
static bool read_text(struct call *c, const struct json *body, const char *key,
		      size_t longest, struct str *out)
{
	const struct json *v = json_get(body, key);

	if (!v || json_is_null(v))
		return true;
	if (json_read_text(v, out) && out->n <= longest)
		return true;
	call_error(c, 400, "bad-text", "\"%s\" must be a text of at most %zu bytes", key,
		   longest);
	return false;
}

static bool is_id(struct str id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!((id.p[i] >= '0' && id.p[i] <= '9') ||
		      (id.p[i] >= 'a' && id.p[i] <= 'f')))
			return false;
	return id.n == 24 || id.n == 64;
}

/* The answer where a side cannot be had; true where it can. */
static bool found(struct call *c, struct str id, enum store_result result)
{
	if (result == STORE_NOT_FOUND)
		call_error(c, 404, "unknown-network", "No network %.*s is stored",
			   STR_ARGS(id));
	else if (result != STORE_OK)
		call_store_error(c, result);
	return result == STORE_OK;
}

/* All that its figures rest on: the network's defaults, unless "defaults" is false,
 * and what is asked on top of them. */
static bool read_options(struct call *c, const struct json *given,
			 const struct analyze_options *defaults,
			 struct analyze_options *out)
{
	struct str error = { 0 }, said = { 0 };
	bool with = true;

	json_read_bool(json_get(given, "defaults"), &with);
	if (json_read_text(json_get(given, "defaults"), &said))
		with = !str_equal(said, S("0"));
	*out = with ? *defaults : settings_start(c->arena).analyze;
	if (settings_read_json(c->arena, given, out, &error))
		return true;
	call_error(c, 400, "bad-options", "%.*s", STR_ARGS(error));
	return false;
}

/* One entry of "networks"; false when it has been answered. */
static bool read_side(struct call *c, const struct json *v, struct compared *out)
{
	struct analyze_options options, defaults = settings_start(c->arena).analyze;
	const struct json *given = json_get(v, "options");
	const char *name;
	struct str id;

	if (!json_read_text(json_get(v, "id"), &id) || !is_id(id)) {
		call_error(c, 400, "bad-networks",
			   "Each of \"networks\" must have an \"id\"");
		return false;
	}
	name = str_cstring(c->arena, id);
	return read_options(c, given, &defaults, &options) &&
	       found(c, id, defaults_of(c->server, c->arena, name, &defaults)) &&
	       read_options(c, given, &defaults, &options) &&
	       found(c, id, comparison_side(c->server, c->arena, name, &options,
					    &defaults, out));
}

static bool read_sides(struct call *c, const struct json *list, struct comparison *out)
{
	int count = json_is_array(list) ? json_count(list) : 0;
	int64_t end = clock_us() + (int64_t)(MAX_SECONDS * 1e6);

	if (count < 1 || count > MAX_COMPARED) {
		call_error(c, 400, "bad-networks", "\"networks\" must be a list of 1 to %d",
			   MAX_COMPARED);
		return false;
	}
	out->list = NEW_ARRAY(c->arena, count, struct compared);
	for (const struct json *v = json_first(list); v; v = json_next(v)) {
		if (clock_us() > end) {
			call_error(c, 422, "too-complex", "Analysing all of these takes "
				   "longer than one request may");
			return false;
		}
		if (!read_side(c, v, &out->list[out->count++]))
			return false;
	}
	return true;
}

static bool read_rest(struct call *c, const struct json *body, struct comparison *out)
{
	const struct json *baseline = json_get(body, "baseline");

	out->title = out->note = S("");
	out->view = json_get(body, "view");
	if (json_is_null(out->view))
		out->view = NULL;
	if (out->view && !json_is_object(out->view)) {
		call_error(c, 400, "bad-view", "\"view\" must be an object");
		return false;
	}
	if (baseline && (!json_read_int(baseline, &out->baseline) || out->baseline < 0 ||
			 out->baseline >= out->count)) {
		call_error(c, 400, "bad-baseline",
			   "\"baseline\" must be the index of one of \"networks\"");
		return false;
	}
	return read_text(c, body, "title", LONGEST_TITLE, &out->title) &&
	       read_text(c, body, "note", LONGEST_NOTE, &out->note);
}

bool comparison_read(struct call *c, struct comparison *out)
{
	const struct json *body = call_body(c);

	return body && read_sides(c, json_get(body, "networks"), out) &&
	       read_rest(c, body, out);
}

void post_comparison(struct call *c)
{
	struct comparison comparison = { 0 };
	struct json *document;
	enum store_result result;
	char id[25];

	if (!comparison_read(c, &comparison))
		return;
	result = comparison_put(c->server, c->arena, &comparison, id);
	if (result != STORE_OK && result != STORE_EXISTS) {
		call_store_error(c, result);
		return;
	}
	document = json_object(c->arena);
	json_add_string(document, "id", id);
	json_add_text(document, "href", str_printf(c->arena, "/c/%s", id));
	call_json(c, result == STORE_OK ? 201 : 200, document);
}

/* One network of a stored comparison; null when it has been deleted. */
static void view_side(struct call *c, struct json *o, const struct json *side)
{
	struct str sha256 = S("");
	struct store_network n;
	bool present;

	json_read_text(json_get(side, "sha256"), &sha256);
	present = store_get_network(c->server->store, str_cstring(c->arena, sha256), false,
				    &n) == STORE_OK;
	json_add_text(o, "sha256", sha256);
	json_add_text(o, "id", view_id(str_cstring(c->arena, sha256)));
	json_add_raw(o, "options", json_print(c->arena, json_get(side, "options")));
	json_add_bool(o, "present", present);
	if (!present) {
		json_add_null(o, "network");
		return;
	}
	view_network(json_add_object(o, "network"), &n);
	store_release(n.memory);
}

void comparison_answer(struct call *c, const struct store_comparison *row)
{
	const struct json *content = content_of(c->arena, row->canonical);
	struct json *document = json_object(c->arena);
	struct json *o = json_add_object(document, "comparison");
	struct json *list;

	view_comparison(c->arena, o, row);
	list = json_add_array(o, "networks");
	for (const struct json *v = json_first(json_get(content, "networks")); v;
	     v = json_next(v))
		view_side(c, json_push_object(list), v);
	json_add_raw(o, "baseline", json_print(c->arena, json_get(content, "baseline")));
	json_add_raw(o, "view", json_print(c->arena, json_get(content, "view")));
	json_add_raw(o, "figures", to_str(row->figures));
	call_json(c, 200, document);
}

static void answer_stored(struct call *c, const char *id)
{
	struct store_comparison row;
	enum store_result result = store_get_comparison(c->server->store, id, &row);

	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	comparison_answer(c, &row);
	store_release(row.memory);
}

void get_comparison(struct call *c)
{
	const char *id = call_id(c);

	if (id)
		answer_stored(c, id);
}

void patch_comparison(struct call *c)
{
	const char *id = call_id(c);
	const struct json *body = id ? call_body(c) : NULL;
	struct store_comparison row;
	struct str title, note;
	enum store_result result;

	if (!body)
		return;
	result = store_get_comparison(c->server->store, id, &row);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	title = str_copy(c->arena, to_str(row.title));
	note = str_copy(c->arena, to_str(row.note));
	store_release(row.memory);
	if (!read_text(c, body, "title", LONGEST_TITLE, &title) ||
	    !read_text(c, body, "note", LONGEST_NOTE, &note))
		return;
	result = store_rename_comparison(c->server->store, id, to_text(title),
					 to_text(note));
	if (result != STORE_OK)
		call_store_error(c, result);
	else
		answer_stored(c, id);
}

void delete_comparison(struct call *c)
{
	const char *id = call_id(c);
	struct json *document = json_object(c->arena);
	enum store_result result;

	if (!id)
		return;
	result = store_delete_comparison(c->server->store, id);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	json_add_bool(document, "deleted", true);
	call_json(c, 200, document);
}
