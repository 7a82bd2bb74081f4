#include "models/figures/totals.h"
#include "server/report/compare.h"

enum sureness sureness_of(const struct amount *m, const struct amount *base)
{
	if (m->doubtful || base->doubtful)
		return UNSURE;
	if (m->lower_bound)
		return base->lower_bound ? UNSURE : SURE_AT_LEAST;
	return base->lower_bound ? SURE_AT_MOST : SURE;
}

static struct amount plain(int64_t n)
{
	return (struct amount){ .elements = n };
}

/* Memory figures are compared in bytes: the types may differ. */
static struct amount in_bytes(const struct analysis *a, struct amount m)
{
	m.elements = amount_bytes(a, m.elements);
	return m;
}

static struct amount of_layers(const struct analysis *a)
{
	return plain(a->net->layer_count);
}

static struct amount of_splits(const struct analysis *a)
{
	return plain(a->net->split_count);
}

/* A layer of unknown type may be a core layer. */
static struct amount of_core_layers(const struct analysis *a)
{
	return (struct amount){ .elements = a->core_layers,
				.lower_bound = a->unknown_layers > 0 };
}

static struct amount of_core_depth(const struct analysis *a)
{
	return (struct amount){ .elements = a->core_depth,
				.lower_bound = a->unknown_layers > 0 };
}

static struct amount of_params(const struct analysis *a) { return a->params; }

static struct amount of_params_trained(const struct analysis *a)
{
	return a->params_trained;
}

static struct amount of_weights(const struct analysis *a)
{
	struct amount m = a->memory.weights;

	m.elements = weight_bytes(a, m.elements);
	return m;
}

static struct amount of_caffe(const struct analysis *a)
{
	return in_bytes(a, a->memory.caffe);
}

static struct amount of_blobs(const struct analysis *a)
{
	return in_bytes(a, a->memory.blobs);
}

static struct amount of_peak(const struct analysis *a)
{
	return in_bytes(a, a->memory.peak);
}

static struct amount of_training(const struct analysis *a)
{
	struct amount m = training_total(a, analysis_solver(a), false);

	m.elements = training_bytes(a, analysis_solver(a), false);
	return m;
}

static struct amount of_macs(const struct analysis *a) { return macs_amount(a); }

static struct amount of_macs_per_item(const struct analysis *a)
{
	struct amount m = macs_amount(a);

	m.elements = a->macs_per_item;
	return m;
}

static struct amount of_unknown(const struct analysis *a)
{
	return plain(a->unknown_layers);
}

const struct figure figures[] = {
	{ "layers", "layers", false, of_layers },
	{ "split_layers", "inserted splits", false, of_splits },
	{ "core_layers", "layers with weights", false, of_core_layers },
	{ "core_depth", "most on one path", false, of_core_depth },
	{ "params", "parameters", false, of_params },
	{ "params_trained", "trained parameters", false, of_params_trained },
	{ "memory.weights", "weights", true, of_weights },
	{ "memory.caffe", "memory, Caffe's log", true, of_caffe },
	{ "memory.blobs", "memory, blobs", true, of_blobs },
	{ "memory.peak", "memory, peak", true, of_peak },
	{ "memory.training", "memory, training", true, of_training },
	{ "macs", "MACs", false, of_macs },
	{ "macs_per_item", "MACs per item", false, of_macs_per_item },
	{ "unknown_layers", "layers of unknown type", false, of_unknown },
	{ NULL, NULL, false, NULL },
};

const char *const change_names[] = { "same", "changed", "added", "removed" };

enum change change_of(const struct comparison *c, int network, const struct pair *p)
{
	if (p->left < 0)
		return CHANGE_ADDED;
	if (p->right < 0)
		return CHANGE_REMOVED;
	return same_layer(&c->reports[0].a->net->layers[p->left],
			  &c->reports[network].a->net->layers[p->right])
		       ? CHANGE_SAME : CHANGE_CHANGED;
}

struct comparison compare_reports(struct arena *arena, const struct report *reports,
				  int count)
{
	struct comparison c = { .reports = reports, .count = count };

	c.against = NEW_ARRAY(arena, count, struct against);
	for (int i = 1; i < count; i++)
		c.against[i].pairs = align_layers(arena, reports[0].a, reports[i].a,
						  &c.against[i].count);
	return c;
}
