#include "tests/metrics/support.h"

#include "server/report/align.h"

/* Random but lawful networks: chains with branches, in-place layers, joins. */

static uint32_t next(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static void add_layer(struct arena *arena, struct str *text, const char *format, ...)
{
	va_list args;
	struct str more;
	char *joined;

	va_start(args, format);
	more = str_vprintf(arena, format, args);
	va_end(args);
	joined = NEW_ARRAY(arena, text->n + more.n, char);
	memcpy(joined, text->p, text->n);
	memcpy(joined + text->n, more.p, more.n);
	*text = (struct str){ joined, text->n + more.n };
}

/* One more layer on blob `from` (all blobs are N x 8 x 8 x 8). */
static void grow(struct arena *arena, struct str *text, int i, uint32_t *seed)
{
	int from = (int)next(seed, (uint32_t)i), other = (int)next(seed, (uint32_t)i);

	switch (next(seed, 4)) {
	case 0:
		add_layer(arena, text, CONV("b%d", "b%d", 8, 3, "pad: 1"), i, from, i);
		break;
	case 1:
		add_layer(arena, text, LAYER("b%d", "ReLU", "b%d", ""), i, from, i);
		break;
	case 2:
		add_layer(arena, text, "layer { name: \"b%d\" type: \"Eltwise\" "
			  "bottom: \"b%d\" bottom: \"b%d\" top: \"b%d\" }\n", i, from,
			  other, i);
		break;
	default:
		add_layer(arena, text, CONV("b%d", "b%d", 8, 1, ""), i, from, i);
		add_layer(arena, text, "layer { name: \"i%d\" type: \"ReLU\" "
			  "bottom: \"b%d\" top: \"b%d\" }\n", i, i, i);
	}
}

static const char *random_network(struct arena *arena, uint32_t seed)
{
	struct str text = str_copy(arena, S(INPUT("b0", "dim: 2 dim: 8 dim: 8 dim: 8")));
	int layers = 2 + (int)next(&seed, 40);

	for (int i = 1; i < layers; i++)
		grow(arena, &text, i, &seed);
	return str_cstring(arena, text);
}

static void check_order(const struct analysis *a)
{
	const struct memory *m = &a->memory;

	assert_int_equal(a->status, STATUS_COMPLETE);
	assert_true(m->peak.elements <= m->blobs.elements);
	assert_true(m->blobs.elements <= m->caffe.elements);
	assert_true(m->plan_elements >= m->peak.elements);
	assert_true(m->plan_elements <= m->blobs.elements);
	assert_int_equal(m->live[m->peak_layer], m->peak.elements);
	assert_true(m->training.gradients.elements <= m->blobs.elements);
	assert_true(a->params_trained.elements <= a->params.elements);
	assert_true(a->params.elements <= a->params_all.elements);
	assert_true(a->core_depth <= a->core_layers);
}

static void test_figures_keep_their_order(void **state)
{
	for (uint32_t seed = 1; seed <= 200; seed++) {
		check_order(analyze_in(*state, PHASE_TRAIN, 0,
				       random_network(*state, seed)));
		arena_reset(*state);
	}
}

/* Activations and arithmetic grow with the batch, parameters do not. */
static void test_linear_in_the_batch(void **state)
{
	for (uint32_t seed = 1; seed <= 50; seed++) {
		const char *text = random_network(*state, seed);
		struct analysis *one = analyze_in(*state, PHASE_TEST, 1, text);
		struct analysis *seven = analyze_in(*state, PHASE_TEST, 7, text);

		assert_int_equal(seven->memory.caffe.elements, 7 * one->memory.caffe.elements);
		assert_int_equal(seven->memory.blobs.elements, 7 * one->memory.blobs.elements);
		assert_int_equal(seven->memory.peak.elements, 7 * one->memory.peak.elements);
		assert_int_equal(seven->memory.peak_layer, one->memory.peak_layer);
		assert_int_equal(seven->memory.plan_elements, 7 * one->memory.plan_elements);
		for (int m = 0; m < METRIC_COUNT; m++)
			assert_int_equal(seven->cost.of[m], 7 * one->cost.of[m]);
		assert_int_equal(seven->macs_per_item, one->macs_per_item);
		assert_int_equal(seven->params.elements, one->params.elements);
		arena_reset(*state);
	}
}

/* Against itself every layer is paired with itself; against any other network
 * each layer appears once, in order, with one of its type. */
static void check_pairs(const struct analysis *a, const struct analysis *b,
			const struct pair *pairs, int count)
{
	int left = -1, right = -1, lefts = 0, rights = 0;

	for (int i = 0; i < count; i++) {
		const struct pair *p = &pairs[i];

		assert_true(p->left >= 0 || p->right >= 0);
		assert_true(p->left < 0 || p->left > left);
		assert_true(p->right < 0 || p->right > right);
		left = p->left < 0 ? left : p->left;
		right = p->right < 0 ? right : p->right;
		lefts += p->left >= 0;
		rights += p->right >= 0;
	}
	assert_int_equal(lefts, a->net->layer_count - a->net->split_count);
	assert_int_equal(rights, b->net->layer_count - b->net->split_count);
}

static void test_alignments(void **state)
{
	for (uint32_t seed = 1; seed <= 50; seed++) {
		struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
						random_network(*state, seed));
		struct analysis *b = analyze_in(*state, PHASE_TEST, 0,
						random_network(*state, seed + 1000));
		int count;
		struct pair *pairs = align_layers(*state, a, a, &count);

		check_pairs(a, a, pairs, count);
		for (int i = 0; i < count; i++)
			assert_int_equal(pairs[i].left, pairs[i].right);
		pairs = align_layers(*state, a, b, &count);
		check_pairs(a, b, pairs, count);
		arena_reset(*state);
	}
}

/* Other names, one layer more: structure pairs what names cannot. */
static void test_alignment_by_structure(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("in", "dim: 1 dim: 3") FC("a1", "in", 4) FC("a2", "a1", 5));
	struct analysis *b = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 3") FC("x", "data", 4) FC("y", "x", 9)
		FC("z", "y", 5));
	int count;
	struct pair *pairs = align_layers(*state, a, b, &count);

	assert_int_equal(count, 4);
	assert_int_equal(pairs[1].left, 1);
	assert_int_equal(pairs[1].right, 1);
	assert_int_equal(pairs[2].left, -1);
	assert_int_equal(pairs[2].right, 2);
	assert_int_equal(pairs[3].left, 2);
	assert_int_equal(pairs[3].right, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_figures_keep_their_order),
		TEST(test_linear_in_the_batch),
		TEST(test_alignments),
		TEST(test_alignment_by_structure),
	};

	return cmocka_run_group_tests_name("properties", tests, NULL, NULL);
}
