/* Answers that stay the same, ready to be queued again. */
#include "server/http/http_ready.h"

#include <stdio.h>
#include <string.h>

#define MAX_BYTES ((size_t)16 << 20)
#define MAX_ENTRY ((size_t)1 << 20)

bool ready_takes(const struct reply *r)
{
	return r->lasting && r->status == 200 && r->etag && !r->close &&
	       r->body.n <= MAX_ENTRY && strlen(r->etag) < 65;
}

struct MHD_Response *ready_find(const struct ready *l, const struct reply *r)
{
	for (const struct ready_entry *e = l->entries; e < l->entries + READY_ENTRIES; e++)
		if (e->response && e->gzip == r->gzip && e->type == r->type &&
		    strcmp(e->etag, r->etag) == 0)
			return e->response;
	return NULL;
}

static void drop(struct ready *l, struct ready_entry *e)
{
	if (!e->response)
		return;
	MHD_destroy_response(e->response);
	l->bytes -= e->size;
	*e = (struct ready_entry){ 0 };
}

static struct ready_entry *oldest(struct ready *l)
{
	struct ready_entry *e = &l->entries[l->next];

	l->next = (l->next + 1) % READY_ENTRIES;
	drop(l, e);
	return e;
}

void ready_keep(struct ready *l, const struct reply *r, struct MHD_Response *response)
{
	struct ready_entry *e = oldest(l);

	while (l->bytes + r->body.n > MAX_BYTES)
		e = oldest(l);
	snprintf(e->etag, sizeof(e->etag), "%s", r->etag);
	e->type = r->type;
	e->gzip = r->gzip;
	e->size = r->body.n;
	e->response = response;
	l->bytes += e->size;
}

void ready_free(struct ready *l)
{
	for (int i = 0; i < READY_ENTRIES; i++)
		drop(l, &l->entries[i]);
}
