/* Split layers where a blob is read more than once (insert_splits.cpp). */
#ifndef NET_SPLITS_H
#define NET_SPLITS_H

#include "models/net/names.h"
#include "models/net/net.h"

/* Replaces net->layers by the same layers with Caffe's Split layers among them:
 * behind the layer that wrote a blob last, for every top that is read more than
 * once.  A reader is a bottom entry; an explicit loss weight is one as well.
 * Readers get the names of the split tops in file order.  Bottoms that nobody
 * has produced are left as they are.  `names` gave the bottoms and tops their ids. */
void insert_splits(struct net *net, struct names *names);

#endif
