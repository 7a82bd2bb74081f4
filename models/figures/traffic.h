/* What layers read and write, and the buffers they keep for themselves. */
#ifndef FIGURES_TRAFFIC_H
#define FIGURES_TRAFFIC_H

#include "models/analysis.h"

/* Fills a layer's moved_values and moved_params, and adds to the network's buffers.  A
 * layer whose tops share its bottom's data moves nothing.  After storages_assign() of
 * the layer. */
void traffic_measure(struct analysis *a, struct layer *l);

#endif
