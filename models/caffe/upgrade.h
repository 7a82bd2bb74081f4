/* Old networks to today's: what Caffe's UpgradeNetAsNeeded does. */
#ifndef CAFFE_UPGRADE_H
#define CAFFE_UPGRADE_H

#include "models/base/diag.h"
#include "models/caffe/schema.h"

enum net_format { FORMAT_V0, FORMAT_V1, FORMAT_V2 };

/* Changes a NetParameter in place to the current form, in Caffe's order
 * (upgrade_proto.cpp): V0 -> V1, transform fields of data layers, V1 -> V2
 * (types by their current names), input fields -> an Input layer "input" at
 * the front, BatchNorm param multipliers.  An input that has no shape and so
 * becomes no layer stays in the message.  Positions are kept.  Returns what
 * the file was written in; faults are STAGE_UPGRADE messages, which name lines. */
enum net_format upgrade_net(struct arena *a, struct diags *d, const struct lines *lines,
			    struct message *net_parameter);

#endif
