/* Any bytes as a network, upgrades included: no crash, and figures that are at one
 * with each other.  The first byte chooses the phase and the batch. */
#include "models/analyze.h"
#include "tests/fuzz/fuzz.h"

const char *const fuzz_folders[] = {
	"tests/fuzz/seeds", "tests/cases/net", "tests/cases/layers", "tests/cases/forks",
	NULL,
};

static void check_layer(const struct net *net, const struct layer *l)
{
	for (int i = 0; i < l->bottom_count; i++)
		check(l->bottoms[i].blob >= -1 && l->bottoms[i].blob < net->blob_count);
	for (int i = 0; i < l->top_count; i++) {
		check(l->tops[i].blob >= 0 && l->tops[i].blob < net->blob_count);
		check(!l->tops[i].shape.known || l->tops[i].shape.count >= 0);
	}
	for (int i = 0; i < l->param_count; i++)
		check(l->params[i].owner < net->layer_count);
}

static void check_analysis(const struct analysis *a)
{
	check(a->net != NULL);
	if (a->status == STATUS_COMPLETE)
		for (int i = 0; i < a->net->layer_count; i++)
			check_layer(a->net, &a->net->layers[i]);
	check(a->params.elements >= 0 && a->memory.caffe.elements >= 0);
	check(!a->caffe_loads || a->parsed);
	check(a->status != STATUS_INVALID || a->diags.count > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(FUZZ_MEMORY);
	struct analyze_options options = analyze_defaults();
	check(a != NULL);
	if (size > 0) {
		options.state.phase = data[0] & 1 ? PHASE_TRAIN : PHASE_TEST;
		options.batch = data[0] & 2 ? 7 : 0;
		check_analysis(analyze(a, (struct str){ (const char *)data + 1, size - 1 },
				       &options));
	}
	arena_destroy(a);
	return 0;
}
