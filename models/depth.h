/* Depth and receptive fields. */
#ifndef MODELS_DEPTH_H
#define MODELS_DEPTH_H

#include "models/analyze.h"

/* Fills a->core_layers, a->core_depth (the most core layers on any path) and
 * the views of every layer.  Where paths join, the larger receptive field
 * counts, axis by axis.  After setup_layers(). */
void depth_measure(struct analysis *a);

#endif
