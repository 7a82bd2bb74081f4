/* What a layer costs: one number per row of metric.def. */
#ifndef NET_METRIC_H
#define NET_METRIC_H

#include <stdbool.h>
#include <stdint.h>

enum metric {
#define METRIC(name, title, unit, text) METRIC_##name,
#include "models/net/metric.def"
#undef METRIC
	METRIC_COUNT
};

struct metric_kind {
	const char *name, *title, *unit, *text;
};
extern const struct metric_kind metric_kinds[METRIC_COUNT];

struct cost {
	int64_t of[METRIC_COUNT];	/* saturated at INT64_MAX */
};

/* Floating-point operations: two for a mul-add, one for everything else. */
int64_t cost_flops(const struct cost *c);

/* Adds every figure; false when one saturated. */
bool cost_add(struct cost *sum, const struct cost *c);

#endif
