/* Answers that stay the same, ready to be queued again: libmicrohttpd counts who
 * still sends one, so that it may leave here at any time. */
#ifndef SERVER_HTTP_READY_H
#define SERVER_HTTP_READY_H

#include <microhttpd.h>

#include "server/http/reply.h"

#define READY_ENTRIES 64

struct ready {
	struct ready_entry {
		char etag[65];
		const char *type;
		bool gzip;
		size_t size;
		struct MHD_Response *response;	/* NULL: free */
	} entries[READY_ENTRIES];
	size_t bytes;
	int next;			/* the one that leaves for the next */
};

/* The answer to `r`, lent until the next call; NULL when it is not here. */
struct MHD_Response *ready_find(const struct ready *l, const struct reply *r);
/* Whether the answer to `r` may be kept: it lasts, and fits. */
bool ready_takes(const struct reply *r);
/* Keeps an answer that owns its body; it is given back when it leaves. */
void ready_keep(struct ready *l, const struct reply *r, struct MHD_Response *response);
void ready_free(struct ready *l);

#endif
