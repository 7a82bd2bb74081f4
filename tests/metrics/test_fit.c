/* Number types, training per solver, and which batch fits. */
#include "tests/metrics/support.h"

#include "models/figures/bytes.h"
#include "models/fit.h"

static const char small[] =
	INPUT("data", "dim: 2 dim: 3") INPUT("label", "dim: 2") FC("fc", "data", 5)
	"layer { name: \"loss\" type: \"SoftmaxWithLoss\" bottom: \"fc\" "
	"bottom: \"label\" top: \"loss\" }\n";

static struct analysis *what_if(struct arena *arena, enum phase phase, const char *dtype,
				const char *weights, int64_t fit, const char *text)
{
	struct analyze_options *options = NEW(arena, struct analyze_options);

	*options = analyze_defaults();
	options->state.phase = phase;
	options->dtype = dtype ? dtype_named(str_from(dtype)) : NULL;
	options->weight_dtype = weights ? dtype_named(str_from(weights)) : NULL;
	options->fit = fit;
	return analyze(arena, str_from(text), options);
}

/* storages 6+2+10+1, gradients 10+1, params 20, their gradients 20, SGD 20 */
static void test_two_number_types(void **state)
{
	struct analysis *a = what_if(*state, PHASE_TRAIN, "fp16", "int8", 0, small);

	assert_int_equal(amount_bytes(a, a->memory.blobs.elements), 2 * 19);
	assert_int_equal(weight_bytes(a, a->memory.weights.elements), 20);
	assert_int_equal(training_bytes(a, &solvers[0], false), 2 * (19 + 11) + 60);
	a = what_if(*state, PHASE_TRAIN, "fp16", NULL, 0, small);
	assert_int_equal(training_bytes(a, &solvers[0], false), 2 * (19 + 11 + 60));
	a = what_if(*state, PHASE_TRAIN, NULL, "fp16", 0, small);
	assert_int_equal(training_bytes(a, &solvers[0], false), 4 * (19 + 11) + 2 * 60);
}

/* What Caffe's solvers allocate, by hand from its sources: blobs of the size of
 * a parameter that are touched. */
static void test_every_solver(void **state)
{
	static const struct { const char *name; int cpu, gpu; } want[] = {
		{ "SGD", 1, 1 }, { "Nesterov", 2, 1 }, { "AdaGrad", 2, 1 },
		{ "RMSProp", 2, 1 }, { "Adam", 3, 2 }, { "AdaDelta", 4, 2 },
	};
	struct analysis *a = what_if(*state, PHASE_TRAIN, NULL, NULL, 0, small);

	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		const struct solver *s = solver_named(str_from(want[i].name));

		assert_int_equal(training_total(a, s, false).elements,
				 19 + 11 + 20 + 20 + 20 * want[i].cpu);
		assert_int_equal(training_total(a, s, true).elements,
				 19 + 11 + 20 + 20 + 20 * want[i].gpu);
	}
}

static int64_t bytes_at(struct arena *arena, int kind, int64_t batch, const char *text)
{
	return fit_kinds[kind].bytes(analyze_in(arena, fit_kinds[kind].phase, batch, text));
}

/* The batch fits, the next does not; and nobody else's word is taken for it. */
static void check_fit(struct arena *arena, const char *text, int64_t limit)
{
	struct analysis *a = what_if(arena, PHASE_TEST, NULL, NULL, limit, text);

	for (int k = 0; k < FIT_KINDS; k++) {
		const struct fit *f = &a->fits[k];

		assert_true(f->applies);
		if (f->batch == 0) {
			assert_true(bytes_at(arena, k, 1, text) > limit);
			continue;
		}
		assert_int_equal(bytes_at(arena, k, f->batch, text), f->bytes);
		assert_int_equal(bytes_at(arena, k, f->batch + 1, text), f->next_bytes);
		assert_true(f->bytes <= limit && f->next_bytes > limit);
	}
}

static void test_the_batch_that_fits(void **state)
{
	static const int64_t limits[] = { 1, 100, 179, 180, 181, 1000, 4096, 1 << 20,
					  11811160064 };

	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		check_fit(*state, small, limits[i]);
}

/* One byte decides. */
static void test_the_last_byte(void **state)
{
	int64_t seven = bytes_at(*state, 0, 7, small);

	assert_int_equal(what_if(*state, PHASE_TEST, NULL, NULL, seven, small)
				 ->fits[0].batch, 7);
	assert_int_equal(what_if(*state, PHASE_TEST, NULL, NULL, seven - 1, small)
				 ->fits[0].batch, 6);
}

/* The peak moves from one layer to another as the batch grows: no straight line. */
static void test_a_bent_line(void **state)
{
	const char *text =
		INPUT("data", "dim: 1 dim: 4") FC("a", "data", 3)
		"layer { name: \"big\" type: \"DummyData\" top: \"big\" "
		"dummy_data_param { shape { dim: 1000 dim: 10 } } }\n"
		LAYER("quiet", "ReLU", "big", "") FC("b", "a", 50) FC("c", "b", 2)
		"layer { name: \"end\" type: \"EuclideanLoss\" bottom: \"c\" "
		"bottom: \"c\" top: \"end\" }\n";

	for (int64_t limit = 40000; limit < 4000000; limit += 123457)
		check_fit(*state, text, limit);
}

static void test_what_has_no_answer(void **state)
{
	struct analysis *a = what_if(*state, PHASE_TEST, NULL, NULL, 1 << 20,
		INPUT("data", "dim: 1 dim: 3") FC("fc", "data", 5));

	assert_true(a->fits[0].applies);
	assert_false(a->fits[2].applies);	/* no loss: nothing is trained */
	a = what_if(*state, PHASE_TEST, NULL, NULL, 1 << 20,
		"layer { name: \"d\" type: \"DummyData\" top: \"d\" "
		"dummy_data_param { shape { dim: 9 } } }\n");
	assert_true(a->fits[0].any);
	assert_null(what_if(*state, PHASE_TEST, NULL, NULL, 0, small)->fits);
	assert_null(what_if(*state, PHASE_TEST, NULL, NULL, 9, "layer {")->fits);
}

/* A blob of 2^31 values is more than Caffe takes; the figures go on. */
static void test_beyond_what_caffe_takes(void **state)
{
	struct analysis *a = what_if(*state, PHASE_TEST, NULL, NULL, INT64_C(1) << 40,
		INPUT("data", "dim: 1 dim: 100000") FC("fc", "data", 1));

	assert_true(a->fits[0].batch > 21475);
	assert_true(a->fits[0].refused);
}

/* conv: 2 x 3x3 kernels over 2 channels, 4 positions: column 2*9*4 for one
 * image, whatever the batch; fc and 1x1 have none. */
static void test_column_buffers(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 5,
		INPUT("data", "dim: 1 dim: 2 dim: 4 dim: 4") CONV("conv", "data", 2, 3, "")
		CONV("one", "conv", 3, 1, "") CONV("two", "one", 1, 2, ""));

	assert_int_equal(a->memory.buffers.elements, 2 * 9 * 4 + 3 * 4 * 1);
	assert_int_equal(a->memory.largest_buffer, 2 * 9 * 4);
}

/* fc reads 2x3 values and 20 parameters and writes 2x5: 30 MACs, 10 additions. */
static void test_traffic_and_intensity(void **state)
{
	struct analysis *a = what_if(*state, PHASE_TEST, NULL, "int8", 0,
		INPUT("data", "dim: 2 dim: 3") LAYER("flat", "Flatten", "data", "")
		FC("fc", "flat", 5) IN_PLACE("relu", "ReLU", "fc"));

	assert_int_equal(layer_traffic(a, layer_in(a, "data")), 4 * 6);
	assert_int_equal(layer_traffic(a, layer_in(a, "flat")), 0);
	assert_int_equal(layer_traffic(a, layer_in(a, "fc")), 4 * 16 + 20);
	assert_int_equal(layer_traffic(a, layer_in(a, "relu")), 4 * 20);
	assert_int_equal(total_traffic(a), 4 * (6 + 16 + 20) + 20);
	assert_int_equal(cost_flops(&layer_in(a, "fc")->cost), 2 * 30 + 10);
	assert_true(intensity_of(70, 84) == 0.833);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_two_number_types),
		TEST(test_every_solver),
		TEST(test_the_batch_that_fits),
		TEST(test_the_last_byte),
		TEST(test_a_bent_line),
		TEST(test_what_has_no_answer),
		TEST(test_beyond_what_caffe_takes),
		TEST(test_column_buffers),
		TEST(test_traffic_and_intensity),
	};

	return cmocka_run_group_tests_name("fit", tests, NULL, NULL);
}
