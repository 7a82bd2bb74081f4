#include <limits.h>

#include "server/report/heading.h"
#include "server/base/quote.h"
#include "server/report/report.h"

/* One line of the heading each; a line without text is left out. */

void line_state(struct buffer *b, const struct analysis *a)
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
	if (a->net->split_count) {
		put_text(b, " (");
		put_grouped(b, a->net->layer_count - a->net->split_count);
		put_text(b, " and ");
		put_plural(b, a->net->split_count, "split", "splits");
		put_text(b, " that Caffe inserts)");
	}
	if (a->core_layers) {
		put_text(b, "; ");
		put_grouped(b, a->core_layers);
		put_text(b, " with weights, at most ");
		put_grouped(b, a->core_depth);
		put_text(b, " of them on a path");
	}
}

static void line_params(struct buffer *b, const struct analysis *a)
{
	put_text(b, amount_words(&a->params));
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

static void line_status(struct buffer *b, const struct analysis *a)
{
	int errors = diags_count(&a->diags, SEVERITY_ERROR);

	if (a->status == STATUS_COMPLETE && !a->net->doubted)
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
	if (a->net->doubted)
		put_text(b, errors ? "; what follows from an error is only likely" :
			    "; what is assumed does not fit, figures behind that are only likely");
	else if (a->unknown_layers || a->unknown_shapes)
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

#define SHOWN_ASSUMPTIONS 8

/* "data gives 4x3x256x256 (the file does not say …); …" */
static void line_assumed(struct buffer *b, const struct analysis *a)
{
	int shown = 0;

	for (int i = 0; i < a->assumptions.count && shown < SHOWN_ASSUMPTIONS; i++) {
		const struct assumption *as = &a->assumptions.list[i];

		if (as->kind == ASSUMED_RUN)
			continue;
		if (shown++)
			put_text(b, "; ");
		put_str(b, a->net->layers[as->layer].name);
		put_text(b, " gives ");
		put_shape_text(b, &as->shape);
		put_text(b, " (");
		put_str(b, as->why);
		put_char(b, ')');
	}
}

/* "known only when the network runs: number of … (rois counted as 1x5); …" */
static void line_counted(struct buffer *b, const struct analysis *a)
{
	struct str what = S("");
	int shown = 0;

	for (int i = 0; i < a->assumptions.count && shown < SHOWN_ASSUMPTIONS; i++) {
		const struct assumption *as = &a->assumptions.list[i];

		if (as->kind != ASSUMED_RUN)
			continue;
		if (shown && !str_equal(what, as->what))
			put_text(b, "; ");
		if (!str_equal(what, as->what))
			put_str(b, shown ? as->what : as->why);
		what = as->what;
		shown++;
		put_text(b, " (");
		put_str(b, a->net->layers[as->layer].tops[as->top].name);
		put_text(b, " counted as ");
		put_shape_text(b, &as->shape);
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
	{ "run time", line_counted },
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

static void put_solver_line(struct buffer *out, const struct report *r,
			    enum heading kind, bool unicode)
{
	const struct line line = { "solver", NULL };
	struct buffer text = { 0 };

	if (!r->source.solver)
		return;
	document_solver_words(&text, r->source.solver);
	put_line(out, &line, (struct str){ text.p, text.n }, kind, unicode);
	out->failed |= text.failed;
	buffer_free(&text);
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
	put_solver_line(out, r, kind, unicode);
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
