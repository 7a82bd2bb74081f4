/* Depth and receptive fields. */
#ifndef FIGURES_DEPTH_H
#define FIGURES_DEPTH_H

#include "models/analysis.h"

/* Layer by layer, in order: adds to a->core_layers and a->core_depth (the most core
 * layers on any path) and fills the views of the layer and of its tops' blobs.  Where
 * paths join, the larger receptive field counts, axis by axis.  After
 * setup_layers(). */
void depth_measure(struct analysis *a, struct layer *l);

#endif
