/* --batch and --input: other shapes for what comes from outside, or is assumed. */
#ifndef SETUP_INPUTS_H
#define SETUP_INPUTS_H

#include "models/layers/layer.h"

struct inputs;

struct inputs *inputs_create(struct arena *a, const struct analyze_options *options);

/* Changes the tops of a layer that has been set up, as the options ask, where they
 * bring data from outside (those of DummyData and Parameter do not) or have been
 * assumed; a note tells each change. */
void inputs_apply(struct inputs *inputs, struct setup *s);

/* Warns about names that were asked for in vain. */
void inputs_finish(const struct inputs *inputs, struct diags *d);

#endif
