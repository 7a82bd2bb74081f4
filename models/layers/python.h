/* Layers written in Python: what is known of those that networks share. */
#ifndef LAYERS_PYTHON_H
#define LAYERS_PYTHON_H

#include "models/layers/layer.h"

/* The row for the module and layer that a layer of type Python names, or NULL.
 * All that such a row says is marked as assumed: the module is not in the file. */
const struct layer_kind *python_kind(const struct message *layer);
/* The same by "module.class". */
const struct layer_kind *python_kind_named(struct str name);

/* "module.class" of a layer of type Python, "" of others. */
struct str python_class(struct arena *a, const struct message *layer);

/* All rows: i from 0; NULL past the end.  `layer` is NULL where the row is for any
 * layer of the module. */
const struct layer_kind *python_kind_at(int i, const char **module, const char **layer);

#endif
