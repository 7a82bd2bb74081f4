/* Yardsticks for our buffer plans: the two best of Pisarchyk and Lee, "Efficient Memory
 * Management for Deep Neural Net Inference" (2020), which TFLite uses. */
#ifndef TESTS_BENCH_GREEDY_H
#define TESTS_BENCH_GREEDY_H

#include "models/analyze.h"

/* Elements of the block that each needs for an analysis; its storages stay as they are. */
int64_t greedy_by_size(struct arena *arena, const struct memory *m);
int64_t greedy_by_breadth(struct arena *arena, const struct memory *m, int layers);

#endif
