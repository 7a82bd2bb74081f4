/* The analysis document (DESIGN section 3) as JSON text, streamed.
 *
 * Written by hand: a JSON library would take 20 times as long and hold a tree
 * of every layer. */
#ifndef SERVER_DOCUMENT_H
#define SERVER_DOCUMENT_H

#include "models/bytes.h"
#include "server/base/buffer.h"

/* Where the text came from. */
struct document_source {
	struct str file;		/* its name, any bytes */
	const char *sha256;		/* lower-case hex of its bytes */
};

/* Appends the document.  One allocation for most networks; out->failed when
 * memory ran out. */
void document_write(struct buffer *out, const struct analysis *a,
		    const struct document_source *source);

/* Its "totals" alone, for lists and comparisons. */
void document_write_totals(struct buffer *out, const struct analysis *a);

#endif
