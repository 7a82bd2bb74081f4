/* What lists and comparisons show of an analysis, and the rows that are stored. */
#ifndef SERVER_SUMMARY_H
#define SERVER_SUMMARY_H

#include "db/store.h"
#include "models/analyze.h"

/* {"TEST": SUM, "TRAIN": SUM}: the totals of each phase in short (docs/api.md). */
struct str summary_json(struct arena *a, struct analysis *const *analyses, int count);
/* The layers and figures of a document, as rows. */
void summary_rows(struct arena *a, const struct analysis *analysis,
		  struct store_document *out);

struct json;
/* One SUM. */
void summary_add(struct json *object, const struct analysis *analysis);
/* The messages of an analysis, in order. */
void summary_add_diagnostics(struct json *object, const struct analysis *analysis);

#endif
