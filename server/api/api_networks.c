/* Networks: list, upload, metadata, source. */
#include <stdlib.h>

#include "server/api/defaults.h"
#include "server/api/handlers.h"
#include "server/api/summary.h"
#include "server/api/view.h"
#include "server/api/zoo.h"

#define DEFAULT_PAGE 50
#define LARGEST_PAGE 200
#define LONGEST_NAME 255

static void push_network(void *context, const struct store_network *n)
{
	view_network(json_push_object(context), n);
}

/* The parameter `limit`, within its bounds. */
static int page_size(struct call *c)
{
	struct str text = query_value(&c->query, "limit");
	long limit = text.p ? strtol(str_cstring(c->arena, text), NULL, 10) : DEFAULT_PAGE;

	return limit < 1 ? 1 : limit > LARGEST_PAGE ? LARGEST_PAGE : (int)limit;
}

/* A parameter as a C string; NULL when it is absent or empty. */
static const char *text_parameter(struct call *c, const char *name)
{
	struct str text = query_value(&c->query, name);

	return text.n ? str_cstring(c->arena, text) : NULL;
}

void get_networks(struct call *c)
{
	const char *sort = text_parameter(c, "sort");
	struct store_query query = {
		.search = to_text(query_value(&c->query, "q")),
		.sort = sort ? sort : "created",
		.cursor = text_parameter(c, "cursor"),
		.limit = page_size(c),
	};
	struct json *document = json_object(c->arena);
	struct json *list = json_add_array(document, "networks");
	char next[STORE_CURSOR_SIZE] = "";
	int64_t total = 0;
	enum store_result result;

	intake_refresh_due(c->server, c->arena);
	result = store_list_networks(c->server->store, &query, push_network, list, &total,
				     next);

	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	json_add_string(document, "next", next[0] ? next : NULL);
	json_add_int(document, "total", total);
	call_json(c, 200, document);
}

/* Adds "network" and answers, when it is still there. */
static void answer_network(struct call *c, const char *id, struct json *document,
			   int status)
{
	struct store_network n;
	enum store_result result = store_get_network(c->server->store, id, false, &n);

	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	view_network(json_add_object(document, "network"), &n);
	defaults_add(c->server, c->arena, id, document);
	add_solvers(c, document, &n);
	store_release(n.memory);
	call_json(c, status, document);
}

/* What a file of another kind is says more than its first odd byte. */
static const struct diag *main_error(const struct analysis *a)
{
	const struct diag *first = NULL;

	for (int i = 0; i < a->diags.count; i++) {
		const struct diag *d = &a->diags.list[i];

		if (strcmp(d->code, "not-a-network") == 0)
			return d;
		if (d->severity == SEVERITY_ERROR && !first)
			first = d;
	}
	return first;
}

/* 422, with every message there is. */
static void refuse_network(struct call *c, const struct analysis *a)
{
	const struct diag *d = main_error(a);
	struct json *error, *document;

	document = error_document(c->arena, d ? d->code : "not-a-network",
				  d ? d->message : S("This is not a network"), &error);
	json_add_int(error, "line", d ? d->line : 0);
	json_add_int(error, "column", d ? d->column : 0);
	summary_add_diagnostics(error, a);
	call_json(c, 422, document);
}

static void answer_upload(struct call *c, const struct intake *in)
{
	struct json *document = json_object(c->arena);
	bool stored = in->outcome == INTAKE_STORED;

	if (in->analysis)
		summary_add_diagnostics(document, in->analysis);
	else
		json_add_array(document, "diagnostics");
	if (stored)
		c->reply->location = str_cstring(c->arena, str_printf(c->arena,
					"/api/networks/%.24s", in->sha256));
	answer_network(c, in->sha256, document, stored ? 201 : 200);
}

static void answer_intake(struct call *c, const struct intake *in)
{
	if (in->outcome == INTAKE_REFUSED)
		refuse_network(c, in->analysis);
	else if (in->outcome == INTAKE_FAILED)
		call_store_error(c, in->failure);
	else
		answer_upload(c, in);
}

void post_network(struct call *c)
{
	struct intake in = {
		.bytes = c->request->body,
		.file = query_value(&c->query, "name"),
		.origin = "upload",
		.keep = str_equal(query_value(&c->query, "keep"), S("1")),
	};

	if (!in.bytes.n) {
		call_error(c, 400, "empty", "The body must be the bytes of a prototxt");
		return;
	}
	if (take_solver(c, in.bytes, in.file))
		return;
	intake(c->server, c->arena, &in);
	answer_intake(c, &in);
}

void post_zoo(struct call *c)
{
	struct intake in;

	if (zoo_store(c->server, c->arena, c->parameter[0], &in))
		answer_intake(c, &in);
	else
		call_error(c, 404, "not-found", "There is no bundled network of that name; "
			   "GET /api/zoo lists them");
}

void get_network(struct call *c)
{
	struct json *document = json_object(c->arena);
	const char *id = call_id(c);
	int64_t links = 0;

	if (!id)
		return;
	intake_refresh(c->server, c->arena, id);
	store_count_links(c->server->store, id, &links);
	json_add_int(document, "links", links);
	answer_network(c, id, document, 200);
}

/* The member "name", if there is one; false when it has been answered. */
static bool change_name(struct call *c, const char *id, const struct json *v)
{
	struct str name;
	enum store_result result;

	if (!v)
		return true;
	if (!json_read_text(v, &name) || !name.n || name.n > LONGEST_NAME) {
		call_error(c, 400, "bad-name", "\"name\" must be a text of 1 to %d bytes",
			   LONGEST_NAME);
		return false;
	}
	result = store_rename_network(c->server->store, id, to_text(name));
	if (result != STORE_OK)
		call_store_error(c, result);
	return result == STORE_OK;
}

/* The member "options", likewise: what its documents are asked from now on. */
static bool change_options(struct call *c, const char *id, const struct json *v)
{
	struct str text, error;
	enum store_result result;

	if (!v)
		return true;
	if (!defaults_read(c->arena, v, &text, &error)) {
		call_error(c, 400, "bad-options", "\"options\": %.*s", STR_ARGS(error));
		return false;
	}
	result = store_set_options(c->server->store, id, to_text(text));
	if (result != STORE_OK) {
		call_store_error(c, result);
		return false;
	}
	cache_forget(c->server->cache, str_cstring(c->arena, (struct str){ id, 24 }));
	intake_refresh(c->server, c->arena, id);
	return true;
}

void patch_network(struct call *c)
{
	const char *id = call_id(c);
	const struct json *body = id ? call_body(c) : NULL;
	const struct json *name = json_get(body, "name");
	const struct json *options = json_get(body, "options");

	if (!body)
		return;
	if (!name && !options)
		call_error(c, 400, "bad-name", "\"name\" or \"options\" must be given");
	else if (change_name(c, id, name) && change_options(c, id, options))
		answer_network(c, id, json_object(c->arena), 200);
}

void delete_network(struct call *c)
{
	const char *id = call_id(c);
	struct json *document = json_object(c->arena);
	int64_t links = 0;
	enum store_result result;

	if (!id)
		return;
	result = store_delete_network(c->server->store, id, &links);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	cache_forget(c->server->cache, str_cstring(c->arena, (struct str){ id, 24 }));
	json_add_bool(document, "deleted", true);
	json_add_int(document, "links", links);
	call_json(c, 200, document);
}

/* RFC 6266: a plain name for old readers, and the real one. */
static const char *disposition(struct arena *a, struct str name)
{
	static const char hex[] = "0123456789ABCDEF";
	char *plain = arena_alloc(a, name.n + 1, 1);
	char *coded = arena_alloc(a, 3 * name.n + 1, 1), *to = coded;

	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		bool word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			    (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';

		plain[i] = word ? (char)c : '_';
		if (word) {
			*to++ = (char)c;
		} else {
			*to++ = '%';
			*to++ = hex[c >> 4];
			*to++ = hex[c & 15];
		}
	}
	return str_cstring(a, str_printf(a, "attachment; filename=\"%s\"; "
					    "filename*=UTF-8''%s", plain, coded));
}

void get_source(struct call *c)
{
	const char *id = call_id(c);
	struct store_network n;
	struct reply *r = c->reply;
	enum store_result result;

	if (!id)
		return;
	result = store_get_network(c->server->store, id, true, &n);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	r->owner = n.memory;
	r->release = store_release;
	r->status = 200;
	r->type = "text/plain; charset=utf-8";
	r->policy = "sandbox; default-src 'none'; frame-ancestors 'none'";
	r->cache = "no-cache";
	r->etag = str_cstring(c->arena, str_from(n.sha256));
	r->disposition = disposition(c->arena, to_str(n.file));
	r->body = to_str(n.source);
}
