/* Sums over layers. */
#ifndef FIGURES_TOTALS_H
#define FIGURES_TOTALS_H

#include "models/analysis.h"

/* Parameters of one layer: those that own their blob, or all of them; at least so
 * many where a shape is unknown, or the layer itself. */
struct amount layer_params(const struct layer *l, bool shared_too);

/* Adds a layer to params, params_all (shared ones each time), params_trained (without
 * lr_mult 0 and BatchNorm statistics), cost, macs_per_item, unknown_layers,
 * unknown_shapes and their marks.  After setup_layers(). */
void totals_add(struct analysis *a, struct layer *l);

/* Adds a shape's count to an amount; an unknown shape makes it a lower bound. */
static inline void amount_add(struct amount *sum, const struct shape *s)
{
	if (!s->known) {
		sum->lower_bound = true;
		return;
	}
	sum->overflow |= s->overflow;
	sum->doubtful |= s->doubtful;
	sum->elements = sum_checked(sum->elements, s->count, &sum->overflow);
}

/* Whether its shapes follow from a fault, its own or an earlier layer's. */
bool layer_doubtful(const struct layer *l);

/* The marks of parameters, Caffe's memory and arithmetic together. */
struct amount total_marks(const struct analysis *a);

/* The network's multiply-accumulates. */
struct amount macs_amount(const struct analysis *a);

/* Whether the layer's MACs are known: it has a type or a rule that says them, and
 * the shapes that they follow from. */
bool layer_macs_known(const struct layer *l);
/* The same of its other operations, which no rule says. */
bool layer_ops_known(const struct layer *l);

#endif
