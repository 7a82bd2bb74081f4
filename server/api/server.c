/* Answers one request: routes it, and keeps what all handlers share. */
#include <setjmp.h>

#include "server/api/call.h"
#include "server/api/page.h"

#define JSON_BODY_LIMIT ((size_t)64 << 10)

void call_json(struct call *c, int status, const struct json *v)
{
	reply_json(c->reply, c->arena, status, v);
}

void call_error(struct call *c, int status, const char *code, const char *format, ...)
{
	va_list args;
	struct str message;

	va_start(args, format);
	message = str_vprintf(c->arena, format, args);
	va_end(args);
	reply_error(c->reply, c->arena, status, code, "%.*s", STR_ARGS(message));
}

static const struct store_answer {
	enum store_result result;
	int status;
	const char *code;
} store_answers[] = {
	{ STORE_NOT_FOUND, 404, "not-found" },
	{ STORE_CONFLICT, 409, "conflict" },
	{ STORE_CORRUPT, 503, "store-damaged" },
	{ STORE_FULL, 507, "storage-full" },
	{ STORE_READ_ONLY, 503, "store-read-only" },
	{ STORE_NO_MEMORY, 503, "no-memory" },
	{ STORE_TOO_BIG, 413, "too-large" },
	{ STORE_BAD_QUERY, 400, "bad-parameter" },
	{ STORE_ERROR, 500, "store-error" },
};

void call_store_error(struct call *c, enum store_result result)
{
	const struct store_answer *row = store_answers;
	const char *said = store_message(c->server->store);

	while (row->result != result && row->result != STORE_ERROR)
		row++;
	if (result == STORE_NOT_FOUND)
		said = "There is nothing stored under that id";
	if (result == STORE_NO_MEMORY)
		said = "There is not enough memory for this";
	call_error(c, row->status, row->code, "%s", said && *said ? said :
		   "The store failed");
}

const char *call_id(struct call *c)
{
	struct str id = c->parameter[0];
	bool fits = id.n == 24 || id.n == 64;

	for (size_t i = 0; i < id.n && fits; i++)
		fits = (id.p[i] >= '0' && id.p[i] <= '9') ||
		       (id.p[i] >= 'a' && id.p[i] <= 'f');
	if (fits)
		return str_cstring(c->arena, id);
	call_error(c, 404, "not-found", "An id is 24 hexadecimal digits");
	return NULL;
}

const struct json *call_body(struct call *c)
{
	const char *fault = NULL;
	const struct json *body;

	if (c->request->body.n > JSON_BODY_LIMIT) {
		call_error(c, 413, "too-large", "This request takes at most 64 KiB");
		return NULL;
	}
	body = json_parse(c->arena, c->request->body, &fault);
	if (body && json_is_object(body))
		return body;
	call_error(c, 400, "bad-json", "The body must be a JSON object%s%s",
		   fault ? "; " : "", fault ? fault : "");
	return NULL;
}

static bool decode_call(struct call *c, const struct match *match)
{
	for (int i = 0; i < MAX_PARAMETERS; i++)
		if (!percent_decode(c->arena, match->parameter[i], false,
				    &c->parameter[i]))
			return false;
	return query_parse(c->arena, c->request->target, &c->query);
}

static bool is_api(struct str path)
{
	return str_equal(path, S("/api")) || str_starts(path, S("/api/"));
}

static void not_allowed(struct call *c, const char *allow)
{
	c->reply->allow = str_cstring(c->arena, str_from(allow));
	call_error(c, 405, "method", "%.*s is not possible here (%s)",
		   STR_ARGS(c->request->method), allow);
}

/* OPTIONS, and methods that the path does not have. */
static void answer_method(struct call *c, int found, const char *allow)
{
	if (found == 204) {
		c->reply->status = 204;
		c->reply->allow = str_cstring(c->arena, str_from(allow));
	} else {
		not_allowed(c, allow);
	}
}

/* A path that is no row of the table: a file of the page, or nothing. */
static void answer_unrouted(struct call *c, struct str path)
{
	struct str method = c->request->method;

	if (is_api(path))
		call_error(c, 404, "no-endpoint",
			   "There is no such endpoint; GET /api lists them");
	else if (str_equal(method, S("GET")) || str_equal(method, S("HEAD")))
		page_file(c, path);
	else
		answer_method(c, str_equal(method, S("OPTIONS")) ? 204 : 405,
			      "GET, HEAD, OPTIONS");
}

static void route(struct call *c)
{
	struct str path = request_path(c->request);
	struct match match;
	int found = router_find(c->server->routes, c->request->method, path, &match);

	if (found == 404) {
		answer_unrouted(c, path);
	} else if (found != 200) {
		answer_method(c, found, match.allow);
	} else if (!decode_call(c, &match)) {
		call_error(c, 400, "bad-target", "The address is not decodable");
	} else {
		c->route = match.route;
		match.route->handle(c);
	}
}

/* Whether all went well; false when the request's memory ran out on the way. */
static bool route_guarded(struct call *c)
{
	jmp_buf full;

	if (setjmp(full)) {
		arena_on_full(c->arena, NULL);
		return false;
	}
	arena_on_full(c->arena, &full);
	route(c);
	arena_on_full(c->arena, NULL);
	return true;
}

void server_answer(void *context, struct arena *a, const struct request *request,
		   struct reply *reply)
{
	static const char no_memory[] = "{\"error\":{\"code\":\"too-complex\",\"message\":"
		"\"Answering this takes more memory than one request may have\"}}";
	struct call c = { .server = context, .arena = a, .request = request,
			  .reply = reply };

	if (!route_guarded(&c)) {
		if (reply->release)
			reply->release(reply->owner);
		*reply = (struct reply){ .status = 422, .type = TYPE_JSON,
					 .body = str_from(no_memory) };
		return;
	}
	reply_revalidate(reply, request);
}

bool server_open(struct server *s, struct store *store, const char *static_folder)
{
	*s = (struct server){ .store = store, .static_folder = static_folder,
			       .routes = routes };
	s->cache = cache_create();
	s->work[0] = arena_create(WORK_LIMIT);
	s->work[1] = arena_create(WORK_LIMIT);
	if (s->cache && s->work[0] && s->work[1])
		return true;
	server_close(s);
	return false;
}

void server_close(struct server *s)
{
	if (s->cache)
		cache_destroy(s->cache);
	for (int i = 0; i < 2; i++)
		if (s->work[i])
			arena_destroy(s->work[i]);
	buffer_free(&s->document);
	store_close(s->store);
}
