#include "models/figures/totals.h"
#include "server/report/heading.h"
#include "server/base/quote.h"

void put_plural(struct buffer *b, int64_t n, const char *one, const char *many)
{
	put_grouped(b, n);
	put_char(b, ' ');
	put_text(b, n == 1 ? one : many);
}

/* "79.38 MiB (20,808,110 elements" */
static void put_open_text(struct buffer *b, const struct amount *m, int64_t bytes)
{
	put_text(b, amount_words(m));
	put_bytes_size(b, bytes);
	put_text(b, " (");
	put_plural(b, m->elements, "element", "elements");
}

static void put_amount_text(struct buffer *b, const struct analysis *a,
			    const struct amount *m)
{
	put_open_text(b, m, amount_bytes(a, m->elements));
	put_char(b, ')');
}

void line_caffe_memory(struct buffer *b, const struct analysis *a)
{
	int64_t bytes = amount_bytes(a, a->memory.caffe.elements);

	put_open_text(b, &a->memory.caffe, bytes);
	put_text(b, ", ");
	put_plural(b, bytes, "byte", "bytes");
	put_char(b, ')');
	put_text(b, " caffe: its log's \"Memory required for data\"");
}

void line_blobs(struct buffer *b, const struct analysis *a)
{
	put_amount_text(b, a, &a->memory.blobs);
	put_text(b, " blobs: what they take, shared data once");
}

void line_peak(struct buffer *b, const struct analysis *a)
{
	const struct memory *m = &a->memory;

	if (m->peak_layer < 0)
		return;
	put_amount_text(b, a, &m->peak);
	put_text(b, " peak: most alive at once, in ");
	put_str(b, a->net->layers[m->peak_layer].name);
	if (m->plan_elements != m->peak.elements) {
		put_text(b, "; a buffer plan takes ");
		put_bytes_size(b, amount_bytes(a, m->plan_elements));
	}
}

void line_training(struct buffer *b, const struct analysis *a)
{
	const struct solver *solver = analysis_solver(a);
	struct amount total = training_total(a, solver, false);

	if (a->net->state.phase != PHASE_TRAIN)
		return;
	put_open_text(b, &total, training_bytes(a, solver, false));
	put_text(b, ") training: with gradients, parameters and the state of ");
	put_text(b, solver->name);
	if (solver->gpu == solver->cpu)
		return;
	put_text(b, "; ");
	put_bytes_size(b, training_bytes(a, solver, true));
	put_text(b, " with its GPU kernels");
}

void line_parts(struct buffer *b, const struct analysis *a)
{
	const struct training *t = &a->memory.training;

	if (a->net->state.phase != PHASE_TRAIN)
		return;
	put_text(b, "= ");
	put_bytes_size(b, amount_bytes(a, t->storages.elements));
	put_text(b, " blobs + ");
	put_bytes_size(b, amount_bytes(a, t->gradients.elements));
	put_text(b, " their gradients + ");
	put_bytes_size(b, weight_bytes(a, t->params.elements));
	put_text(b, " parameters + ");
	put_bytes_size(b, weight_bytes(a, t->param_gradients.elements));
	put_text(b, " their gradients + ");
	put_bytes_size(b, weight_bytes(a, solver_state(a, analysis_solver(a),
						       false).elements));
	put_text(b, " solver, for any iter_size");
}

void line_buffers(struct buffer *b, const struct analysis *a)
{
	if (a->memory.buffers.elements == 0)
		return;
	put_amount_text(b, a, &a->memory.buffers);
	put_text(b, " apart: im2col buffers, one per convolution; the largest ");
	put_bytes_size(b, amount_bytes(a, a->memory.largest_buffer));
}

void line_macs(struct buffer *b, const struct analysis *a)
{
	struct amount macs = macs_amount(a);

	put_text(b, amount_words(&macs));
	put_plural(b, a->cost.of[METRIC_macs], "MAC", "MACs");
	if (a->macs_per_item != a->cost.of[METRIC_macs]) {
		put_text(b, ", ");
		put_grouped(b, a->macs_per_item);
		put_text(b, " per item");
	}
	put_text(b, " (1 MAC = 2 FLOPs)");
}

static struct amount ops_marks(const struct analysis *a)
{
	return (struct amount){ .lower_bound = a->ops_lower_bound,
				.doubtful = a->ops_doubtful };
}

/* Every metric but the headline. */
void line_ops(struct buffer *b, const struct analysis *a)
{
	struct amount marks = ops_marks(a);

	for (int m = 0; m < METRIC_COUNT; m++) {
		int64_t n = a->cost.of[m];
		int length = (int)strlen(metric_kinds[m].title);

		if (m == METRIC_macs)
			continue;
		put_text(b, b->n ? ", " : amount_words(&marks));
		put_grouped(b, n);
		put_format(b, " %.*s", length - (n == 1), metric_kinds[m].title);
	}
}

void line_intensity(struct buffer *b, const struct analysis *a)
{
	int64_t flops = cost_flops(&a->cost), traffic = total_traffic(a);
	struct amount marks = ops_marks(a);

	put_text(b, amount_words(&marks));
	put_plural(b, flops, "FLOP", "FLOPs");
	put_text(b, ", ");
	put_bytes_size(b, traffic);
	put_format(b, " moved at least: %.2f FLOPs per byte", intensity_of(flops, traffic));
}

void put_fit(struct buffer *b, const struct fit_kind *kind, const struct fit *f,
	     int64_t limit)
{
	if (f->any) {
		put_text(b, "any batch");
	} else if (f->batch == 0) {
		put_text(b, "not even batch 1, which takes ");
		put_bytes_size(b, f->bytes);
	} else {
		put_text(b, "batch ");
		put_grouped(b, f->batch);
	}
	put_text(b, " in ");
	put_bytes_size(b, limit);
	put_format(b, ": %s, %s", kind->title, kind->text);
	if (f->batch) {
		put_text(b, "; ");
		put_plural(b, f->bytes, "byte", "bytes");
	}
	if (f->refused)
		put_text(b, "; Caffe refuses a blob of that size");
}
