/* Limits that a network must keep: --max-params and the like. */
#ifndef SERVER_BUDGET_H
#define SERVER_BUDGET_H

#include "server/report/report.h"

struct budgets {
	int64_t params, macs, memory;		/* 0: no limit is set… */
	bool has_params, has_macs, has_memory;	/* …unless it is said */
	const struct memory_figure *figure;	/* which memory; NULL: caffe */
};

/* One of the named memory figures. */
struct memory_figure {
	const char *name;
	struct amount (*of)(const struct analysis *a);	/* in bytes */
};
extern const struct memory_figure memory_figures[];	/* ended by a NULL name */

/* Sets the memory budget from "100MiB" or "peak:100MiB"; NULL, or what is wrong. */
const char *budget_set_memory(struct budgets *b, const char *value);

/* Prints every budget that is exceeded, with the layer that broke it, to stderr; true
 * when one is.  Says, too, where that cannot be known. */
bool budget_check(const struct budgets *b, const struct report *r);

#endif
