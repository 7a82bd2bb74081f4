/* What lists and comparisons show of an analysis, and the rows that are stored. */
#include "server/api/summary.h"

#include "models/figures/totals.h"
#include "server/report/document.h"
#include "server/base/json.h"

void summary_add(struct json *o, const struct analysis *a)
{
	json_add_int(o, "layers", a->net->layer_count);
	json_add_int(o, "split_layers", a->net->split_count);
	json_add_int(o, "layers_in_file", a->net->layers_in_file);
	json_add_int(o, "core_layers", a->core_layers);
	json_add_int(o, "params", a->params.elements);
	json_add_int(o, "memory_bytes", amount_bytes(a, a->memory.caffe.elements));
	json_add_int(o, "macs", a->cost.of[METRIC_macs]);
	json_add_int(o, "macs_per_item", a->macs_per_item);
	json_add_string(o, "status", status_names[a->status]);
	json_add_bool(o, "lower_bound", total_marks(a).lower_bound);
	json_add_bool(o, "doubtful", total_marks(a).doubtful);
}

struct str summary_json(struct arena *a, struct analysis *const *analyses, int count)
{
	struct json *document = json_object(a);

	for (int i = 0; i < count; i++) {
		enum phase phase = analyses[i]->options->state.phase;

		summary_add(json_add_object(document, phase_names[phase]), analyses[i]);
	}
	return json_print(a, document);
}

void summary_add_diagnostics(struct json *object, const struct analysis *analysis)
{
	struct json *list = json_add_array(object, "diagnostics");

	for (int i = 0; i < analysis->diags.count; i++) {
		const struct diag *d = &analysis->diags.list[i];
		struct json *o = json_push_object(list);

		json_add_string(o, "severity", severity_names[d->severity]);
		json_add_string(o, "code", d->code);
		json_add_int(o, "line", d->line);
		json_add_int(o, "column", d->column);
		json_add_text(o, "message", d->message);
		if (d->hint.n)
			json_add_text(o, "hint", d->hint);
	}
}

static int64_t param_count(const struct layer *l)
{
	bool overflow = false;
	int64_t sum = 0;

	for (int i = 0; i < l->param_count; i++)
		if (l->params[i].shape.known)
			sum = sum_checked(sum, l->params[i].shape.count, &overflow);
	return sum;
}

static int64_t top_elements(const struct layer *l)
{
	bool overflow = false;
	int64_t sum = 0;

	for (int i = 0; i < l->top_count; i++)
		if (l->tops[i].shape.known)
			sum = sum_checked(sum, l->tops[i].shape.count, &overflow);
	return sum;
}

static struct text text_of(struct str s)
{
	return (struct text){ s.p, s.n };
}

static struct store_layer layer_row(struct arena *a, const struct analysis *analysis,
				    int index)
{
	const struct layer *l = &analysis->net->layers[index];
	int line, column;

	lines_find(&analysis->lines, l->at, &line, &column);
	return (struct store_layer){
		.index = index,
		.name = text_of(l->name),
		.type = text_of(l->type),
		.shape = l->top_count ? text_of(shape_format(a, &l->tops[0].shape)) :
					(struct text){ "", 0 },
		.line = line,
		.params = param_count(l),
		.memory_elements = top_elements(l),
		.macs = l->cost.of[METRIC_macs],
	};
}

/* Figures of the whole network that are not metrics of layers. */
static int total_figures(const struct analysis *a, struct store_figure *to)
{
	const struct store_figure rows[] = {
		{ -1, "layers", a->net->layer_count },
		{ -1, "core_layers", a->core_layers },
		{ -1, "core_depth", a->core_depth },
		{ -1, "params", a->params.elements },
		{ -1, "params_trained", a->params_trained.elements },
		{ -1, "macs_per_item", a->macs_per_item },
		{ -1, "memory.caffe", a->memory.caffe.elements },
		{ -1, "memory.blobs", a->memory.blobs.elements },
		{ -1, "memory.peak", a->memory.peak.elements },
		{ -1, "memory.weights", a->memory.weights.elements },
	};

	memcpy(to, rows, sizeof(rows));
	return (int)(sizeof(rows) / sizeof(*rows));
}

#define MAX_TOTALS 16

/* Metrics of one layer that are not zero (macs has a column of its own). */
static int metric_figures(const struct cost *cost, int layer, struct store_figure *to)
{
	int count = 0;

	for (int m = 0; m < METRIC_COUNT; m++)
		if (cost->of[m] && (layer < 0 || m != METRIC_macs))
			to[count++] = (struct store_figure){ layer, metric_kinds[m].name,
							     cost->of[m] };
	return count;
}

void summary_rows(struct arena *a, const struct analysis *analysis,
		  struct store_document *out)
{
	int count = analysis->net->layer_count, used;
	struct store_layer *layers = NEW_ARRAY(a, count, struct store_layer);
	struct store_figure *figures = NEW_ARRAY(a,
		MAX_TOTALS + (size_t)(count + 1) * METRIC_COUNT, struct store_figure);

	used = total_figures(analysis, figures);
	used += metric_figures(&analysis->cost, -1, figures + used);
	for (int i = 0; i < count; i++) {
		layers[i] = layer_row(a, analysis, i);
		used += metric_figures(&analysis->net->layers[i].cost, i,
				       figures + used);
	}
	out->layers = layers;
	out->layer_count = count;
	out->figures = figures;
	out->figure_count = used;
}
