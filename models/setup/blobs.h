/* Parameters that a file itself holds, as text dumps of trained networks do. */
#ifndef SETUP_BLOBS_H
#define SETUP_BLOBS_H

#include "models/layers/layer.h"

/* LayerParameter's `blobs`: checks them as Blob::FromProto does (blob.cpp), and
 * puts them in the place of the parameters that the layer's set-up has made,
 * with what the layer's type checks of blobs that it finds. */
void take_blobs(struct setup *s);

#endif
