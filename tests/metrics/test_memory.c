#include "tests/metrics/support.h"

#include "models/figures/bytes.h"
#include "models/figures/memory.h"
#include "models/figures/totals.h"

static void amounts(const struct analysis *a, int64_t caffe, int64_t blobs, int64_t peak)
{
	assert_int_equal(a->memory.caffe.elements, caffe);
	assert_int_equal(a->memory.blobs.elements, blobs);
	assert_int_equal(a->memory.peak.elements, peak);
}

/* data 1x2x4x4 = 32, conv 1x3x4x4 = 48, ReLU in place, fc 1x5. */
static void test_chain_in_place(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 2 dim: 4 dim: 4")
		CONV("conv", "data", 3, 3, "pad: 1") IN_PLACE("relu", "ReLU", "conv")
		FC("fc", "conv", 5));

	amounts(a, 32 + 48 + 48 + 5, 32 + 48 + 5, 32 + 48);
	assert_int_equal(a->memory.peak_layer, 1);
	assert_int_equal(a->memory.storage_count, 3);
	assert_int_equal(a->memory.live[0], 32);
	assert_int_equal(a->memory.live[2], 48);
	assert_int_equal(a->memory.live[3], 53);
	assert_int_equal(a->memory.plan_elements, 80);
	assert_int_equal(a->memory.weights.elements, 3 * 2 * 9 + 3 + 5 * 48 + 5);
}

/* The split's two tops and the Flatten share the data of their bottom. */
static void test_split_and_flatten_share(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 2 dim: 4 dim: 4")
		LAYER("flat", "Flatten", "data", "")
		CONV("conv", "data", 1, 1, ""));

	assert_int_equal(a->net->split_count, 1);
	assert_int_equal(a->memory.storage_count, 2);
	/* data, two split tops, flat, conv; the flat output stays to the end */
	amounts(a, 32 + 64 + 32 + 16, 32 + 16, 48);
}

/* A Concat of one bottom and a Slice into one top have nothing to copy. */
static void test_trivial_concat_and_slice_share(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 4") LAYER("cat", "Concat", "data", "")
		LAYER("cut", "Slice", "cat", ""));

	assert_int_equal(a->memory.storage_count, 1);
	amounts(a, 12, 4, 4);
}

static void test_real_concat_and_slice_copy(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 4")
		"layer { name: \"cut\" type: \"Slice\" bottom: \"data\" "
		"top: \"x\" top: \"y\" }\n"
		"layer { name: \"cat\" type: \"Concat\" bottom: \"x\" bottom: \"y\" "
		"top: \"z\" }\n");

	assert_int_equal(a->memory.storage_count, 4);
	amounts(a, 12, 12, 8);
	assert_int_equal(a->memory.peak_layer, 1);	/* the first of equal ones */
}

/* An in-place layer that changes the shape: the storage is its largest. */
static void test_in_place_growth(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 1 dim: 2 dim: 2")
		"layer { name: \"tile\" type: \"Tile\" bottom: \"data\" top: \"data\" "
		"tile_param { tiles: 3 } }\n");

	assert_int_equal(a->memory.storage_count, 1);
	amounts(a, 4 + 12, 12, 12);
}

/* A shortcut keeps its blob alive over the branch; the sum is the output. */
static void test_peak_over_a_branch(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 2 dim: 2 dim: 2")
		CONV("a", "data", 4, 1, "") CONV("b", "a", 2, 1, "")
		"layer { name: \"sum\" type: \"Eltwise\" bottom: \"b\" bottom: \"data\" "
		"top: \"sum\" }\n");

	/* layers: data, split, a, b, sum; data 8, a 16, b 8, sum 8 */
	assert_int_equal(a->memory.live[2], 24);
	assert_int_equal(a->memory.live[3], 32);
	assert_int_equal(a->memory.live[4], 24);
	assert_int_equal(a->memory.peak_layer, 3);
	assert_int_equal(a->memory.plan_elements, 32);
}

static void test_unknown_type_is_a_lower_bound(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 4") LAYER("odd", "NobodysLayer", "data", ""));

	assert_int_equal(a->unknown_layers, 1);
	assert_true(a->memory.caffe.lower_bound);
	assert_true(a->memory.blobs.lower_bound);
	assert_true(a->memory.peak.lower_bound);
	assert_true(a->params.lower_bound);
	assert_true(a->cost_lower_bound);
	amounts(a, 4, 4, 4);
}

/* Figures that follow from a fault are there, and doubtful; those before it are not. */
static void test_fault_makes_doubtful(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TRAIN, 0,
		INPUT("data", "dim: 1 dim: 4 dim: 4 dim: 4") INPUT("other", "dim: 9")
		LAYER("fc1", "InnerProduct", "data", "inner_product_param { num_output: 3 }")
		"layer { name: 'sum' type: 'Eltwise' bottom: 'fc1' bottom: 'other' top: 'sum' }"
		LAYER("fc2", "InnerProduct", "sum", "inner_product_param { num_output: 2 }"));
	const struct layer *l = a->net->layers;

	assert_int_equal(a->status, STATUS_INVALID);
	assert_false(layer_doubtful(&l[2]));
	assert_true(layer_doubtful(&l[3]));
	assert_true(layer_doubtful(&l[4]));
	assert_false(layer_params(&l[2], false).doubtful);
	assert_true(layer_params(&l[4], false).doubtful);
	assert_int_equal(a->params.elements, 3 * 64 + 3 + 2 * 3 + 2);
	assert_true(a->params.doubtful && a->params_all.doubtful &&
		    a->params_trained.doubtful);
	assert_true(a->memory.caffe.doubtful && a->memory.blobs.doubtful);
	assert_true(a->memory.peak.doubtful && a->memory.weights.doubtful);
	assert_true(a->cost_doubtful && a->ops_doubtful);
	assert_true(training_total(a, &solvers[0], false).doubtful);
	assert_true(total_marks(a).doubtful);
	assert_false(total_marks(a).lower_bound);
}

/* A fault behind all parameters leaves them as they are. */
static void test_late_fault_spares_parameters(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 4") INPUT("other", "dim: 9")
		LAYER("fc", "InnerProduct", "data", "inner_product_param { num_output: 3 }")
		"layer { name: 'sum' type: 'Eltwise' bottom: 'fc' bottom: 'other' top: 'sum' }");

	assert_false(a->params.doubtful);
	assert_false(a->cost_doubtful);
	assert_true(a->memory.caffe.doubtful);
}

/* Of the layer itself nothing is known, not even that it has no parameters; what is
 * alive is unknown as long as its top is. */
static void test_unknown_type_on_its_own(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 1 dim: 4")
		LAYER("odd", "NobodysLayer", "data", "")
		LAYER("even", "NobodysLayer", "odd", "")
		LAYER("end", "Silence", "even", "")
		LAYER("act", "ReLU", "odd", ""));
	const struct layer *odd = &a->net->layers[1];

	assert_true(layer_params(odd, false).lower_bound);
	assert_true(layer_params(odd, true).lower_bound);
	assert_false(layer_params(&a->net->layers[0], false).lower_bound);
	assert_false(layer_macs_known(odd));
	assert_false(layer_ops_known(odd));
	assert_true(layer_macs_known(&a->net->layers[a->net->layer_count - 1]));
	assert_false(layer_ops_known(&a->net->layers[a->net->layer_count - 1]));
	assert_true(live_known(a, 0));
	assert_false(live_known(a, 1));
	assert_false(live_known(a, 2));
}

static void test_empty(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0, "");

	amounts(a, 0, 0, 0);
	assert_int_equal(a->memory.peak_layer, -1);
	assert_false(a->memory.caffe.lower_bound);
}

#define TRAINED(more)                                                                 \
	INPUT("data", "dim: 2 dim: 3") INPUT("label", "dim: 2")                       \
	FC("one", "data", 4) more                                                     \
	"layer { name: \"loss\" type: \"SoftmaxWithLoss\" bottom: \"two\" "           \
	"bottom: \"label\" top: \"loss\" }\n"

/* Backward writes to one's and two's tops and starts at the loss; nothing
 * before the first learnable layer has a gradient. */
static void test_training(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TRAIN, 0, TRAINED(FC("two", "one", 5)));
	const struct training *t = &a->memory.training;

	assert_int_equal(t->storages.elements, 6 + 2 + 8 + 10 + 1);
	assert_int_equal(t->gradients.elements, 8 + 10 + 1);
	assert_int_equal(t->params.elements, 12 + 4 + 20 + 5);
	assert_int_equal(t->param_gradients.elements, 41);
	assert_true(t->backward);
}

static void test_training_stops_at_frozen_layers(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TRAIN, 0,
		INPUT("data", "dim: 2 dim: 3") INPUT("label", "dim: 2")
		LAYER("one", "InnerProduct", "data", "param { lr_mult: 0 } "
		      "param { lr_mult: 0 } inner_product_param { num_output: 4 }")
		FC("two", "one", 5)
		"layer { name: \"loss\" type: \"SoftmaxWithLoss\" bottom: \"two\" "
		"bottom: \"label\" top: \"loss\" }\n");
	const struct training *t = &a->memory.training;

	assert_int_equal(t->gradients.elements, 10 + 1);
	assert_int_equal(t->param_gradients.elements, 25);
	assert_int_equal(a->params_trained.elements, 25);
	assert_int_equal(a->params.elements, 41);
}

/* propagate_down: false ends the way back, and what lies before learns nothing. */
static void test_training_stops_where_it_is_told(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TRAIN, 0,
		TRAINED(LAYER("two", "InnerProduct", "one", "propagate_down: false "
			      "inner_product_param { num_output: 5 }")));

	assert_int_equal(a->memory.training.gradients.elements, 10 + 1);
	assert_int_equal(a->memory.training.param_gradients.elements, 25);
}

static void test_force_backward(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TRAIN, 0,
		"force_backward: true\n" TRAINED(FC("two", "one", 5)));

	/* the data too, but no gradient for labels */
	assert_int_equal(a->memory.training.gradients.elements, 6 + 8 + 10 + 1);
}

static void test_no_loss_no_gradients(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TRAIN, 0,
		INPUT("data", "dim: 2 dim: 3") FC("one", "data", 4));

	assert_false(a->memory.training.backward);
	assert_int_equal(a->memory.training.gradients.elements, 0);
	assert_int_equal(a->memory.training.param_gradients.elements, 0);
}

/* A branch that no loss depends on is not trained. */
static void test_dead_branch(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TRAIN, 0,
		TRAINED(FC("side", "one", 7) FC("two", "one", 5)));

	assert_int_equal(a->memory.training.param_gradients.elements, 41);
	assert_int_equal(a->memory.training.gradients.elements, 8 + 10 + 1);
}

/* What ComputeUpdateValue of each solver touches, in blobs of a parameter's size. */
static void test_state_of_each_solver(void **state)
{
	static const struct { const char *name; int cpu, gpu; } want[] = {
		{ "SGD", 1, 1 }, { "Nesterov", 2, 1 }, { "AdaGrad", 2, 1 },
		{ "RMSProp", 2, 1 }, { "Adam", 3, 2 }, { "AdaDelta", 4, 2 },
	};
	struct analysis *a = analyze_in(*state, PHASE_TRAIN, 0, TRAINED(FC("two", "one", 5)));
	const struct training *t = &a->memory.training;
	int64_t rest = t->storages.elements + t->gradients.elements + t->params.elements +
		       t->param_gradients.elements;

	for (int i = 0; i < 6; i++) {
		const struct solver *s = solver_named(str_from(want[i].name));

		assert_non_null(s);
		assert_int_equal(solver_state(a, s, false).elements,
				 want[i].cpu * t->params.elements);
		assert_int_equal(solver_state(a, s, true).elements,
				 want[i].gpu * t->params.elements);
		assert_int_equal(training_total(a, s, false).elements,
				 rest + want[i].cpu * t->params.elements);
		assert_int_equal(training_bytes(a, s, true),
				 4 * (rest + want[i].gpu * t->params.elements));
	}
	assert_null(solvers[6].name);
}

/* Two layers with one weight matrix have it once, its gradient and its state too. */
static void test_shared_parameters_count_once(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TRAIN, 0,
		INPUT("data", "dim: 2 dim: 4")
		LAYER("a", "InnerProduct", "data", "param { name: \"w\" } "
		      "inner_product_param { num_output: 4 bias_term: false }")
		LAYER("b", "InnerProduct", "a", "param { name: \"w\" } "
		      "inner_product_param { num_output: 4 bias_term: false }")
		"layer { name: \"loss\" type: \"EuclideanLoss\" bottom: \"b\" "
		"bottom: \"data\" top: \"loss\" }\n");

	assert_int_equal(a->memory.weights.elements, 16);
	assert_int_equal(a->params_all.elements, 32);
	assert_int_equal(a->memory.training.param_gradients.elements, 16);
	assert_int_equal(solver_state(a, &solvers[0], false).elements, 16);
}

/* base_conv_layer.cpp: channels of a group and the groups together, times the kernel,
 * times positions: those of the top, for Deconvolution those of the bottom. */
static void test_column_buffers(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 5,
		INPUT("data", "dim: 2 dim: 4 dim: 6 dim: 6")
		CONV("conv", "data", 8, 3, "group: 2 stride: 2") CONV("one", "data", 8, 1, "")
		CONV("strided", "data", 8, 1, "stride: 2")
		LAYER("up", "Deconvolution", "data", "convolution_param { num_output: 3 "
		      "kernel_size: 2 stride: 2 }"));

	assert_int_equal(layer_in(a, "conv")->buffer_elements, 4 * 9 * 2 * 2);
	assert_int_equal(layer_in(a, "one")->buffer_elements, 0);
	assert_int_equal(layer_in(a, "strided")->buffer_elements, 4 * 3 * 3);
	assert_int_equal(layer_in(a, "up")->buffer_elements, 3 * 4 * 6 * 6);
}

static void test_solver_names(void **state)
{
	(void)state;
	assert_string_equal(solver_named(S("adadelta"))->name, "AdaDelta");
	assert_int_equal(solver_named(S("Adam"))->cpu, 3);
	assert_int_equal(solver_named(S("Adam"))->gpu, 2);
	assert_null(solver_named(S("Ada")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_chain_in_place),
		TEST(test_split_and_flatten_share),
		TEST(test_trivial_concat_and_slice_share),
		TEST(test_real_concat_and_slice_copy),
		TEST(test_in_place_growth),
		TEST(test_peak_over_a_branch),
		TEST(test_unknown_type_is_a_lower_bound),
		TEST(test_unknown_type_on_its_own),
		TEST(test_fault_makes_doubtful),
		TEST(test_late_fault_spares_parameters),
		TEST(test_empty),
		TEST(test_training),
		TEST(test_training_stops_at_frozen_layers),
		TEST(test_training_stops_where_it_is_told),
		TEST(test_force_backward),
		TEST(test_no_loss_no_gradients),
		TEST(test_dead_branch),
		TEST(test_solver_names),
		TEST(test_state_of_each_solver),
		TEST(test_shared_parameters_count_once),
		TEST(test_column_buffers),
	};

	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
