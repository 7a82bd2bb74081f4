/* Bundles, and pages of their own: what leaves this server as a file. */
#include <stdlib.h>

#include "server/api/bundle.h"
#include "server/api/comparison.h"
#include "server/api/handlers.h"
#include "server/api/single.h"

static void release_buffer(void *owner)
{
	free(owner);
}

/* Sends the buffer as a file; it is the reply's then. */
static void send_file(struct call *c, struct buffer *b, const char *type,
		      const char *name)
{
	struct reply *r = c->reply;

	r->status = 200;
	r->type = type;
	r->policy = "sandbox; default-src 'none'; frame-ancestors 'none'";
	r->disposition = str_cstring(c->arena, str_printf(c->arena,
				"attachment; filename=\"%s\"", name));
	r->body = (struct str){ b->p, b->n };
	r->release = release_buffer;
	r->owner = b->p;
}

/* What ?network=ID&link=ID… names; everything without any. */
static enum store_result choose(struct call *c, struct bundle *b)
{
	enum store_result result = STORE_OK;

	for (int i = 0; i < c->query.count && result == STORE_OK; i++) {
		struct str name = c->query.list[i].name;
		const char *id = str_cstring(c->arena, c->query.list[i].value);

		if (str_equal(name, S("network")))
			result = bundle_add_network(c->server, c->arena, id, b);
		else if (str_equal(name, S("link")))
			result = bundle_add_link(c->server, c->arena, id, b);
	}
	if (result == STORE_OK && !b->network_count && !b->link_count)
		result = bundle_all(c->server, c->arena, b);
	return result;
}

void get_bundle(struct call *c)
{
	struct bundle bundle = { 0 };
	struct buffer text = { 0 };
	enum store_result result = choose(c, &bundle);

	if (result == STORE_OK)
		result = bundle_write(c->server, c->arena, &bundle, &text);
	if (result == STORE_OK) {
		send_file(c, &text, TYPE_JSON, "netweight.json");
		return;
	}
	buffer_free(&text);
	call_store_error(c, result);
}

void post_bundle(struct call *c)
{
	struct json *document = json_object(c->arena), *o;
	struct bundle_taken taken;
	struct str error;

	if (!bundle_read(c->server, c->arena, c->request->body, &taken, &error)) {
		call_error(c, 422, "not-a-bundle", "%.*s", STR_ARGS(error));
		return;
	}
	o = json_add_object(document, "stored");
	json_add_int(o, "networks", taken.networks);
	json_add_int(o, "links", taken.links);
	json_add_int(o, "rules", taken.rules);
	o = json_add_object(document, "present");
	json_add_int(o, "networks", taken.networks_present);
	json_add_int(o, "links", taken.links_present);
	json_add_string(document, "href", taken.path[0] ? taken.path : NULL);
	call_json(c, 200, document);
}

void post_single(struct call *c)
{
	struct comparison comparison = { 0 };
	struct store_comparison row;
	struct bundle bundle = { 0 };
	struct buffer text = { 0 };
	enum store_result result;

	if (!comparison_read(c, &comparison))
		return;
	comparison_row(c->arena, &comparison, &row);
	bundle_add_row(c->server, c->arena, &row, &bundle);
	result = single_write(c->server, c->arena, &bundle, &text);
	if (result == STORE_OK) {
		send_file(c, &text, "text/html; charset=utf-8", "netweight.html");
		return;
	}
	buffer_free(&text);
	call_store_error(c, result);
}
