/* What only follows from a fault that has been reported is not reported itself. */
#ifndef SETUP_FOLLOW_H
#define SETUP_FOLLOW_H

#include "models/analysis.h"
#include "models/layers/layer.h"

/* What could not be read of the layer at this offset, or NULL. */
const struct loss *loss_of(const struct analysis *a, uint32_t layer_at);

/* Whether a message would only follow from another: the layer lacks something that
 * could not be read (which then is an error, and has the sentence as its hint), it has
 * such an error already, or its bottoms are doubtful and the check is about shapes. */
bool follows(struct setup *s, bool error, const char *code, struct str sentence);

bool bottoms_doubtful(const struct setup *s);

/* After a fault: the shapes of tops and parameters are shown, but nothing is concluded
 * from them. */
void doubt_shapes(struct setup *s);
/* The parameters of a layer whose bottoms are doubtful. */
void doubt_params(struct setup *s);

#endif
