/* How a bundle is written, in parts. */
#ifndef SERVER_BUNDLE_PART_H
#define SERVER_BUNDLE_PART_H

#include "server/api/bundle.h"

/* The answers to all that a reader of the bundle's page can ask: the members of
 * "documents", each question once. */
void bundle_put_documents(struct server *s, struct arena *a, const struct bundle *b,
			  struct buffer *out);

#endif
