/* The request gate: everything a request must satisfy before it is routed.
 *
 * libmicrohttpd 0.9.75 is a lenient parser (two Host headers, Content-Length
 * beside Transfer-Encoding, %00 in a path …), and a page of another site that
 * has rebound its name reaches a loopback server.  So the gate is strict, is
 * the same for every route, and cannot be switched off. */
#ifndef SERVER_GATE_H
#define SERVER_GATE_H

#include "server/http/request.h"

struct gate {
	int port;			/* ours, as in Host */
	const char *const *hosts;	/* names besides the loopback ones */
	int host_count;
	size_t body_limit;
	bool only_hosts;		/* the loopback names are not ours */
};

/* Why a request is turned away; status 0 when it is not. */
struct refusal {
	int status;
	const char *code, *message;
};

/* Looks at everything but the body.  No memory, no side effects. */
struct refusal gate_check(const struct gate *g, const struct request *r);

/* The declared Content-Length, or -1 (none, or not a number). */
int64_t request_content_length(const struct request *r);
/* POST, PATCH and the like: may change something. */
bool request_is_unsafe(const struct request *r);

#endif
