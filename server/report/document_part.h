/* Pieces that the parts of the document share. */
#ifndef SERVER_DOCUMENT_PART_H
#define SERVER_DOCUMENT_PART_H

#include "server/report/document.h"
#include "server/base/quote.h"

/* "key": — with a comma before it unless it is the first of its object. */
#define KEY(b, key)		put_literal(b, ",\"" key "\":")
#define FIRST_KEY(b, key)	put_literal(b, "{\"" key "\":")

static inline void put_bool(struct buffer *b, bool value)
{
	if (value)
		put_literal(b, "true");
	else
		put_literal(b, "false");
}

/* [1,3,224,224], [] for a scalar, null when it is not known. */
void put_shape(struct buffer *b, const struct shape *s);
/* {"elements":…,"bytes":…} with its marks, left open when `open`. */
void put_amount(struct buffer *b, const struct analysis *a, const struct amount *m);
void put_open_amount(struct buffer *b, const struct analysis *a,
		     const struct amount *m);
/* {"mul_add":…,…}: every metric but the MACs. */
void put_ops(struct buffer *b, const struct cost *c);

/* "flops", "traffic" (bytes moved at least) and "intensity", their ratio. */
/* ,"PREFIXlower_bound":true and ,"PREFIXdoubtful":true, where it is so. */
void put_marks(struct buffer *b, const char *before, const struct amount *m);
void put_work(struct buffer *b, int64_t flops, int64_t traffic);

void document_write_layers(struct buffer *b, const struct analysis *a);
/* "storages": who lives when, and where in the buffer plan; a top's "storage"
 * is an index here. */
void document_write_storages(struct buffer *b, const struct analysis *a);

/* "blocks": runs of layers that belong together, with their sums. */
void document_write_blocks(struct buffer *b, const struct analysis *a);
/* "solver": what makes the network, when that was read. */
void document_write_solver(struct buffer *b, const struct document_solver *s);
/* "fit": which batch fits, when that was asked. */
void document_write_fit(struct buffer *b, const struct analysis *a);

#endif
