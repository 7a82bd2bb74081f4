/* Neighbouring layers that belong together: stages and blocks by what their
 * names begin with, units by repeated structure. */
#ifndef FIGURES_BLOCKS_H
#define FIGURES_BLOCKS_H

#include "models/analysis.h"

/* A run of layers; every layer is in exactly one of each grouping. */
struct block {
	int first, last;	/* layers, both included */
	int repeats;		/* so many in a row have the same types, this included */
};

/* "stage", "block", "structure", by enum grouping. */
extern const char *const grouping_names[GROUPINGS];
extern const char *const grouping_texts[GROUPINGS];

/* "res2", "inception_3a"; a single layer's own name. */
struct str block_name(const struct analysis *a, enum grouping g, const struct block *b);

/* Fills a->blocks.  After setup_layers(); time is linear in the layers. */
void blocks_find(struct analysis *a);

/* What the layers of a block come to.  `live` is the most that is alive in one of
 * them; everything else is a sum (saturated). */
struct block_sum {
	int64_t params, caffe, blobs, live, buffers, moved_values, moved_params;
	struct cost cost;
	bool doubtful;
	bool params_lower_bound, memory_lower_bound, live_lower_bound, cost_lower_bound;
};
struct block_sum block_sum(const struct analysis *a, const struct block *b);

/* Bytes that its layers move at least. */
int64_t block_traffic(const struct analysis *a, const struct block_sum *sum);

/* Elements of the storages that a layer makes. */
int64_t layer_made(const struct analysis *a, int layer);

#endif
