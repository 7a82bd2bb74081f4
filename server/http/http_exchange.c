/* One connection and the request on it: what libmicrohttpd calls. */
#include "server/http/http_exchange.h"

#include <netinet/in.h>
#include <stdlib.h>

#include "server/http/log.h"

/* One upload may need this much to be analysed (docs/api.md). */
#define ARENA_LIMIT ((size_t)256 << 20)
#define MAX_HEADERS 100
/* Bodies of all requests together; more are answered 503. */
#define BODIES_LIMIT ((size_t)256 << 20)

/* One connection and the request on it. */
struct exchange {
	struct deadline deadline;	/* first, so that a list entry is this */
	struct http *http;
	struct arena *arena;		/* only while it is answered: slow clients
					   hold none */
	char *target;
	struct pair headers[MAX_HEADERS];
	struct request request;
	struct reply reply;
	char *body;
	size_t body_size, body_capacity;
	bool started, answered, too_many_headers, too_large, no_room;
	int64_t begin_us;
};

static struct arena *take_arena(struct http *h)
{
	return h->spares ? h->spare[--h->spares] : arena_create(ARENA_LIMIT);
}

static void give_arena(struct http *h, struct arena *a)
{
	if (h->spares == SPARE_ARENAS) {
		arena_destroy(a);
		return;
	}
	arena_reset(a);
	h->spare[h->spares++] = a;
}

static void request_end(struct exchange *e)
{
	if (e->reply.release)
		e->reply.release(e->reply.owner);
	if (e->arena)
		give_arena(e->http, e->arena);
	e->http->bodies -= e->body_capacity;
	free(e->body);
	free(e->target);
	*e = (struct exchange){ .deadline = e->deadline, .http = e->http };
	deadline_set(&e->deadline, WAIT_IDLE, 0);
}

static struct exchange *exchange_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

/* Connections come and go. */
void on_connection(void *context, struct MHD_Connection *connection,
		   void **socket_context, enum MHD_ConnectionNotificationCode code)
{
	struct http *h = context;
	struct exchange *e = *socket_context;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		e = calloc(1, sizeof(*e));
		*socket_context = e;
		if (!e)
			return;
		e->http = h;
		deadlines_add(&h->connections, &e->deadline,
			      MHD_get_connection_info(connection,
				MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
	} else if (e) {
		request_end(e);
		deadlines_remove(&h->connections, &e->deadline);
		free(e);
	}
}

/* The request line has come: the target as it was sent. */
void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
	struct exchange *e = exchange_of(connection);

	(void)context;
	if (!e)
		return NULL;
	request_end(e);
	e->target = strdup(target);
	e->begin_us = clock_us();
	deadline_set(&e->deadline, WAIT_HEADER, 0);
	return NULL;
}

void on_completed(void *context, struct MHD_Connection *connection,
		  void **request_context, enum MHD_RequestTerminationCode code)
{
	struct exchange *e = exchange_of(connection);

	(void)context;
	(void)request_context;
	(void)code;
	if (e)
		request_end(e);
}

/* Targets stay as they were sent: the router decodes what it captures. */
size_t on_unescape(void *context, struct MHD_Connection *connection, char *s)
{
	(void)context;
	(void)connection;
	return strlen(s);
}

static enum MHD_Result on_header(void *context, enum MHD_ValueKind kind,
				 const char *name, size_t name_size,
				 const char *value, size_t value_size)
{
	struct exchange *e = context;

	(void)kind;
	if (e->request.header_count == MAX_HEADERS) {
		e->too_many_headers = true;
		return MHD_NO;
	}
	e->headers[e->request.header_count++] = (struct pair){
		{ name, name_size }, { value ? value : "", value_size },
	};
	return MHD_YES;
}

static struct MHD_Response *make_response(struct exchange *e, enum MHD_ResponseMemoryMode mode)
{
	struct pair headers[MAX_REPLY_HEADERS];
	struct reply *r = &e->reply;
	int count = reply_headers(e->arena, r, headers);
	struct MHD_Response *response = MHD_create_response_from_buffer(
		r->body.n, (void *)(uintptr_t)r->body.p, mode);

	for (int i = 0; response && i < count; i++)
		MHD_add_response_header(response, headers[i].name.p, headers[i].value.p);
	return response;
}

/* The answer, and whether it is to be given back after it has been queued. */
static struct MHD_Response *response_of(struct exchange *e, bool *own)
{
	struct ready *ready = &e->http->ready;
	bool kept = ready_takes(&e->reply);
	struct MHD_Response *response = kept ? ready_find(ready, &e->reply) : NULL;

	*own = !kept;
	if (response)
		return response;
	response = make_response(e, kept ? MHD_RESPMEM_MUST_COPY : MHD_RESPMEM_PERSISTENT);
	if (kept && response)
		ready_keep(ready, &e->reply, response);
	return response;
}

static enum MHD_Result send_reply(struct exchange *e, struct MHD_Connection *connection)
{
	struct reply *r = &e->reply;
	struct MHD_Response *response;
	enum MHD_Result result = MHD_NO;
	bool own;

	e->answered = true;
	r->close |= e->http->draining;
	response = response_of(e, &own);
	if (response)
		result = MHD_queue_response(connection, (unsigned)r->status, response);
	if (response && own)
		MHD_destroy_response(response);
	deadline_set(&e->deadline, WAIT_RESPONSE, r->body.n);
	if (!e->http->options.quiet)
		log_request(&e->request, r->status, r->body.n,
			    (double)(clock_us() - e->begin_us) / 1000);
	return result;
}

static enum MHD_Result refuse(struct exchange *e, struct MHD_Connection *connection,
			      int status, const char *code, const char *message)
{
	e->arena = take_arena(e->http);
	if (!e->arena)
		return MHD_NO;
	reply_error(&e->reply, e->arena, status, code, "%s", message);
	e->reply.close = true;
	return send_reply(e, connection);
}

/* An IPv6 client has a whole network of 64 bits to itself. */
static uint32_t network_of(const struct sockaddr_in6 *in)
{
	uint32_t parts[2];

	memcpy(parts, &in->sin6_addr, sizeof(parts));
	return parts[0] ^ parts[1] * UINT32_C(2654435761);
}

static uint32_t peer_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr_in *in = info ? (const void *)info->client_addr : NULL;

	if (in && in->sin_family == AF_INET6)
		return network_of((const void *)in);
	return in && in->sin_family == AF_INET ? in->sin_addr.s_addr : 0;
}

/* The header is complete: the gate, before a byte of the body is read. */
static enum MHD_Result begin(struct exchange *e, struct MHD_Connection *connection,
			     const char *method, const char *version)
{
	struct refusal refusal;

	e->started = true;
	e->request.method = str_from(method);
	e->request.target = str_from(e->target);
	e->request.version = str_from(version);
	e->request.headers = e->headers;
	e->request.peer = peer_of(connection);
	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, on_header, e);
	deadline_set(&e->deadline, WAIT_BODY, 0);
	if (e->too_many_headers)
		return refuse(e, connection, 431, "too-many-headers",
			      "There are too many header fields");
	refusal = gate_check(&e->http->options.gate, &e->request);
	if (refusal.status)
		return refuse(e, connection, refusal.status, refusal.code,
			      refusal.message);
	return MHD_YES;
}

/* Room for `size` more bytes of the body. */
static bool body_reserve(struct exchange *e, size_t size)
{
	size_t capacity = e->body_capacity ? e->body_capacity : 4096;
	char *grown;

	while (capacity < e->body_size + size)
		capacity *= 2;
	if (capacity == e->body_capacity)
		return true;
	if (e->http->bodies + capacity - e->body_capacity > BODIES_LIMIT)
		return false;
	grown = realloc(e->body, capacity);
	if (!grown)
		return false;
	e->http->bodies += capacity - e->body_capacity;
	e->body = grown;
	e->body_capacity = capacity;
	return true;
}

/* A piece of the body.  Past the limit it is read and forgotten, so that the
 * client hears 413; far past it the connection is closed. */
static enum MHD_Result receive(struct exchange *e, const char *data, size_t *size)
{
	size_t limit = e->http->options.gate.body_limit;

	e->too_large |= e->body_size + *size > limit;
	if (e->body_size + *size > 2 * limit)
		return MHD_NO;
	if (!e->too_large && !e->no_room && body_reserve(e, *size))
		memcpy(e->body + e->body_size, data, *size);
	else
		e->no_room = true;
	e->body_size += *size;
	*size = 0;
	deadline_set(&e->deadline, WAIT_BODY, e->body_size);
	return MHD_YES;
}

static enum MHD_Result answer(struct exchange *e, struct MHD_Connection *connection)
{
	if (e->too_large)
		return refuse(e, connection, 413, "too-large",
			      "The body is larger than this server takes (8 MiB)");
	if (e->no_room)
		return refuse(e, connection, 503, "busy",
			      "Too many uploads at once; try again in a moment");
	e->arena = take_arena(e->http);
	if (!e->arena)
		return MHD_NO;
	e->request.body = (struct str){ e->body ? e->body : "", e->body_size };
	e->http->options.answer(e->http->options.context, e->arena, &e->request,
				&e->reply);
	return send_reply(e, connection);
}

enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
			   const char *url, const char *method, const char *version,
			   const char *data, size_t *size, void **request_context)
{
	struct exchange *e = exchange_of(connection);

	(void)context;
	(void)url;
	(void)request_context;
	if (!e || !e->target)
		return MHD_NO;
	if (!e->started)
		return begin(e, connection, method, version);
	if (e->answered) {
		*size = 0;
		return MHD_YES;
	}
	return *size ? receive(e, data, size) : answer(e, connection);
}
