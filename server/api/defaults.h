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
/* Adds them as "defaults", without the limits: {"batch": 8, "rule": […]}. */
void defaults_add(struct server *s, struct arena *a, const char *id,
		  struct json *document);
/* Options that a network shall keep, in their one spelling; empty for none.  False, and a
 * sentence in *error, when they cannot be. */
bool defaults_read(struct arena *a, const struct json *v, struct str *out,
		   struct str *error);
/* A rule for layers that netweight knows. */
bool rule_is_needless(const struct rule *rule);
/* For a network that is not stored yet: all the rules there are. */
enum store_result defaults_for_new(struct server *s, struct arena *a,
				   struct analyze_options *out);

#endif
