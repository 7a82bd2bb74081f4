/* Where a blob that a layer reads in vain may be meant to come from. */
#ifndef NET_HINTS_H
#define NET_HINTS_H

#include "models/net/filter.h"

struct hints;

/* `net` has its layers, before blobs are connected; both must outlive it. */
struct hints *hints_create(const struct net *net, const struct lines *lines,
			   const struct message *net_parameter,
			   const struct filter *filter);

/* A sentence about bottom `name` of layer `reader` (index in net->layers), or
 * empty: made later, made in another phase, the name of a layer, or a near
 * spelling.  Constant time but for the spelling, which is tried a few times. */
struct str hint_for(struct hints *h, struct str name, int reader);

#endif
