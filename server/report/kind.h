/* Files that are plainly something else. */
#ifndef SERVER_KIND_H
#define SERVER_KIND_H

#include "models/analyze.h"

#define KIND_SOLVER "a solver definition"

/* What the bytes are when they are no network's prototxt ("a JPEG image",
 * "a solver definition"), or NULL.  Looks at the beginning only. */
const char *file_kind(struct str text);

/* Adds the error "not-a-network" to the analysis of such a text: it is invalid
 * and not fit to be stored. */
void kind_report(struct analysis *a);

#endif
