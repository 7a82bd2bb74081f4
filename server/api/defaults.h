/* What the documents of a stored network are asked when nobody asks for more. */
#ifndef SERVER_DEFAULTS_H
#define SERVER_DEFAULTS_H

#include "models/analyze.h"
#include "server/api/call.h"

/* The rules for types that the network has layers of, and its own options
 * (PATCH /api/networks/{id}); phase TEST, with the limits of an upload.  Lives in the
 * arena. */
enum store_result defaults_of(struct server *s, struct arena *a, const char *id,
			      struct analyze_options *out);
/* For a network that is not stored yet: all the rules there are. */
enum store_result defaults_for_new(struct server *s, struct arena *a,
				   struct analyze_options *out);

#endif
