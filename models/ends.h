/* Where a network begins and ends. */
#ifndef MODELS_ENDS_H
#define MODELS_ENDS_H

#include "models/analyze.h"

/* Fills a->inputs (the tops of Input layers, in order) and a->outputs (the
 * blobs that nobody reads, sorted by bytes as Caffe's std::set does; automatic
 * tops are none). */
void ends_find(struct analysis *a);

#endif
