/* An actual plan of buffers: where each storage would lie in one block. */
#ifndef FIGURES_PLAN_H
#define FIGURES_PLAN_H

#include "models/analysis.h"

/* Elements of a block in which every storage has a place of its own while it
 * is alive; at least `peak`, the most that is alive at once, and mostly that.
 * Fills in their offsets.  Several greedy orders are tried and the best is
 * taken.  Time grows with the storages and the pairs that live together; beyond
 * a bound on those only the cheapest plan is made.  The arena is for the work alone. */
int64_t plan_buffers(struct arena *arena, struct storage *storages, int count,
		     int64_t peak, const int64_t *live);

#endif
