/* Layers folded into stages, blocks and repeated units. */
#include "tests/metrics/support.h"

#include "models/figures/blocks.h"

/* "name first-last, …" of the blocks that have more than one layer. */
static const char *folded(struct arena *arena, const struct analysis *a, enum grouping g)
{
	const char *text = "";

	for (int i = 0; i < a->blocks[g].count; i++) {
		const struct block *b = &a->blocks[g].list[i];

		if (b->first < b->last)
			text = str_cstring(arena, str_printf(arena, "%s%s%.*s %d-%d", text,
				*text ? ", " : "", STR_ARGS(block_name(a, g, b)), b->first, b->last));
	}
	return text;
}

#define RELU(name, bottom) LAYER(name, "ReLU", bottom, "")

static void test_residual_names(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 8 dim: 8 dim: 8")
		CONV("conv1", "data", 8, 1, "") LAYER("bn_conv1", "BatchNorm", "conv1", "")
		CONV("res2a_branch2a", "bn_conv1", 8, 1, "")
		RELU("res2a_relu", "res2a_branch2a") RELU("bn2b", "res2a_relu")
		CONV("res2b_branch2a", "bn2b", 8, 1, "")
		CONV("res3a_branch1", "res2b_branch2a", 8, 1, "") RELU("prob", "res3a_branch1"));

	assert_string_equal(folded(*state, a, BY_STAGE), "conv1 1-2, res2 3-6");
	assert_string_equal(folded(*state, a, BY_BLOCK), "conv1 1-2, res2a 3-4, res2b 5-6");
}

static void test_paths_and_numbers(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 8 dim: 8 dim: 8")
		CONV("inception_3a/1x1", "data", 8, 1, "")
		RELU("inception_3a/relu_1x1", "inception_3a/1x1")
		CONV("inception_3b/1x1", "inception_3a/relu_1x1", 8, 1, "")
		RELU("pool3/3x3_s2", "inception_3b/1x1")
		CONV("conv4_1_1x1_reduce", "pool3/3x3_s2", 8, 1, "")
		RELU("conv4_1_1x1_reduce/bn", "conv4_1_1x1_reduce")
		CONV("conv5_1", "conv4_1_1x1_reduce/bn", 8, 1, "") RELU("relu5_1", "conv5_1")
		CONV("conv5_2", "relu5_1", 8, 1, "")
		CONV("fire6/squeeze1x1", "conv5_2", 8, 1, "")
		CONV("fire6/expand3x3", "fire6/squeeze1x1", 8, 1, ""));

	assert_string_equal(folded(*state, a, BY_STAGE),
			    "inception_3 1-4, conv4 5-6, conv5 7-9, fire6 10-11");
	assert_string_equal(folded(*state, a, BY_BLOCK),
			    "inception_3a 1-2, conv5 7-9, fire6 10-11");
}

/* What says nothing of itself stays with the layer that it works on; Splits too. */
static void test_layers_without_a_number(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 8 dim: 8 dim: 8") CONV("conv1", "data", 8, 1, "")
		IN_PLACE("activation", "ReLU", "conv1") RELU("left", "conv1")
		RELU("right", "conv1"));

	assert_string_equal(folded(*state, a, BY_BLOCK), "conv1 1-3");
	assert_string_equal(a->net->layers[3].type.p, "Split");
}

/* Names that say nothing: the types repeat. */
static void test_structure(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("in", "dim: 1 dim: 8 dim: 8 dim: 8") CONV("a", "in", 8, 1, "")
		RELU("b", "a") LAYER("c", "LRN", "b", "") CONV("d", "c", 8, 1, "")
		RELU("e", "d") LAYER("f", "LRN", "e", "") CONV("g", "f", 8, 1, "")
		RELU("h", "g") LAYER("i", "LRN", "h", "") FC("j", "i", 4));

	assert_string_equal(folded(*state, a, BY_STRUCTURE), "a 1-3, d 4-6, g 7-9");
	assert_int_equal(a->blocks[BY_STRUCTURE].list[1].repeats, 3);
	assert_string_equal(folded(*state, a, BY_STAGE), "");
	assert_int_equal(a->blocks[BY_STAGE].count, a->net->layer_count);
}

/* A longer unit that repeats is better than a shorter one inside it. */
static void test_unit_inside_a_unit(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("in", "dim: 1 dim: 8 dim: 8 dim: 8")
		CONV("a", "in", 8, 1, "") RELU("b", "a") CONV("c", "b", 8, 1, "") RELU("d", "c")
		LAYER("e", "LRN", "d", "")
		CONV("f", "e", 8, 1, "") RELU("g", "f") CONV("h", "g", 8, 1, "") RELU("i", "h")
		LAYER("j", "LRN", "i", ""));

	assert_string_equal(folded(*state, a, BY_STRUCTURE), "a 1-5, f 6-10");
}

static void test_sums(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 2 dim: 4 dim: 4") CONV("conv1", "data", 3, 3, "pad: 1")
		IN_PLACE("relu1", "ReLU", "conv1") FC("fc2", "conv1", 5));
	struct block_sum sum = block_sum(a, &a->blocks[BY_STAGE].list[1]);

	assert_int_equal(sum.params, 3 * 2 * 9 + 3);
	assert_int_equal(sum.caffe, 48 + 48);
	assert_int_equal(sum.blobs, 48);
	assert_int_equal(sum.live, 80);
	assert_int_equal(sum.buffers, 2 * 9 * 16);
	assert_int_equal(sum.cost.of[METRIC_macs], 3 * 2 * 9 * 16);
	assert_int_equal(block_traffic(a, &sum), 4 * (32 + 48 + 57 + 96));
}

/* Every layer is in one block, and the sums of all blocks are the totals. */
static void check_partition(const struct analysis *a, enum grouping g)
{
	int next = 0;
	int64_t params = 0, caffe = 0, macs = 0, live = 0;

	for (int i = 0; i < a->blocks[g].count; i++) {
		const struct block *b = &a->blocks[g].list[i];
		struct block_sum sum = block_sum(a, b);

		assert_int_equal(b->first, next);
		assert_true(b->last >= b->first && block_name(a, g, b).n > 0);
		next = b->last + 1;
		params += sum.params;
		caffe += sum.caffe;
		macs += sum.cost.of[METRIC_macs];
		live = sum.live > live ? sum.live : live;
	}
	assert_int_equal(next, a->net->layer_count);
	assert_int_equal(params, a->params.elements);
	assert_int_equal(caffe, a->memory.caffe.elements);
	assert_int_equal(macs, a->cost.of[METRIC_macs]);
	assert_int_equal(live, a->memory.peak.elements);
}

static void test_a_partition(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 8 dim: 8 dim: 8") CONV("conv1", "data", 8, 1, "")
		RELU("1", "conv1") RELU("_2", "1") CONV("x/3", "_2", 8, 1, "")
		RELU("4/", "x/3") RELU("5_6_", "4/") CONV("7_", "5_6_", 8, 1, "")
		RELU("conv1x", "7_") RELU("/8", "conv1x") FC("9a9", "/8", 2));

	for (int g = 0; g < GROUPINGS; g++)
		check_partition(a, g);
	a = analyze_in(*state, PHASE_TEST, 0, "");
	for (int g = 0; g < GROUPINGS; g++)
		assert_int_equal(a->blocks[g].count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_residual_names),
		TEST(test_paths_and_numbers),
		TEST(test_layers_without_a_number),
		TEST(test_structure),
		TEST(test_unit_inside_a_unit),
		TEST(test_sums),
		TEST(test_a_partition),
	};

	return cmocka_run_group_tests_name("blocks", tests, NULL, NULL);
}
