#include "tests/metrics/support.h"

static void view_is(const struct layer *l, int axis, double size, double stride,
		    double offset)
{
	assert_true(axis < l->view_count);
	assert_true(l->views[axis].size == size);
	assert_true(l->views[axis].stride == stride);
	assert_true(l->views[axis].offset == offset);
}

/* By hand: kernel 11 stride 4, kernel 3 stride 2, kernel 5 with padding 2. */
static void test_windows_add_up(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 3 dim: 227 dim: 227")
		CONV("conv1", "data", 2, 11, "stride: 4")
		LAYER("pool1", "Pooling", "conv1",
		      "pooling_param { kernel_size: 3 stride: 2 }")
		CONV("conv2", "pool1", 2, 5, "pad: 2") FC("fc", "conv2", 2) FC("fc2", "fc", 2));

	view_is(layer_in(a, "data"), 0, 1, 1, 0);
	view_is(layer_in(a, "conv1"), 1, 11, 4, 0);
	view_is(layer_in(a, "pool1"), 0, 19, 8, 0);
	view_is(layer_in(a, "conv2"), 0, 51, 8, -16);
	/* 27 positions 8 apart, each seeing 51 */
	view_is(layer_in(a, "fc"), 0, 51 + 26 * 8, 8, -16);
	view_is(layer_in(a, "fc2"), 0, 51 + 26 * 8, 8, -16);
	assert_int_equal(a->core_depth, 4);
}

static void test_axes_differ(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 16 dim: 16")
		LAYER("conv", "Convolution", "data", "convolution_param { num_output: 1 "
		      "kernel_size: 1 kernel_size: 5 dilation: 1 dilation: 2 pad: 0 pad: 4 "
		      "stride: 2 stride: 1 }"));

	view_is(layer_in(a, "conv"), 0, 1, 2, 0);
	view_is(layer_in(a, "conv"), 1, 9, 1, -4);
}

/* Where paths join the larger field counts, and a Flatten hides no extent. */
static void test_paths_join(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 8 dim: 8")
		CONV("small", "data", 1, 1, "") CONV("large", "data", 1, 5, "pad: 2")
		"layer { name: \"cat\" type: \"Concat\" bottom: \"small\" "
		"bottom: \"large\" top: \"cat\" }\n"
		LAYER("flat", "Flatten", "cat", "") FC("fc", "flat", 2));

	view_is(layer_in(a, "cat"), 0, 5, 1, -2);
	view_is(layer_in(a, "fc"), 0, 5 + 7, 1, -2);
	assert_int_equal(a->core_layers, 3);
	assert_int_equal(a->core_depth, 2);
}

static void test_global_pooling_sees_all(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 8 dim: 6")
		LAYER("pool", "Pooling", "data",
		      "pooling_param { pool: AVE global_pooling: true }")
		FC("fc", "pool", 2));

	view_is(layer_in(a, "pool"), 0, 8, 1, 0);
	view_is(layer_in(a, "pool"), 1, 6, 1, 0);
	view_is(layer_in(a, "fc"), 0, 8, 1, 0);
}

/* Kernel 4, stride 2, pad 1: an output element takes in two of its bottom. */
static void test_deconvolution_halves_the_stride(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 8 dim: 8")
		CONV("down", "data", 1, 2, "stride: 2")
		LAYER("up", "Deconvolution", "down", "convolution_param { num_output: 1 "
		      "kernel_size: 4 stride: 2 pad: 1 }"));

	view_is(layer_in(a, "down"), 0, 2, 2, 0);
	view_is(layer_in(a, "up"), 0, 4, 1, -2);
}

static void test_no_spatial_input_no_field(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 8") FC("fc", "data", 2));

	assert_null(layer_in(a, "fc")->views);
	assert_int_equal(a->core_layers, 1);
}

/* The second bottom of a Crop says only how much is left. */
static void test_crop_sees_its_first_bottom(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 16 dim: 16")
		CONV("small", "data", 1, 3, "") CONV("large", "data", 1, 9, "stride: 2")
		"layer { name: \"crop\" type: \"Crop\" bottom: \"small\" bottom: \"large\" "
		"top: \"crop\" crop_param { axis: 2 offset: 2 offset: 5 } }\n"
		FC("fc", "crop", 2));

	view_is(layer_in(a, "crop"), 0, 3, 1, 2);
	view_is(layer_in(a, "crop"), 1, 3, 1, 5);
	/* four positions are left */
	view_is(layer_in(a, "fc"), 1, 3 + 3, 1, 5);
}

static void test_prior_boxes_see_nothing(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 16 dim: 16") CONV("conv", "data", 1, 3, "")
		"layer { name: \"prior\" type: \"PriorBox\" bottom: \"conv\" bottom: \"data\" "
		"top: \"prior\" prior_box_param { min_size: 30 } }\n");

	assert_null(layer_in(a, "prior")->views);
}

/* Bilinear: 4 elements become 7, neighbours half an element apart. */
static void test_resizing(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 8 dim: 8")
		CONV("down", "data", 1, 2, "stride: 2")
		LAYER("interp", "Interp", "down", "interp_param { height: 7 width: 4 }")
		LAYER("up", "UpsampleDarknet", "down", "upsample_darknet_param { stride: 2 }")
		LAYER("conv", "Convolution", "up", "convolution_param { num_output: 1 "
		      "kernel_size: 3 }"));

	view_is(layer_in(a, "interp"), 0, 4, 1, 0);
	view_is(layer_in(a, "interp"), 1, 2, 2, 0);
	view_is(layer_in(a, "up"), 0, 2, 1, 0);
	view_is(layer_in(a, "conv"), 0, 4, 1, 0);
}

/* A mean over the image makes every element see the same. */
static void test_means_see_all(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 8 dim: 6")
		LAYER("mvn", "MVN", "data", "") CONV("conv", "mvn", 1, 3, ""));

	view_is(layer_in(a, "mvn"), 1, 6, 0, 0);
	view_is(layer_in(a, "conv"), 1, 6, 0, 0);
}

static void test_one_axis_only(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 8 dim: 6")
		LAYER("fc", "InnerProduct", "data",
		      "inner_product_param { num_output: 2 axis: 3 }")
		LAYER("row", "Convolution", "data", "convolution_param { num_output: 2 "
		      "kernel_size: 3 axis: 2 }"));

	view_is(layer_in(a, "fc"), 0, 1, 1, 0);
	view_is(layer_in(a, "fc"), 1, 6, 1, 0);
	view_is(layer_in(a, "row"), 0, 1, 1, 0);
	view_is(layer_in(a, "row"), 1, 3, 1, 0);
}

/* Each top of a Convolution comes from its own bottom. */
static void test_pairs(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 8 dim: 8")
		CONV("x", "data", 1, 3, "pad: 1") CONV("y", "data", 1, 5, "pad: 2")
		"layer { name: \"two\" type: \"Convolution\" bottom: \"x\" bottom: \"y\" "
		"top: \"a\" top: \"b\" convolution_param { num_output: 1 kernel_size: 3 } }\n"
		CONV("last", "a", 1, 1, ""));

	view_is(layer_in(a, "last"), 0, 5, 1, -1);
}

/* Where axes are put into another order, the image's are still behind them. */
static void test_axes_in_another_order(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 3 dim: 8 dim: 6")
		LAYER("turned", "Permute", "data", "permute_param { order: 0 order: 2 "
		      "order: 3 order: 1 }")
		LAYER("flat", "Flatten", "turned", "") FC("fc", "flat", 2));

	view_is(layer_in(a, "fc"), 0, 8, 1, 0);
	view_is(layer_in(a, "fc"), 1, 6, 1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_windows_add_up),
		TEST(test_axes_differ),
		TEST(test_paths_join),
		TEST(test_global_pooling_sees_all),
		TEST(test_deconvolution_halves_the_stride),
		TEST(test_no_spatial_input_no_field),
		TEST(test_crop_sees_its_first_bottom),
		TEST(test_prior_boxes_see_nothing),
		TEST(test_resizing),
		TEST(test_means_see_all),
		TEST(test_one_axis_only),
		TEST(test_pairs),
		TEST(test_axes_in_another_order),
	};

	return cmocka_run_group_tests_name("depth", tests, NULL, NULL);
}
