#include <limits.h>

#include "models/fit.h"
#include "server/quote.h"
#include "server/report.h"

static void put_plural(struct buffer *b, int64_t n, const char *one, const char *many)
{
	put_grouped(b, n);
	put_char(b, ' ');
	put_text(b, n == 1 ? one : many);
}

/* "79.38 MiB (20,808,110 elements" */
static void put_open_text(struct buffer *b, const struct amount *m, int64_t bytes)
{
	if (m->lower_bound)
		put_text(b, "at least ");
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

/* One line of the heading each; a line without text is left out. */

static void line_state(struct buffer *b, const struct analysis *a)
{
	const struct net_state *state = &a->net->state;

	put_text(b, phase_names[state->phase]);
	if (state->level)
		put_format(b, ", level %d", state->level);
	for (int i = 0; i < state->stage_count; i++) {
		put_text(b, i ? " " : ", stages ");
		put_str(b, state->stages[i]);
	}
	if (a->options->batch > 0)
		put_format(b, ", batch %lld", (long long)a->options->batch);
	if (a->options->dtype || a->options->weight_dtype)
		put_format(b, ", activations %s, weights %s", activation_type(a)->name,
			   weight_type(a)->name);
}

static void line_depth(struct buffer *b, const struct analysis *a)
{
	put_plural(b, a->net->layer_count, "layer", "layers");
	put_text(b, ": ");
	put_grouped(b, a->net->layer_count - a->net->split_count);
	put_text(b, " without the ");
	put_plural(b, a->net->split_count, "split", "splits");
	put_text(b, " that Caffe inserts; ");
	put_plural(b, a->core_layers, "core layer", "core layers");
	put_text(b, ", at most ");
	put_grouped(b, a->core_depth);
	put_text(b, " on a path");
}

static void line_params(struct buffer *b, const struct analysis *a)
{
	if (a->params.lower_bound)
		put_text(b, "at least ");
	put_plural(b, a->params.elements, "parameter", "parameters");
	put_text(b, ", ");
	put_bytes_size(b, weight_bytes(a, a->params.elements));
	put_text(b, " of weights");
	if (a->params_trained.elements != a->params.elements) {
		put_text(b, "; trained ");
		put_grouped(b, a->params_trained.elements);
	}
	if (a->params_all.elements != a->params.elements) {
		put_text(b, "; ");
		put_grouped(b, a->params_all.elements);
		put_text(b, " with shared ones each time");
	}
}

static void line_caffe_memory(struct buffer *b, const struct analysis *a)
{
	int64_t bytes = amount_bytes(a, a->memory.caffe.elements);

	put_open_text(b, &a->memory.caffe, bytes);
	put_text(b, ", ");
	put_plural(b, bytes, "byte", "bytes");
	put_char(b, ')');
	put_text(b, " caffe: its log's \"Memory required for data\"");
}

static void line_blobs(struct buffer *b, const struct analysis *a)
{
	put_amount_text(b, a, &a->memory.blobs);
	put_text(b, " blobs: what they take, shared data once");
}

static void line_peak(struct buffer *b, const struct analysis *a)
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

static void line_training(struct buffer *b, const struct analysis *a)
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

static void line_parts(struct buffer *b, const struct analysis *a)
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

static void line_buffers(struct buffer *b, const struct analysis *a)
{
	if (a->memory.buffers.elements == 0)
		return;
	put_amount_text(b, a, &a->memory.buffers);
	put_text(b, " apart: im2col buffers, one per convolution; the largest ");
	put_bytes_size(b, amount_bytes(a, a->memory.largest_buffer));
}

static void line_macs(struct buffer *b, const struct analysis *a)
{
	if (a->cost_lower_bound)
		put_text(b, "at least ");
	put_plural(b, a->cost.of[METRIC_macs], "MAC", "MACs");
	if (a->macs_per_item != a->cost.of[METRIC_macs]) {
		put_text(b, ", ");
		put_grouped(b, a->macs_per_item);
		put_text(b, " per item");
	}
	put_text(b, " (1 MAC = 2 FLOPs)");
}

/* Every metric but the headline. */
static void line_ops(struct buffer *b, const struct analysis *a)
{
	for (int m = 0; m < METRIC_COUNT; m++) {
		if (m == METRIC_macs)
			continue;
		put_text(b, b->n ? ", " : "");
		put_grouped(b, a->cost.of[m]);
		put_char(b, ' ');
		put_text(b, metric_kinds[m].title);
	}
}

static void line_intensity(struct buffer *b, const struct analysis *a)
{
	int64_t flops = cost_flops(&a->cost), traffic = total_traffic(a);

	put_plural(b, flops, "FLOP", "FLOPs");
	put_text(b, ", ");
	put_bytes_size(b, traffic);
	put_format(b, " moved at least: %.2f FLOPs per byte", intensity_of(flops, traffic));
}

static void line_status(struct buffer *b, const struct analysis *a)
{
	int errors = diags_count(&a->diags, SEVERITY_ERROR);

	if (a->status == STATUS_COMPLETE)
		return;
	put_text(b, status_names[a->status]);
	if (errors) {
		put_text(b, ": ");
		put_plural(b, errors, "error", "errors");
	}
	if (a->unknown_layers) {
		put_text(b, errors ? ", " : ": ");
		put_plural(b, a->unknown_layers, "layer", "layers");
		put_text(b, " of unknown type");
	}
	put_text(b, "; totals are lower bounds");
}

static const struct diag *first_reason(const struct analysis *a, int *count)
{
	const struct diag *first = NULL;

	*count = 0;
	for (int i = 0; i < a->diags.count; i++) {
		if (a->diags.list[i].stage == STAGE_NONE)
			continue;
		if (!first)
			first = &a->diags.list[i];
		++*count;
	}
	return first;
}

static void line_loads(struct buffer *b, const struct analysis *a)
{
	int count;
	const struct diag *d = first_reason(a, &count);

	if (a->caffe_loads || !d) {
		put_text(b, a->caffe_loads ? "loads it" : "refuses it");
		return;
	}
	put_text(b, "refuses it for ");
	put_plural(b, count, "reason", "reasons");
	if (d->line)
		put_format(b, ", first in line %d", d->line);
}

static void line_assumed(struct buffer *b, const struct analysis *a)
{
	for (int i = 0; i < a->assumptions.count && i < 8; i++) {
		const struct assumption *as = &a->assumptions.list[i];

		if (i)
			put_text(b, "; ");
		put_str(b, a->net->layers[as->layer].name);
		put_text(b, " gives ");
		put_shape_text(b, &as->shape);
		put_text(b, " (");
		put_str(b, as->why);
		put_char(b, ')');
	}
}

static void line_rules(struct buffer *b, const struct analysis *a)
{
	const struct net *net = a->net;
	const char *separator = "";

	for (int i = 0; i < a->options->rule_count; i++) {
		int applied = 0;

		for (int k = 0; k < net->layer_count; k++)
			applied += net->layers[k].rule == &a->options->rules[i];
		if (!applied)
			continue;
		put_text(b, separator);
		put_str(b, a->options->rules[i].text);
		put_text(b, " (");
		put_plural(b, applied, "layer", "layers");
		put_char(b, ')');
		separator = "; ";
	}
}

static const struct line {
	const char *label;
	void (*put)(struct buffer *b, const struct analysis *a);
} lines[] = {
	{ "state", line_state },
	{ "depth", line_depth },
	{ "parameters", line_params },
	{ "memory", line_caffe_memory },
	{ "", line_blobs },
	{ "", line_peak },
	{ "", line_training },
	{ "", line_parts },
	{ "", line_buffers },
	{ "arithmetic", line_macs },
	{ "", line_ops },
	{ "", line_intensity },
	{ "status", line_status },
	{ "Caffe", line_loads },
	{ "assumed", line_assumed },
	{ "rules", line_rules },
};

static void put_line(struct buffer *out, const struct line *line, struct str text,
		     enum heading kind, bool unicode)
{
	switch (kind) {
	case HEADING_TERMINAL:
		put_format(out, "  %-12s", line->label);
		put_terminal_text(out, text, INT_MAX, unicode);
		put_char(out, '\n');
		break;
	case HEADING_MARKDOWN:
		put_format(out, "- %s: ", *line->label ? line->label : "memory");
		put_markdown_cell(out, text);
		put_char(out, '\n');
		break;
	case HEADING_LATEX:
		put_format(out, "%% %-12s", line->label);
		put_terminal_text(out, text, INT_MAX, true);
		put_char(out, '\n');
		break;
	}
}

static void put_fit(struct buffer *b, const struct fit_kind *kind, const struct fit *f,
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

static void put_fit_lines(struct buffer *out, const struct report *r, enum heading kind,
			  bool unicode)
{
	struct line line = { "fits", NULL };

	for (int k = 0; r->a->fits && k < FIT_KINDS; k++) {
		struct buffer text = { 0 };

		if (!r->a->fits[k].applies)
			continue;
		put_fit(&text, &fit_kinds[k], &r->a->fits[k], r->a->options->fit);
		put_line(out, &line, (struct str){ text.p, text.n }, kind, unicode);
		buffer_free(&text);
		line.label = "";
	}
}

static void put_title(struct buffer *out, const struct report *r, enum heading kind,
		      bool unicode)
{
	struct str name = r->a->net->name.n ? r->a->net->name : S("(no name)");

	if (kind == HEADING_MARKDOWN) {
		put_text(out, "### ");
		put_markdown_cell(out, name);
		put_text(out, "\n\n");
		return;
	}
	if (kind == HEADING_LATEX)
		put_text(out, "% ");
	put_terminal_text(out, name, INT_MAX, unicode);
	put_text(out, "  ");
	put_terminal_text(out, r->source.file, INT_MAX, unicode);
	put_char(out, '\n');
}

void report_heading(struct buffer *out, const struct report *r, enum heading kind,
		    bool unicode)
{
	put_title(out, r, kind, unicode);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct buffer text = { 0 };

		lines[i].put(&text, r->a);
		if (text.n)
			put_line(out, &lines[i], (struct str){ text.p, text.n }, kind,
				 unicode);
		out->failed |= text.failed;
		buffer_free(&text);
	}
	put_fit_lines(out, r, kind, unicode);
	if (kind == HEADING_MARKDOWN)
		put_char(out, '\n');
}
