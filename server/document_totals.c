#include "server/document_part.h"

const struct solver *analysis_solver(const struct analysis *a)
{
	return a->options->solver ? a->options->solver : &solvers[0];
}

static int64_t bytes_of(int64_t elements, int bits)
{
	bool overflow = false;

	if (bits % 8 == 0)
		return product_checked(elements, bits / 8, &overflow);
	return sum_checked(product_checked(elements, bits, &overflow), 7, &overflow) / 8;
}

int64_t amount_bytes(const struct analysis *a, int64_t elements)
{
	return bytes_of(elements, a->options->dtype ? a->options->dtype->bits
						    : dtypes[0].bits);
}

static void amount_join(struct amount *sum, const struct amount *part, int times)
{
	sum->lower_bound |= part->lower_bound;
	sum->overflow |= part->overflow;
	sum->elements = sum_checked(
		sum->elements, product_checked(part->elements, times, &sum->overflow),
		&sum->overflow);
}

struct amount training_total(const struct analysis *a, const struct solver *solver,
			     bool gpu)
{
	const struct training *t = &a->memory.training;
	struct amount sum = t->storages;

	amount_join(&sum, &t->gradients, 1);
	amount_join(&sum, &t->params, 1);
	amount_join(&sum, &t->param_gradients, 1);
	amount_join(&sum, &t->params, gpu ? solver->gpu : solver->cpu);
	return sum;
}

void put_open_amount(struct buffer *b, const struct analysis *a, const struct amount *m)
{
	FIRST_KEY(b, "elements");
	put_json_integer(b, m->elements);
	KEY(b, "bytes");
	put_json_integer(b, amount_bytes(a, m->elements));
	if (m->lower_bound)
		put_literal(b, ",\"lower_bound\":true");
	if (m->overflow)
		put_literal(b, ",\"overflow\":true");
}

void put_amount(struct buffer *b, const struct analysis *a, const struct amount *m)
{
	put_open_amount(b, a, m);
	put_char(b, '}');
}

static void put_peak(struct buffer *b, const struct analysis *a)
{
	const struct memory *m = &a->memory;
	struct amount plan = { .elements = m->plan_elements,
			       .lower_bound = m->peak.lower_bound };

	put_open_amount(b, a, &m->peak);
	KEY(b, "layer");
	if (m->peak_layer >= 0)
		put_signed(b, m->peak_layer);
	else
		put_literal(b, "null");
	if (m->peak_layer >= 0) {
		KEY(b, "layer_name");
		put_json_string(b, a->net->layers[m->peak_layer].name);
	}
	KEY(b, "plan");
	put_amount(b, a, &plan);
	put_char(b, '}');
}

static void put_solver(struct buffer *b, const struct analysis *a,
		       const struct solver *s)
{
	struct amount cpu = training_total(a, s, false), gpu = training_total(a, s, true);
	struct amount cpu_state = { 0 }, gpu_state = { 0 };

	amount_join(&cpu_state, &a->memory.training.params, s->cpu);
	amount_join(&gpu_state, &a->memory.training.params, s->gpu);
	FIRST_KEY(b, "name");
	put_json_string(b, str_from(s->name));
	KEY(b, "cpu_state");
	put_amount(b, a, &cpu_state);
	KEY(b, "cpu");
	put_amount(b, a, &cpu);
	KEY(b, "gpu_state");
	put_amount(b, a, &gpu_state);
	KEY(b, "gpu");
	put_amount(b, a, &gpu);
	put_char(b, '}');
}

static void put_solvers(struct buffer *b, const struct analysis *a)
{
	KEY(b, "solvers");
	put_char(b, '[');
	for (const struct solver *s = solvers; s->name; s++) {
		if (s != solvers)
			put_char(b, ',');
		put_solver(b, a, s);
	}
	put_char(b, ']');
}

/* Only what is trained has a training figure. */
static void put_training(struct buffer *b, const struct analysis *a)
{
	const struct training *t = &a->memory.training;
	struct amount total = training_total(a, analysis_solver(a), false);

	if (a->net->state.phase != PHASE_TRAIN) {
		put_literal(b, "null");
		return;
	}
	put_open_amount(b, a, &total);
	KEY(b, "solver");
	put_json_string(b, str_from(analysis_solver(a)->name));
	KEY(b, "learns");
	put_bool(b, t->backward);
	KEY(b, "storages");
	put_amount(b, a, &t->storages);
	KEY(b, "gradients");
	put_amount(b, a, &t->gradients);
	KEY(b, "params");
	put_amount(b, a, &t->params);
	KEY(b, "param_gradients");
	put_amount(b, a, &t->param_gradients);
	put_solvers(b, a);
	put_char(b, '}');
}

static void put_weights(struct buffer *b, const struct analysis *a)
{
	put_open_amount(b, a, &a->memory.weights);
	KEY(b, "bytes_by_type");
	for (const struct dtype *t = dtypes; t->name; t++) {
		put_char(b, t == dtypes ? '{' : ',');
		put_json_string(b, str_from(t->name));
		put_char(b, ':');
		put_json_integer(b, bytes_of(a->memory.weights.elements, t->bits));
	}
	put_literal(b, "}}");
}

static void put_memory(struct buffer *b, const struct analysis *a)
{
	KEY(b, "memory");
	FIRST_KEY(b, "caffe");
	put_amount(b, a, &a->memory.caffe);
	KEY(b, "blobs");
	put_amount(b, a, &a->memory.blobs);
	KEY(b, "peak");
	put_peak(b, a);
	KEY(b, "training");
	put_training(b, a);
	KEY(b, "weights");
	put_weights(b, a);
	put_char(b, '}');
}

static inline char put_op(struct buffer *b, const struct cost *c, enum metric m,
			  const char *key, size_t length, char separator)
{
	if (m == METRIC_macs)
		return separator;
	put_char(b, separator);
	put_bytes(b, key, length);
	put_json_integer(b, c->of[m]);
	return ',';
}

void put_ops(struct buffer *b, const struct cost *c)
{
	char separator = '{';

#define METRIC(name, title, unit, text)                                               \
	separator = put_op(b, c, METRIC_##name, "\"" #name "\":",                     \
			   sizeof("\"" #name "\":") - 1, separator);
#include "models/metric.def"
#undef METRIC
	put_char(b, '}');
}

/* Parameter totals are plain integers, so their marks are keys of their own. */
static void put_param_totals(struct buffer *b, const struct analysis *a)
{
	KEY(b, "params");
	put_json_integer(b, a->params.elements);
	KEY(b, "params_all");
	put_json_integer(b, a->params_all.elements);
	KEY(b, "params_trained");
	put_json_integer(b, a->params_trained.elements);
	if (a->params.lower_bound)
		put_literal(b, ",\"params_lower_bound\":true");
	if (a->params.overflow)
		put_literal(b, ",\"params_overflow\":true");
}

static void put_cost_totals(struct buffer *b, const struct analysis *a)
{
	KEY(b, "macs");
	put_json_integer(b, a->cost.of[METRIC_macs]);
	KEY(b, "macs_per_item");
	put_json_integer(b, a->macs_per_item);
	if (a->cost_lower_bound)
		put_literal(b, ",\"macs_lower_bound\":true");
	KEY(b, "ops");
	put_ops(b, &a->cost);
	if (a->ops_lower_bound)
		put_literal(b, ",\"ops_lower_bound\":true");
}

static bool any_lower_bound(const struct analysis *a)
{
	return a->params.lower_bound || a->memory.caffe.lower_bound ||
	       a->cost_lower_bound;
}

void document_write_totals(struct buffer *b, const struct analysis *a)
{
	FIRST_KEY(b, "layers");
	put_signed(b, a->net->layer_count);
	KEY(b, "split_layers");
	put_signed(b, a->net->split_count);
	KEY(b, "layers_in_file");
	put_signed(b, a->net->layers_in_file);
	KEY(b, "core_layers");
	put_signed(b, a->core_layers);
	KEY(b, "core_depth");
	put_signed(b, a->core_depth);
	put_param_totals(b, a);
	put_memory(b, a);
	put_cost_totals(b, a);
	KEY(b, "unknown_layers");
	put_signed(b, a->unknown_layers);
	if (any_lower_bound(a))
		put_literal(b, ",\"lower_bound\":true");
	put_char(b, '}');
}
