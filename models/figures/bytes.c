#include "models/figures/bytes.h"

#include <math.h>

int64_t type_bytes(int64_t elements, const struct dtype *type)
{
	bool overflow = false;

	if (type->bits % 8 == 0)
		return product_checked(elements, type->bits / 8, &overflow);
	return sum_checked(product_checked(elements, type->bits, &overflow), 7,
			   &overflow) / 8;
}

const struct dtype *activation_type(const struct analysis *a)
{
	return a->options->dtype ? a->options->dtype : &dtypes[0];
}

const struct dtype *weight_type(const struct analysis *a)
{
	return a->options->weight_dtype ? a->options->weight_dtype : activation_type(a);
}

int64_t amount_bytes(const struct analysis *a, int64_t elements)
{
	return type_bytes(elements, activation_type(a));
}

int64_t weight_bytes(const struct analysis *a, int64_t elements)
{
	return type_bytes(elements, weight_type(a));
}

const struct solver *analysis_solver(const struct analysis *a)
{
	return a->options->solver ? a->options->solver : &solvers[0];
}

static void join(struct amount *sum, const struct amount *part, int times)
{
	sum->lower_bound |= part->lower_bound;
	sum->doubtful |= part->doubtful;
	sum->overflow |= part->overflow;
	sum->elements = sum_checked(
		sum->elements, product_checked(part->elements, times, &sum->overflow),
		&sum->overflow);
}

struct amount solver_state(const struct analysis *a, const struct solver *s, bool gpu)
{
	struct amount sum = { 0 };

	join(&sum, &a->memory.training.params, gpu ? s->gpu : s->cpu);
	return sum;
}

/* The part that has the weights' type. */
static struct amount trained_weights(const struct analysis *a, const struct solver *s,
				     bool gpu)
{
	struct amount sum = solver_state(a, s, gpu);

	join(&sum, &a->memory.training.params, 1);
	join(&sum, &a->memory.training.param_gradients, 1);
	return sum;
}

static struct amount trained_blobs(const struct analysis *a)
{
	struct amount sum = a->memory.training.storages;

	join(&sum, &a->memory.training.gradients, 1);
	return sum;
}

struct amount training_total(const struct analysis *a, const struct solver *s, bool gpu)
{
	struct amount sum = trained_blobs(a), weights = trained_weights(a, s, gpu);

	join(&sum, &weights, 1);
	return sum;
}

int64_t training_bytes(const struct analysis *a, const struct solver *s, bool gpu)
{
	bool overflow = false;

	return sum_checked(amount_bytes(a, trained_blobs(a).elements),
			   weight_bytes(a, trained_weights(a, s, gpu).elements), &overflow);
}

int64_t layer_traffic(const struct analysis *a, const struct layer *l)
{
	bool overflow = false;

	return sum_checked(amount_bytes(a, l->moved_values),
			   weight_bytes(a, l->moved_params), &overflow);
}

int64_t total_traffic(const struct analysis *a)
{
	bool overflow = false;
	int64_t sum = 0;

	for (int i = 0; i < a->net->layer_count; i++)
		sum = sum_checked(sum, layer_traffic(a, &a->net->layers[i]), &overflow);
	return sum;
}

double intensity_of(int64_t flops, int64_t traffic)
{
	return traffic > 0 ? round((double)flops / (double)traffic * 1e3) / 1e3 : 0;
}
