/* The analysis document (DESIGN section 3) as JSON text, streamed.
 *
 * Written by hand: a JSON library would take 20 times as long and hold a tree
 * of every layer. */
#ifndef SERVER_DOCUMENT_H
#define SERVER_DOCUMENT_H

#include "models/figures/bytes.h"
#include "models/solver/file.h"
#include "server/base/buffer.h"

/* Where the text came from. */
struct document_source {
	struct str file;		/* its name, any bytes */
	const char *sha256;		/* lower-case hex of its bytes */
	const struct document_solver *solver;	/* that makes it, or NULL */
};

/* Which network of a solver definition an analysis is about. */
struct document_solver {
	struct str file, text;		/* the solver's */
	const struct solver_file *definition;
	int net;			/* index in it, or -1: its file in another phase */
	bool missing;			/* its file is: what is analysed is the solver */
};

/* The document of a solver definition, up to the documents of its networks: they follow
 * with commas, then "]}". */
void document_open_solver(struct buffer *out, const struct document_solver *s);

/* "test network 2 of 2 of solver.prototxt (test_net): Adam, 100 iterations". */
void document_solver_words(struct buffer *out, const struct document_solver *s);

/* Appends the document.  One allocation for most networks; out->failed when
 * memory ran out. */
void document_write(struct buffer *out, const struct analysis *a,
		    const struct document_source *source);

/* Its "totals" alone, for lists and comparisons. */
void document_write_totals(struct buffer *out, const struct analysis *a);

#endif
