/* What layers read and write, and the buffers they keep for themselves. */
#ifndef MODELS_TRAFFIC_H
#define MODELS_TRAFFIC_H

#include "models/analyze.h"

/* Fills layers' moved_values and moved_params, and the network's buffers.  A
 * layer whose tops share its bottom's data moves nothing.  After
 * memory_measure(). */
void traffic_measure(struct analysis *a);

#endif
