/* Bundles: networks and links as one JSON text, to be taken in elsewhere.
 *
 * {"schema": "netweight.bundle/1", "analyzer", "networks": [{"sha256", "name",
 *  "file", "options" (where it has any), "source" (or "source_base64", where it is
 *  not UTF-8)}], "rules": [TEXT] (with all of a database, where there are any),
 *  "links": [{"id", "title", "note", "analyzer", "created", "content", "figures"}]}
 *
 * A bundle for a page of its own has the answers too: each network's "network" (a
 * NET) and "documents": [{"sha256", "options", "document"}]. */
#ifndef SERVER_BUNDLE_H
#define SERVER_BUNDLE_H

#include "server/api/call.h"

struct bundle {
	char (*networks)[65];	/* by hash, each once */
	int network_count;
	struct store_comparison *links;
	int link_count;
	struct str *rules;	/* for types, of the whole database */
	int rule_count;
	bool all;		/* everything: networks without what rules say */
	bool answers;
};

/* Everything that was uploaded and every link, with the networks that they use.
 * `out` lives in the arena. */
enum store_result bundle_all(struct server *s, struct arena *a, struct bundle *out);
/* Adds a stored network, or a stored link with those of its networks that are here. */
enum store_result bundle_add_network(struct server *s, struct arena *a, const char *id,
				     struct bundle *b);
enum store_result bundle_add_link(struct server *s, struct arena *a, const char *id,
				  struct bundle *b);
/* Adds a link that need not be stored; its texts must live as long. */
void bundle_add_row(struct server *s, struct arena *a,
		    const struct store_comparison *row, struct bundle *b);

/* Writes it; the same bytes for the same content. */
enum store_result bundle_write(struct server *s, struct arena *a, const struct bundle *b,
			       struct buffer *out);

/* What came of taking one in. */
struct bundle_taken {
	int networks, links, rules;		/* new */
	int networks_present, links_present;	/* were here already */
	char path[40];				/* of the page that shows the last one */
};

/* Stores what a bundle holds.  False, and a sentence in *error, when it is none, is
 * damaged, or the store fails; what was stored until then stays. */
bool bundle_read(struct server *s, struct arena *a, struct str text,
		 struct bundle_taken *taken, struct str *error);

#endif
