#include "models/net/metric.h"

#include "models/net/shape.h"

const struct metric_kind metric_kinds[METRIC_COUNT] = {
#define METRIC(name, title, unit, text) { #name, title, unit, text },
#include "models/net/metric.def"
#undef METRIC
};

bool cost_add(struct cost *sum, const struct cost *c)
{
	bool overflow = false;

	for (int m = 0; m < METRIC_COUNT; m++)
		sum->of[m] = sum_checked(sum->of[m], c->of[m], &overflow);
	return !overflow;
}

int64_t cost_flops(const struct cost *c)
{
	bool overflow = false;
	int64_t sum = 0;

	for (int m = 0; m < METRIC_COUNT; m++)
		if (m != METRIC_macs)
			sum = sum_checked(sum, product_checked(c->of[m],
				m == METRIC_mul_add ? 2 : 1, &overflow), &overflow);
	return sum;
}
