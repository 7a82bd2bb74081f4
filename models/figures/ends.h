/* Where a network begins and ends. */
#ifndef FIGURES_ENDS_H
#define FIGURES_ENDS_H

#include "models/analysis.h"

/* Layer by layer, in order: adds the tops of Input layers to a->inputs and marks the
 * blobs that nobody has read; automatic tops are never marked. */
void ends_note(struct analysis *a, struct layer *l);

/* Fills a->outputs, after the last layer: the blobs that nobody reads, sorted by
 * bytes as Caffe's std::set does. */
void ends_finish(struct analysis *a);

#endif
