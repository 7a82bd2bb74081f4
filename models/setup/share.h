/* Parameters that layers share by name (net.cpp, Net::AppendParam). */
#ifndef SETUP_SHARE_H
#define SETUP_SHARE_H

#include "models/layers/layer.h"

struct sharing;

struct sharing *sharing_create(struct arena *a);

/* Gives the parameters of a layer that has been set up their names, multipliers
 * and owners; refuses too many `param` entries, shapes that differ (or counts,
 * in mode PERMISSIVE) and multipliers that contradict each other. */
void share_params(struct sharing *sharing, struct setup *s);

#endif
