/* Comparisons as they are stored: named by the hash of their content. */
#ifndef SERVER_COMPARISON_H
#define SERVER_COMPARISON_H

#include "models/analyze.h"
#include "server/api/call.h"

#define MAX_COMPARED 64

/* One side of a comparison, and what it was when it was made. */
struct compared {
	char sha256[65];
	struct analyze_options options;
	struct str figures;		/* a SUM */
};

struct comparison {
	struct compared *list;
	int count;
	int64_t baseline;
	struct str title, note;
	const struct json *view;	/* an object, or NULL */
};

/* Finds a stored network and the figures of its analysis with `options`, which are
 * kept where they differ from its `defaults` in nothing but the phase. */
enum store_result comparison_side(struct server *s, struct arena *a, const char *id,
				  const struct analyze_options *options,
				  const struct analyze_options *defaults,
				  struct compared *out);
/* Reads the body of a request that describes one (docs/api.md); false, and answered,
 * when it does not. */
bool comparison_read(struct call *c, struct comparison *out);
/* The row that would be stored, with its id; nothing is stored. */
void comparison_row(struct arena *a, const struct comparison *c,
		    struct store_comparison *row);
/* Stores it; STORE_EXISTS when the same one is there.  `id` is filled. */
enum store_result comparison_put(struct server *s, struct arena *a,
				 const struct comparison *c, char id[25]);

#endif
