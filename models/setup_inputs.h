/* --batch and --input: other shapes for what comes from outside. */
#ifndef MODELS_SETUP_INPUTS_H
#define MODELS_SETUP_INPUTS_H

#include "models/layers/layer.h"

struct inputs;

struct inputs *inputs_create(struct arena *a, const struct analyze_options *options);

/* Whether a layer brings data from outside the network (DummyData and Parameter
 * do not). */
bool brings_data(const struct layer *l);

/* Changes the tops of a data layer that has been set up, as the options ask; a
 * note tells each change. */
void inputs_apply(struct inputs *inputs, struct setup *s);

/* Warns about names that no data layer makes. */
void inputs_finish(const struct inputs *inputs, struct diags *d);

#endif
