#include "models/fit.h"

#include "models/analyze.h"
#include "models/figures/bytes.h"

#define MOST_ITEMS INT32_MAX	/* of a batch: Caffe's dims are int */
#define MAX_PROBES 80		/* more than bisection takes for every kind */

static int64_t plus(int64_t a, int64_t b)
{
	bool overflow = false;

	return sum_checked(a, b, &overflow);
}

static int64_t inference(const struct analysis *a)
{
	return plus(weight_bytes(a, a->memory.weights.elements),
		    amount_bytes(a, a->memory.blobs.elements));
}

static int64_t inference_reuse(const struct analysis *a)
{
	return plus(weight_bytes(a, a->memory.weights.elements),
		    amount_bytes(a, a->memory.peak.elements));
}

static int64_t training_cpu(const struct analysis *a)
{
	return training_bytes(a, analysis_solver(a), false);
}

static int64_t training_gpu(const struct analysis *a)
{
	return training_bytes(a, analysis_solver(a), true);
}

const struct fit_kind fit_kinds[FIT_KINDS] = {
	{ "inference", "inference", "weights and every blob, as Caffe keeps them",
	  PHASE_TEST, inference },
	{ "inference_reuse", "inference, buffers reused",
	  "weights and the peak, the least that any reuse of buffers needs", PHASE_TEST,
	  inference_reuse },
	{ "training", "training", "the training figure, with the solver on the CPU",
	  PHASE_TRAIN, training_cpu },
	{ "training_gpu", "training, GPU solver",
	  "the training figure, with the solver's fused GPU kernels", PHASE_TRAIN,
	  training_gpu },
};

/* What one analysis said. */
struct probe {
	enum phase phase;
	int64_t batch;
	int64_t bytes[FIT_KINDS];
	bool runs, learns, loads, lower_bound, doubtful;
};

struct search {
	struct arena *arena;
	struct str text;
	const struct analyze_options *options;
	struct probe probes[MAX_PROBES];
	int count;
};

static struct probe measure(struct search *s, enum phase phase, int64_t batch)
{
	struct analyze_options options = *s->options;
	struct probe p = { .phase = phase, .batch = batch };
	const struct analysis *a;

	options.state.phase = phase;
	options.batch = batch;
	options.fit = 0;
	options.figures_only = true;
	arena_reset(s->arena);
	a = analyze(s->arena, s->text, &options);
	p.runs = !a->too_complex && a->net->layer_count > 0;
	p.learns = a->memory.training.backward;
	p.loads = a->caffe_loads;
	p.doubtful = a->memory.blobs.doubtful || a->memory.weights.doubtful;
	p.lower_bound = a->memory.blobs.lower_bound || a->memory.weights.lower_bound;
	for (int k = 0; k < FIT_KINDS; k++)
		p.bytes[k] = fit_kinds[k].bytes(a);
	return p;
}

static struct probe probe(struct search *s, enum phase phase, int64_t batch)
{
	struct probe p;

	for (int i = 0; i < s->count; i++)
		if (s->probes[i].phase == phase && s->probes[i].batch == batch)
			return s->probes[i];
	p = measure(s, phase, batch);
	if (s->count < MAX_PROBES)
		s->probes[s->count++] = p;
	return p;
}

/* Where a straight line through the last two probes meets the limit, kept
 * between those that are known to fit and not to fit; halves after `tries`. */
static int64_t guess(int64_t low, int64_t high, int64_t spare, int64_t slope, int tries)
{
	int64_t at = low + (high - low) / 2;

	if (slope > 0 && tries < 8)
		at = spare / slope < high - low ? low + spare / slope : high - 1;
	if (at <= low)
		at = low + 1;
	return at < high ? at : high - 1;
}

static int64_t largest_that_fits(struct search *s, int kind, int64_t limit)
{
	enum phase phase = fit_kinds[kind].phase;
	int64_t low = 1, high = (int64_t)MOST_ITEMS + 1;
	int64_t size = probe(s, phase, 1).bytes[kind];
	int64_t slope = probe(s, phase, 2).bytes[kind] - size;

	for (int tries = 0; high - low > 1; tries++) {
		int64_t at = guess(low, high, limit - size, slope, tries);
		int64_t bytes = probe(s, phase, at).bytes[kind];

		if (bytes > limit) {
			high = at;
			continue;
		}
		slope = (bytes - size) / (at - low);
		low = at;
		size = bytes;
	}
	return low;
}

static struct fit answer(struct search *s, int kind, int64_t limit)
{
	enum phase phase = fit_kinds[kind].phase;
	struct probe one = probe(s, phase, 1);
	struct fit f = { .applies = one.runs && (phase != PHASE_TRAIN || one.learns) };

	if (!f.applies)
		return f;
	f.lower_bound = one.lower_bound;
	f.doubtful = one.doubtful;
	f.bytes = f.next_bytes = one.bytes[kind];
	if (f.bytes > limit)
		return f;
	if (probe(s, phase, MOST_ITEMS).bytes[kind] == f.bytes) {
		f.any = true;
		return f;
	}
	f.batch = largest_that_fits(s, kind, limit);
	f.bytes = probe(s, phase, f.batch).bytes[kind];
	f.refused = one.loads && !probe(s, phase, f.batch).loads;
	if (f.batch < MOST_ITEMS)
		f.next_bytes = probe(s, phase, f.batch + 1).bytes[kind];
	return f;
}

void fit_batches(struct str text, const struct analyze_options *options,
		 int64_t bytes, size_t arena_limit, struct fit *answers)
{
	struct search s = { .text = text, .options = options };

	memset(answers, 0, sizeof(*answers) * FIT_KINDS);
	s.arena = arena_create(arena_limit == SIZE_MAX ? 0 : arena_limit);
	for (int k = 0; s.arena && k < FIT_KINDS; k++)
		answers[k] = answer(&s, k, bytes);
	if (s.arena)
		arena_destroy(s.arena);
}
