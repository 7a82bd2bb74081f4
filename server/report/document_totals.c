#include "models/figures/figure.h"
#include "models/figures/totals.h"
#include "models/fit.h"
#include "server/report/document_part.h"

void put_marks(struct buffer *b, const char *before, const struct amount *m)
{
	if (m->lower_bound)
		put_format(b, ",\"%slower_bound\":true", before);
	if (m->doubtful)
		put_format(b, ",\"%sdoubtful\":true", before);
}

/* An amount whose bytes are not those of one type, left open. */
static void put_sized(struct buffer *b, const struct amount *m, int64_t bytes)
{
	FIRST_KEY(b, "elements");
	put_json_integer(b, m->elements);
	KEY(b, "bytes");
	put_json_integer(b, bytes);
	put_marks(b, "", m);
	if (m->overflow)
		put_literal(b, ",\"overflow\":true");
}

void put_open_amount(struct buffer *b, const struct analysis *a, const struct amount *m)
{
	put_sized(b, m, amount_bytes(a, m->elements));
}

static void put_weight_amount(struct buffer *b, const struct analysis *a,
			      const struct amount *m)
{
	put_sized(b, m, weight_bytes(a, m->elements));
	put_char(b, '}');
}

void put_amount(struct buffer *b, const struct analysis *a, const struct amount *m)
{
	put_open_amount(b, a, m);
	put_char(b, '}');
}

/* The definition beside the number, as the catalogue has it. */
static void put_definition(struct buffer *b, struct str name)
{
	KEY(b, "text");
	put_json_string(b, str_from(figure_named(name)->text));
}

static void put_peak(struct buffer *b, const struct analysis *a)
{
	const struct memory *m = &a->memory;
	struct amount plan = { .elements = m->plan_elements,
			       .lower_bound = m->peak.lower_bound,
			       .doubtful = m->peak.doubtful };

	put_open_amount(b, a, &m->peak);
	put_definition(b, S("memory.peak"));
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
	struct amount cpu_state = solver_state(a, s, false);
	struct amount gpu_state = solver_state(a, s, true);

	FIRST_KEY(b, "name");
	put_json_string(b, str_from(s->name));
	KEY(b, "cpu_state");
	put_weight_amount(b, a, &cpu_state);
	KEY(b, "cpu");
	put_sized(b, &cpu, training_bytes(a, s, false));
	put_char(b, '}');
	KEY(b, "gpu_state");
	put_weight_amount(b, a, &gpu_state);
	KEY(b, "gpu");
	put_sized(b, &gpu, training_bytes(a, s, true));
	put_literal(b, "}}");
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
	put_sized(b, &total, training_bytes(a, analysis_solver(a), false));
	put_definition(b, S("memory.training"));
	KEY(b, "solver");
	put_json_string(b, str_from(analysis_solver(a)->name));
	KEY(b, "learns");
	put_bool(b, t->backward);
	KEY(b, "storages");
	put_amount(b, a, &t->storages);
	KEY(b, "gradients");
	put_amount(b, a, &t->gradients);
	KEY(b, "params");
	put_weight_amount(b, a, &t->params);
	KEY(b, "param_gradients");
	put_weight_amount(b, a, &t->param_gradients);
	put_solvers(b, a);
	put_char(b, '}');
}

static void put_weights(struct buffer *b, const struct analysis *a)
{
	put_sized(b, &a->memory.weights, weight_bytes(a, a->memory.weights.elements));
	put_definition(b, S("memory.weights"));
	KEY(b, "bytes_by_type");
	for (const struct dtype *t = dtypes; t->name; t++) {
		put_char(b, t == dtypes ? '{' : ',');
		put_json_string(b, str_from(t->name));
		put_char(b, ':');
		put_json_integer(b, type_bytes(a->memory.weights.elements, t));
	}
	put_literal(b, "}}");
}

/* Caffe's column buffers: not blobs, in none of the five figures. */
static void put_buffers(struct buffer *b, const struct analysis *a)
{
	struct amount largest = { .elements = a->memory.largest_buffer };

	put_open_amount(b, a, &a->memory.buffers);
	put_definition(b, S("memory.buffers"));
	KEY(b, "largest");
	put_amount(b, a, &largest);
	put_char(b, '}');
}

static void put_memory(struct buffer *b, const struct analysis *a)
{
	KEY(b, "memory");
	FIRST_KEY(b, "caffe");
	put_open_amount(b, a, &a->memory.caffe);
	put_definition(b, S("memory.caffe"));
	put_char(b, '}');
	KEY(b, "blobs");
	put_open_amount(b, a, &a->memory.blobs);
	put_definition(b, S("memory.blobs"));
	put_char(b, '}');
	KEY(b, "peak");
	put_peak(b, a);
	KEY(b, "training");
	put_training(b, a);
	KEY(b, "weights");
	put_weights(b, a);
	KEY(b, "buffers");
	put_buffers(b, a);
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
#include "models/net/metric.def"
#undef METRIC
	put_char(b, '}');
}

void put_work(struct buffer *b, int64_t flops, int64_t traffic)
{
	KEY(b, "flops");
	put_json_integer(b, flops);
	KEY(b, "traffic");
	put_json_integer(b, traffic);
	KEY(b, "intensity");
	if (traffic > 0)
		put_json_number(b, intensity_of(flops, traffic));
	else
		put_literal(b, "null");
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
	put_marks(b, "params_", &a->params);
	if (a->params.overflow)
		put_literal(b, ",\"params_overflow\":true");
}

static void put_cost_totals(struct buffer *b, const struct analysis *a)
{
	struct amount macs = macs_amount(a), ops = { .lower_bound = a->ops_lower_bound,
						    .doubtful = a->ops_doubtful };

	KEY(b, "macs");
	put_json_integer(b, a->cost.of[METRIC_macs]);
	KEY(b, "macs_per_item");
	put_json_integer(b, a->macs_per_item);
	put_marks(b, "macs_", &macs);
	KEY(b, "ops");
	put_ops(b, &a->cost);
	put_marks(b, "ops_", &ops);
	put_work(b, cost_flops(&a->cost), total_traffic(a));
}

void document_write_totals(struct buffer *b, const struct analysis *a)
{
	struct amount any = total_marks(a);

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
	put_marks(b, "", &any);
	put_char(b, '}');
}

static void put_fit(struct buffer *b, const struct fit_kind *kind, const struct fit *f)
{
	struct amount marks = { .lower_bound = f->lower_bound, .doubtful = f->doubtful };

	FIRST_KEY(b, "name");
	put_json_string(b, str_from(kind->name));
	KEY(b, "title");
	put_json_string(b, str_from(kind->title));
	KEY(b, "text");
	put_json_string(b, str_from(kind->text));
	KEY(b, "phase");
	put_json_string(b, str_from(phase_names[kind->phase]));
	KEY(b, "applies");
	put_bool(b, f->applies);
	KEY(b, "any");
	put_bool(b, f->any);
	KEY(b, "batch");
	put_json_integer(b, f->batch);
	KEY(b, "bytes");
	put_json_integer(b, f->bytes);
	KEY(b, "next_bytes");
	put_json_integer(b, f->next_bytes);
	if (f->refused)
		put_literal(b, ",\"refused\":true");
	put_marks(b, "", &marks);
	put_char(b, '}');
}

void document_write_fit(struct buffer *b, const struct analysis *a)
{
	KEY(b, "fit");
	FIRST_KEY(b, "memory");
	put_json_integer(b, a->options->fit);
	KEY(b, "answers");
	put_char(b, '[');
	for (int k = 0; k < FIT_KINDS; k++) {
		if (k)
			put_char(b, ',');
		put_fit(b, &fit_kinds[k], &a->fits[k]);
	}
	put_literal(b, "]}");
}
