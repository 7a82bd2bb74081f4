/* How the tops of a layer look at the spatial axes of its first bottom, those from blob
 * axis 2 on.  What depth.c follows; see struct window. */
#ifndef LAYERS_LOOK_H
#define LAYERS_LOOK_H

#include "models/layers/layer.h"

/* One window of one element for each spatial axis of the first bottom, in the order of
 * the axes; to be changed.  NULL where it has none or is not known. */
struct window *look_at_each(struct setup *s);

/* The top begins at element `from` of a blob axis (Crop; below 0: padding). */
void look_shifted(struct setup *s, int axis, int64_t from);

/* The top has `out` elements for `in` of the bottom's, the first of which is `from`:
 * each looks at `kernel` neighbours, `ratio` elements after those before it. */
void look_resized(struct setup *s, int axis, int64_t from, int64_t kernel, double ratio);

/* Every element becomes a block of `times` (repeated, or from channels), less `cut` at
 * the beginning. */
void look_repeated(struct setup *s, int axis, int64_t times, int64_t cut);

/* Every element of the top sees the whole of each blob axis from this one on, or of this
 * one alone. */
void look_from(struct setup *s, int axis);
void look_along(struct setup *s, int axis);

#endif
