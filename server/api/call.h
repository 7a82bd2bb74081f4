/* One request on its way through a handler, and what handlers share. */
#ifndef SERVER_CALL_H
#define SERVER_CALL_H

#include "db/store.h"
#include "server/api/assets.h"
#include "server/base/buffer.h"
#include "server/base/cache.h"
#include "server/api/guesses.h"
#include "server/base/limits.h"
#include "server/http/reply.h"
#include "server/http/router.h"

/* What lives as long as the process serves. */
struct server {
	struct store *store;
	struct cache *cache;		/* documents that were asked for lately */
	const char *static_folder;	/* NULL: the embedded files */
	struct arena *work[2];		/* for analyses: one per default document */
	struct buffer document;		/* text of the document being written */
	char renewed[STORE_ID_SIZE];	/* what older analyzers left has been made
					   anew up to this id */
	bool renewed_all;
	const struct route *routes;	/* the table that it answers by */
	const char *share_url;		/* "http://192.168.1.5:8643"; NULL: not shared */
	struct guesses guesses;		/* of links on the network */
};

struct call {
	struct server *server;
	struct arena *arena;		/* freed when the answer has been sent */
	const struct request *request;
	const struct route *route;
	struct str parameter[MAX_PARAMETERS];	/* decoded */
	struct query query;
	struct reply *reply;
};

static inline struct text to_text(struct str s) { return (struct text){ s.p, s.n }; }
static inline struct str to_str(struct text t) { return (struct str){ t.p, t.n }; }

void call_json(struct call *c, int status, const struct json *v);
void call_error(struct call *c, int status, const char *code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The answer to a store's failure (not to STORE_OK and STORE_EXISTS). */
void call_store_error(struct call *c, enum store_result result);
/* The first parameter as the id (or hash) of something stored; NULL and 404 when it
 * cannot be one. */
const char *call_id(struct call *c);
/* The body as a JSON object of at most 64 KiB; NULL when it has been answered. */
const struct json *call_body(struct call *c);

/* Answers one request: the `answer` of http_options; context is a server. */
void server_answer(void *context, struct arena *a, const struct request *request,
		   struct reply *reply);
/* Opens what a server needs besides its store; false without memory. */
bool server_open(struct server *s, struct store *store, const char *static_folder);
void server_close(struct server *s);

#endif
