/* Where gradients flow: the flags of Caffe's Net::Init (net.cpp). */
#ifndef FIGURES_BACKWARD_H
#define FIGURES_BACKWARD_H

#include "models/analysis.h"

/* Marks the storages through which backward passes (a gradient is written to
 * them, or a loss starts there), sums the parameters that are learnt into
 * a->memory.training.param_gradients and says whether there is anything to
 * learn at all.  After the storages are known. */
void backward_measure(struct analysis *a);

#endif
