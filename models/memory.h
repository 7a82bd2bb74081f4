/* Storages, and the memory figures that follow from them (DESIGN section 3). */
#ifndef MODELS_MEMORY_H
#define MODELS_MEMORY_H

#include "models/analyze.h"

/* Gives every blob its storage and fills a->memory.  After setup_layers(). */
void memory_measure(struct analysis *a);

#endif
