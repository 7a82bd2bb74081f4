/* Sets up every layer in order: shapes, parameters and all of Caffe's checks. */
#ifndef SETUP_SETUP_H
#define SETUP_SETUP_H

#include "models/analysis.h"

/* Net::Init's loop over a->net: propagates shapes through blobs, calls each
 * kind's set-up with the common checks of layer.hpp and net.cpp around it,
 * shares parameters by name, then counts costs. */
void setup_layers(struct analysis *a);

#endif
