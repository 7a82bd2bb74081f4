/* The catalogue of layer types, and the arithmetic of one layer of each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "models/analyze.h"
#include "models/layers/layer.h"

#define INPUT(name, dims) \
	"layer { type: 'Input' name: '" name "' top: '" name "' " \
	"input_param { shape { dim: [" dims "] } } } "

/* Every layer under test reads some of these. */
static const char inputs[] =
	INPUT("x", "2, 3, 4, 5") INPUT("labels", "2, 4, 5") INPUT("matrix", "3, 3")
	INPUT("v", "2, 3") INPUT("w", "2, 3") INPUT("pair", "2")
	INPUT("sequence", "5, 2, 3") INPUT("cont", "5, 2") INPUT("fixed", "2, 6")
	INPUT("cell", "1, 2, 3") INPUT("gates", "1, 2, 12") INPUT("go", "1, 2");

struct row {
	const char *layer;
	struct cost cost;	/* macs, mul_add, add, compare, divide, exp */
};

static const struct row rows[] = {
	{ "type: 'AbsVal' bottom: 'x' top: 'y'", {{ 0, 0, 0, 120, 0, 0 }} },
	{ "type: 'BNLL' bottom: 'x' top: 'y'", {{ 0, 0, 240, 120, 0, 240 }} },
	{ "type: 'Clip' bottom: 'x' top: 'y'", {{ 0, 0, 0, 240, 0, 0 }} },
	{ "type: 'Dropout' bottom: 'x' top: 'y'", {{ 0 }} },
	{ "type: 'Dropout' bottom: 'x' top: 'y' phase: TRAIN", {{ 0, 240 }} },
	{ "type: 'ELU' bottom: 'x' top: 'y'", {{ 0, 120, 120, 120, 0, 120 }} },
	{ "type: 'Exp' bottom: 'x' top: 'y'", {{ 0, 0, 0, 0, 0, 120 }} },
	{ "type: 'Exp' bottom: 'x' top: 'y' exp_param { base: 2 shift: 1 }",
	  {{ 0, 240, 0, 0, 0, 120 }} },
	{ "type: 'Log' bottom: 'x' top: 'y' log_param { base: 10 scale: 2 shift: 1 }",
	  {{ 0, 240, 120, 0, 0, 120 }} },
	{ "type: 'PReLU' bottom: 'x' top: 'y'", {{ 0, 120, 0, 120, 0, 0 }} },
	{ "type: 'Power' bottom: 'x' top: 'y'", {{ 0 }} },
	{ "type: 'Power' bottom: 'x' top: 'y' power_param { power: 0 shift: 1 }", {{ 0 }} },
	{ "type: 'Power' bottom: 'x' top: 'y' power_param { power: 2 scale: 3 shift: 1 }",
	  {{ 0, 120, 120, 0, 0, 120 }} },
	{ "type: 'ReLU' bottom: 'x' top: 'y'", {{ 0, 0, 0, 120, 0, 0 }} },
	{ "type: 'ReLU' bottom: 'x' top: 'y' relu_param { negative_slope: 0.1 }",
	  {{ 0, 120, 0, 120, 0, 0 }} },
	{ "type: 'Sigmoid' bottom: 'x' top: 'y'", {{ 0, 240, 0, 0, 0, 120 }} },
	{ "type: 'Swish' bottom: 'x' top: 'y'", {{ 0, 480, 0, 0, 0, 120 }} },
	{ "type: 'TanH' bottom: 'x' top: 'y'", {{ 0, 0, 0, 0, 0, 120 }} },
	{ "type: 'Threshold' bottom: 'x' top: 'y'", {{ 0, 0, 0, 120, 0, 0 }} },
	{ "type: 'Accuracy' bottom: 'x' bottom: 'labels' top: 'y'",
	  {{ 0, 0, 0, 120, 0, 0 }} },
	{ "type: 'ArgMax' bottom: 'x' top: 'y'", {{ 0, 0, 0, 120, 0, 0 }} },
	{ "type: 'Softmax' bottom: 'x' top: 'y'", {{ 0, 0, 240, 120, 120, 120 }} },
	{ "type: 'BatchNorm' bottom: 'x' top: 'y'", {{ 0, 0, 120, 0, 120, 3 }} },
	{ "type: 'BatchNorm' bottom: 'x' top: 'y' "
	  "batch_norm_param { use_global_stats: false }", {{ 0, 240, 240, 0, 120, 3 }} },
	{ "type: 'LRN' bottom: 'x' top: 'y'", {{ 0, 480, 0, 0, 0, 120 }} },
	{ "type: 'LRN' bottom: 'x' top: 'y' "
	  "lrn_param { norm_region: WITHIN_CHANNEL local_size: 3 }",
	  {{ 0, 360, 1080, 0, 120, 120 }} },
	{ "type: 'MVN' bottom: 'x' top: 'y'", {{ 0, 240, 240, 0, 120, 6 }} },
	{ "type: 'MVN' bottom: 'x' top: 'y' mvn_param { normalize_variance: false }",
	  {{ 0, 0, 240, 0, 0, 0 }} },
	{ "type: 'Scale' bottom: 'x' top: 'y' scale_param { bias_term: true }",
	  {{ 0, 120, 120, 0, 0, 0 }} },
	{ "type: 'Bias' bottom: 'x' top: 'y'", {{ 0, 0, 120, 0, 0, 0 }} },
	{ "type: 'Convolution' bottom: 'x' top: 'y' "
	  "convolution_param { num_output: 6 kernel_size: 3 }", {{ 1944, 1944, 72 }} },
	{ "type: 'Convolution' bottom: 'x' top: 'y' convolution_param { "
	  "num_output: 6 kernel_size: 1 group: 3 bias_term: false }", {{ 240, 240 }} },
	{ "type: 'Deconvolution' bottom: 'x' top: 'y' "
	  "convolution_param { num_output: 6 kernel_size: 2 stride: 2 }",
	  {{ 2880, 2880, 1920 }} },
	{ "type: 'InnerProduct' bottom: 'x' top: 'y' "
	  "inner_product_param { num_output: 7 }", {{ 840, 840, 14 }} },
	{ "type: 'Embed' bottom: 'x' top: 'y' embed_param { num_output: 5 input_dim: 9 }",
	  {{ 0, 0, 600 }} },
	{ "type: 'Pooling' bottom: 'x' top: 'y' pooling_param { kernel_size: 2 stride: 2 }",
	  {{ 0, 0, 0, 144, 0, 0 }} },
	{ "type: 'Pooling' bottom: 'x' top: 'y' "
	  "pooling_param { pool: AVE global_pooling: true }", {{ 0, 0, 120, 0, 6, 0 }} },
	{ "type: 'Pooling' bottom: 'x' top: 'y' "
	  "pooling_param { pool: STOCHASTIC kernel_size: 2 stride: 2 }",
	  {{ 0, 144, 144, 0, 36, 0 }} },
	{ "type: 'SPP' bottom: 'x' top: 'y' spp_param { pyramid_height: 2 }",
	  {{ 0, 0, 0, 264, 0, 0 }} },
	{ "type: 'Eltwise' bottom: 'v' bottom: 'w' top: 'y'", {{ 0, 0, 6, 0, 0, 0 }} },
	{ "type: 'Eltwise' bottom: 'v' bottom: 'w' top: 'y' "
	  "eltwise_param { coeff: [1, -1] }", {{ 0, 12, 0, 0, 0, 0 }} },
	{ "type: 'Eltwise' bottom: 'v' bottom: 'w' top: 'y' "
	  "eltwise_param { operation: PROD }", {{ 0, 6, 0, 0, 0, 0 }} },
	{ "type: 'Eltwise' bottom: 'v' bottom: 'w' top: 'y' "
	  "eltwise_param { operation: MAX }", {{ 0, 0, 0, 6, 0, 0 }} },
	{ "type: 'Concat' bottom: 'v' bottom: 'w' top: 'y'", {{ 0 }} },
	{ "type: 'Reduction' bottom: 'x' top: 'y' reduction_param { operation: MEAN }",
	  {{ 0, 1, 120, 0, 0, 0 }} },
	{ "type: 'Reduction' bottom: 'x' top: 'y' reduction_param { operation: ASUM }",
	  {{ 0, 0, 120, 120, 0, 0 }} },
	{ "type: 'Reduction' bottom: 'x' top: 'y' reduction_param { operation: SUMSQ }",
	  {{ 0, 120, 0, 0, 0, 0 }} },
	{ "type: 'SoftmaxWithLoss' bottom: 'x' bottom: 'labels'",
	  {{ 0, 0, 280, 160, 121, 160 }} },
	{ "type: 'InfogainLoss' bottom: 'x' bottom: 'labels' bottom: 'matrix'",
	  {{ 0, 120, 240, 240, 121, 240 }} },
	{ "type: 'EuclideanLoss' bottom: 'v' bottom: 'w'", {{ 0, 6, 6, 0, 1, 0 }} },
	{ "type: 'HingeLoss' bottom: 'v' bottom: 'pair'", {{ 0, 0, 12, 6, 1, 0 }} },
	{ "type: 'MultinomialLogisticLoss' bottom: 'v' bottom: 'pair'",
	  {{ 0, 0, 2, 2, 1, 2 }} },
	{ "type: 'SigmoidCrossEntropyLoss' bottom: 'v' bottom: 'w'",
	  {{ 0, 30, 18, 12, 1, 18 }} },
	{ "type: 'ContrastiveLoss' bottom: 'v' bottom: 'w' bottom: 'pair'",
	  {{ 0, 8, 10, 2, 2, 2 }} },
	{ "type: 'LSTM' bottom: 'sequence' bottom: 'cont' top: 'y' "
	  "recurrent_param { num_output: 4 }", {{ 1120, 1520, 520, 0, 200, 200 }} },
	{ "type: 'LSTM' bottom: 'sequence' bottom: 'cont' bottom: 'fixed' top: 'y' "
	  "recurrent_param { num_output: 4 }", {{ 1312, 1712, 680, 0, 200, 200 }} },
	{ "type: 'RNN' bottom: 'sequence' bottom: 'cont' top: 'y' "
	  "recurrent_param { num_output: 4 }", {{ 440, 480, 120, 0, 0, 80 }} },
	{ "type: 'LSTMUnit' bottom: 'cell' bottom: 'gates' bottom: 'go' top: 'y' top: 'z'",
	  {{ 0, 54, 30, 0, 30, 30 }} },
};

#define ROW_COUNT (sizeof rows / sizeof rows[0])

static void compare_costs(const struct row *row, const struct layer *l)
{
	for (int m = 0; m < METRIC_COUNT; m++) {
		if (l->cost.of[m] != row->cost.of[m])
			fail_msg("%s: %s is %lld, should be %lld", row->layer,
				 metric_kinds[m].name, (long long)l->cost.of[m],
				 (long long)row->cost.of[m]);
	}
}

static void each_layer_costs_what_its_formula_says(void **state)
{
	struct arena *arena = arena_create(0);
	struct analyze_options options = analyze_defaults();

	(void)state;
	for (size_t i = 0; i < ROW_COUNT; i++) {
		struct str text = str_printf(arena, "%s layer { name: 'l' %s }", inputs,
					     rows[i].layer);
		const struct analysis *a = analyze(arena, text, &options);
		const struct net *net = a->net;

		if (!a->caffe_loads)
			fail_msg("%s: %.*s", rows[i].layer,
				 STR_ARGS(a->diags.list[0].message));
		compare_costs(&rows[i], &net->layers[net->layer_count - 1]);
	}
	arena_destroy(arena);
}

/* The 60 types of BVLC Caffe at 9b891540. */
static const char *const bvlc[] = {
	"AbsVal", "Accuracy", "ArgMax", "BNLL", "BatchNorm", "BatchReindex", "Bias", "Clip",
	"Concat", "ContrastiveLoss", "Convolution", "Crop", "Data", "Deconvolution",
	"Dropout", "DummyData", "ELU", "Eltwise", "Embed", "EuclideanLoss", "Exp", "Filter",
	"Flatten", "HDF5Data", "HDF5Output", "HingeLoss", "Im2col", "ImageData",
	"InfogainLoss", "InnerProduct", "Input", "LRN", "LSTM", "LSTMUnit", "Log", "MVN",
	"MemoryData", "MultinomialLogisticLoss", "PReLU", "Parameter", "Pooling", "Power",
	"RNN", "ReLU", "Reduction", "Reshape", "SPP", "Scale", "Sigmoid",
	"SigmoidCrossEntropyLoss", "Silence", "Slice", "Softmax", "SoftmaxWithLoss",
	"Split", "Swish", "TanH", "Threshold", "Tile", "WindowData",
};

static void the_types_of_bvlc_caffe_are_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bvlc / sizeof bvlc[0]; i++) {
		const struct layer_kind *kind = layer_kind_named(str_from(bvlc[i]));

		assert_non_null(kind);
		assert_string_equal(kind->type, bvlc[i]);
		assert_false(kind->forks);
	}
	assert_null(layer_kind_named(S("relu")));
	assert_null(layer_kind_named(S("")));
}

static void no_other_type_passes_for_bvlc(void **state)
{
	size_t count = 0;

	(void)state;
	for (int i = 0; layer_kind_at(i); i++)
		count += !layer_kind_at(i)->forks;
	assert_int_equal(count, sizeof bvlc / sizeof bvlc[0]);
}

static void rows_are_sorted_and_complete(void **state)
{
	(void)state;
	for (int i = 0; layer_kind_at(i); i++) {
		const struct layer_kind *kind = layer_kind_at(i);

		const struct layer_kind *row = layer_kind_named(str_from(kind->type));

		while (row && row != kind)
			row = layer_kind_next(row);
		assert_ptr_equal(row, kind);
		/* Rows of one type are told apart by hints, all but the last. */
		assert_true(!layer_kind_next(kind) || kind->hint);
		assert_non_null(kind->setup);
		assert_true(kind->text && kind->text[0]);
		assert_true(kind->bottoms.min <= kind->bottoms.max);
		assert_true(kind->tops.min <= kind->tops.max);
		if (i > 0)
			assert_true(strcmp(layer_kind_at(i - 1)->type, kind->type) < 0 ||
				    layer_kind_next(layer_kind_at(i - 1)) == kind);
	}
	assert_null(layer_kind_at(-1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_layer_costs_what_its_formula_says),
		cmocka_unit_test(the_types_of_bvlc_caffe_are_there),
		cmocka_unit_test(no_other_type_passes_for_bvlc),
		cmocka_unit_test(rows_are_sorted_and_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
