/* Storages, and the memory figures that follow from them (DESIGN section 3). */
#ifndef FIGURES_MEMORY_H
#define FIGURES_MEMORY_H

#include "models/analysis.h"

/* Layer by layer, in order, after storages_create(): gives the tops' blobs their
 * storages and adds to the sums of tops and of parameters.  After setup_layers(). */
void storages_create(struct analysis *a);
void storages_assign(struct analysis *a, struct layer *l);

/* Fills the rest of a->memory, when every layer has its storages and the blobs that
 * nobody reads are known. */
void memory_measure(struct analysis *a);

/* Whether everything that is alive while the layer runs is known. */
static inline bool live_known(const struct analysis *a, int layer)
{
	return !a->memory.live_lower_bound || !a->memory.live_lower_bound[layer];
}

#endif
