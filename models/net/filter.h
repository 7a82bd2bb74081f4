/* Which layers run: include and exclude rules (net.cpp, Net::FilterNet). */
#ifndef NET_FILTER_H
#define NET_FILTER_H

#include "models/net/net.h"

struct filter;

/* A filter for one state, which must outlive it. */
struct filter *filter_create(struct arena *a, const struct net_state *state);

/* Whether a LayerParameter's rules let it run.  With include and exclude both,
 * which Caffe refuses, the include rules are followed. */
bool filter_runs(const struct filter *f, const struct message *layer);

#endif
