/* Which layer of one network stands for which of another. */
#ifndef SERVER_ALIGN_H
#define SERVER_ALIGN_H

#include "models/analyze.h"

struct pair {
	int left, right;	/* layer indices; -1: no counterpart */
};

/* Pairs of the layers of both, in an order that is each network's own; inserted
 * splits are left out.  Layers of the same name are paired first (the longest
 * sequence that keeps both orders), then between those the layers of the same
 * type, by the alignment with the most agreement in shapes and parameters. */
struct pair *align_layers(struct arena *arena, const struct analysis *left,
			  const struct analysis *right, int *count);

/* Do they have the same type, output shapes, parameters and arithmetic? */
bool same_layer(const struct layer *a, const struct layer *b);

#endif
