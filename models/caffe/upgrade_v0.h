/* The oldest networks: layers { layer { type: "conv" … } }. */
#ifndef CAFFE_UPGRADE_V0_H
#define CAFFE_UPGRADE_V0_H

#include "models/base/diag.h"
#include "models/caffe/schema.h"

/* Whether any `layers` holds a V0 `layer`: then all of them are taken as V0
 * (upgrade_proto.cpp, NetNeedsV0ToV1Upgrade). */
bool v0_needed(const struct message *net);

/* Removes padding layers and gives their pad to the convolution or pooling
 * behind them (UpgradeV0PaddingLayers), and everything of the network that
 * UpgradeV0Net drops. */
void v0_prepare(struct arena *a, struct diags *d, struct message *net);

/* One `layers` as a V1LayerParameter without a type; *type is its type by its
 * current name, or as it was where V0 had no such type (UpgradeV0LayerParameter). */
struct message v0_to_v1(struct arena *a, struct diags *d,
			const struct field *layers, struct str *type);

#endif
