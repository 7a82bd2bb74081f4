#include "models/analyze.h"

#include "models/figures/blocks.h"
#include "models/figures/depth.h"
#include "models/figures/ends.h"
#include "models/figures/memory.h"
#include "models/figures/totals.h"
#include "models/figures/traffic.h"
#include "models/fit.h"
#include "models/setup/dialects.h"
#include "models/setup/setup.h"

static void parse(struct analysis *a)
{
	const struct parse_limits limits = {
		.depth = a->options->max_depth,
		.seconds = a->options->max_seconds,
	};
	struct parse_result result;

	lines_init(&a->lines, a->net->arena, a->text);
	result = textproto_parse(a->net->arena, &a->diags, a->text,
				 &net_parameter_type, &limits);
	a->too_complex = result.too_complex;
	if (!a->too_complex)
		a->root = result.root;
	a->parsed = result.ok;
	a->readable = result.readable;
	a->fork_uses = result.fork_uses;
	a->fork_use_count = result.fork_use_count;
	a->losses = result.losses;
	a->loss_count = result.loss_count;
}

static void upgrade(struct analysis *a)
{
	a->format = upgrade_net(a->net->arena, &a->diags, &a->lines, &a->root);
}

static void build(struct analysis *a)
{
	int layers = field_count(&a->root, NetParameter_layer);
	int most = a->options->max_layers;

	if (most && layers > most) {
		diag_add(&a->diags, SEVERITY_ERROR, STAGE_NONE, "too-complex", NO_PLACE,
			 "the network has %d layers; the limit is %d", layers, most);
		a->too_complex = true;
		return;
	}
	a->net = net_build(a->net->arena, &a->diags, &a->lines, &a->root,
			   a->format, &a->options->state);
	if (a->parsed && a->net->layer_count == 0)
		diag_add(&a->diags, SEVERITY_WARNING, STAGE_NONE, "no-layers", NO_PLACE,
			 layers ? "no layer of the file runs in this state"
				: "the file has no layers");
}

/* Every pass relies on those before it.  Some work layer by layer, in order: such
 * neighbours go through the network together, so that a layer is fetched once. */
static const struct pass {
	const char *name;
	void (*run)(struct analysis *a);
	void (*layer)(struct analysis *a, struct layer *l);
} passes[] = {
	{ "parse", parse, NULL },
	{ "upgrade", upgrade, NULL },
	{ "build", build, NULL },
	{ "dialects", dialects_recognise, NULL },
	{ "setup", setup_layers, NULL },
	{ "room for storages", storages_create, NULL },
	{ "ends", NULL, ends_note },
	{ "totals", NULL, totals_add },
	{ "depth", NULL, depth_measure },
	{ "storages", NULL, storages_assign },
	{ "traffic", NULL, traffic_measure },
	{ "outputs", ends_finish, NULL },
	{ "memory", memory_measure, NULL },
	{ "blocks", blocks_find, NULL },
};

#define PASSES (sizeof passes / sizeof passes[0])

static void judge(struct analysis *a)
{
	if (a->diags.any_error)
		a->status = STATUS_INVALID;
	else if (a->unknown_layers || a->unknown_shapes)
		a->status = STATUS_PARTIAL;
	else
		a->status = STATUS_COMPLETE;
	a->caffe_loads = !a->too_complex && !a->diags.any_refusal;
}

static struct analysis *empty_analysis(struct arena *arena, struct str text,
				       const struct analyze_options *options)
{
	struct analysis *a = NEW(arena, struct analysis);

	a->text = text;
	a->options = options;
	a->status = STATUS_INVALID;
	a->memory.peak_layer = -1;
	a->net = NEW(arena, struct net);
	a->net->arena = arena;
	a->net->diags = &a->diags;
	a->net->state = options->state;
	a->format = FORMAT_V2;
	return a;
}

/* The answer for when there is no memory to make one: made beforehand. */
static struct analysis *exhausted_analysis(struct arena *arena, struct str text,
					   const struct analyze_options *options)
{
	struct analysis *a = empty_analysis(arena, text, options);

	a->too_complex = true;
	a->lines.text = text;
	a->diags = (struct diags){
		.arena = arena, .list = NEW(arena, struct diag),
		.count = 1, .capacity = 1, .limit = 1, .any_error = true,
	};
	a->diags.list[0] = (struct diag){
		.severity = SEVERITY_ERROR, .stage = STAGE_NONE,
		.code = "too-complex", .at = NO_PLACE,
		.message = S("the network needs more memory to analyse than is allowed"),
	};
	return a;
}

/* Not a pass: it analyses the text again and again, in an arena of its own. */
static void answer_fit(struct analysis *a)
{
	if (!a->options->fit || !a->parsed || a->too_complex)
		return;
	a->fits = NEW_ARRAY(a->net->arena, FIT_KINDS, struct fit);
	fit_batches(a->text, a->options, a->options->fit, a->net->arena->limit, a->fits);
}

/* Runs the neighbours that work layer by layer and gives the pass behind them. */
static size_t run_by_layer(struct analysis *a, size_t first)
{
	size_t end = first;

	while (end < PASSES && passes[end].layer)
		end++;
	for (int i = 0; i < a->net->layer_count; i++) {
		for (size_t p = first; p < end; p++)
			passes[p].layer(a, &a->net->layers[i]);
	}
	return end;
}

static struct analysis *run_passes(struct arena *arena, struct str text,
				   const struct analyze_options *options)
{
	struct analysis *a = empty_analysis(arena, text, options);

	diags_init(&a->diags, arena, 0);
	for (size_t i = 0; i < PASSES && !a->too_complex;) {
		if (passes[i].run)
			passes[i++].run(a);
		else
			i = run_by_layer(a, i);
		arena_scratch_reset(arena);
	}
	diags_locate(&a->diags, &a->lines);
	judge(a);
	answer_fit(a);
	return a;
}

struct analysis *analyze(struct arena *arena, struct str text,
			 const struct analyze_options *options)
{
	struct analysis *const exhausted = exhausted_analysis(arena, text, options);
	struct analysis *result;
	jmp_buf full;

	if (setjmp(full)) {
		arena_on_full(arena, NULL);
		return exhausted;
	}
	arena_on_full(arena, &full);
	result = run_passes(arena, text, options);
	arena_on_full(arena, NULL);
	return result;
}
