/* What a Python layer is told: param_str, a YAML mapping or a Python dict.
 *
 * Only what such texts really hold is read: numbers, and lists of numbers or of
 * strings, after a key that may stand in quotes. */
#ifndef LAYERS_PYTHON_PARAM_H
#define LAYERS_PYTHON_PARAM_H

#include "models/base/str.h"

/* The whole number after a key, or `otherwise`. */
int64_t python_integer(struct str text, const char *key, int64_t otherwise);

/* The items of the list after a key, without their quotes, at most `most`; how
 * many there are, 0 where there is no such list. */
int python_list(struct str text, const char *key, struct str *items, int most);

#endif
