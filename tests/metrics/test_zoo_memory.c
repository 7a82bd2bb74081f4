/* Memory on the bundled networks: laws, published peaks, and our plans beside
 * published planners. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/greedy.h"
#include "tests/metrics/support.h"

#include "models/figures/bytes.h"

#define MAX_FILES 64

static char *names[MAX_FILES];
static char *texts[MAX_FILES];
static int files;

static char *read_zoo(const char *name)
{
	char path[4096];
	char *text = calloc(1, 1 << 20);
	FILE *f;

	snprintf(path, sizeof(path), "%s/models/zoo/%s", getenv("srcdir"), name);
	f = fopen(path, "rb");
	if (!f || !text)
		fail_msg("%s: cannot be read", path);
	assert_true(fread(text, 1, (1 << 20) - 1, f) < (1 << 20) - 1);
	fclose(f);
	return text;
}

static int read_all(void **state)
{
	char path[4096];
	struct dirent *entry;
	DIR *dir;

	(void)state;
	snprintf(path, sizeof(path), "%s/models/zoo", getenv("srcdir"));
	dir = opendir(path);
	while (dir && (entry = readdir(dir)) && files < MAX_FILES)
		if (strstr(entry->d_name, ".prototxt")) {
			names[files] = strdup(entry->d_name);
			texts[files++] = read_zoo(entry->d_name);
		}
	if (dir)
		closedir(dir);
	return files ? 0 : -1;
}

static struct analysis *what_if(struct arena *arena, const char *text, enum phase phase,
				int64_t batch, const char *dtype, const char *weights)
{
	struct analyze_options *options = NEW(arena, struct analyze_options);

	*options = analyze_defaults();
	options->state.phase = phase;
	options->batch = batch;
	options->dtype = dtype ? dtype_named(str_from(dtype)) : NULL;
	options->weight_dtype = weights ? dtype_named(str_from(weights)) : NULL;
	return analyze(arena, str_from(text), options);
}

/* No plan can be below the peak, which ours reach; no published planner needs less. */
static void test_plans_beside_yardsticks(void **state)
{
	for (int i = 0; i < files; i++)
		for (int phase = PHASE_TRAIN; phase <= PHASE_TEST; phase++) {
			struct analysis *a = what_if(*state, texts[i], (enum phase)phase, 0,
						     NULL, NULL);
			int64_t ours = a->memory.plan_elements;

			assert_int_equal(ours, a->memory.peak.elements);
			assert_true(ours <= greedy_by_size(*state, &a->memory));
			assert_true(ours <= greedy_by_breadth(*state, &a->memory,
							      a->net->layer_count));
			arena_reset(*state);
		}
}

static int64_t training_of(const struct analysis *a)
{
	return training_bytes(a, &solvers[0], false);
}

static void check_laws(struct arena *arena, const char *text, enum phase phase)
{
	struct analysis *a = what_if(arena, text, phase, 3, NULL, NULL);
	const struct memory *m = &a->memory;

	assert_true(m->peak.elements <= m->blobs.elements);
	assert_true(m->blobs.elements <= m->caffe.elements);
	assert_true(m->plan_elements >= m->peak.elements);
	assert_true(m->plan_elements <= m->blobs.elements);
	/* each part of training is at least what inference has of it */
	assert_true(m->training.storages.elements >= m->blobs.elements);
	assert_true(m->training.params.elements >= m->weights.elements);
	assert_true(training_of(a) >= amount_bytes(a, m->blobs.elements) +
				      weight_bytes(a, m->weights.elements));
	assert_true(m->training.gradients.elements <= m->blobs.elements);
	assert_true(m->training.param_gradients.elements <= m->weights.elements);
	assert_true(m->largest_buffer <= m->buffers.elements);
}

static void test_laws(void **state)
{
	for (int i = 0; i < files; i++) {
		check_laws(*state, texts[i], PHASE_TEST);
		check_laws(*state, texts[i], PHASE_TRAIN);
		arena_reset(*state);
	}
}

/* From batch to batch every storage grows by the same, or does not grow (a loss);
 * parameters and the buffers of one image stay. */
static void check_batches(const struct analysis *one, const struct analysis *two,
			  const struct analysis *five)
{
	assert_int_equal(one->memory.storage_count, five->memory.storage_count);
	for (int i = 0; i < one->memory.storage_count; i++) {
		int64_t a = one->memory.storages[i].elements;
		int64_t b = two->memory.storages[i].elements;

		assert_true(b == a || b == 2 * a);
		assert_int_equal(five->memory.storages[i].elements, a + 4 * (b - a));
	}
	assert_int_equal(one->params.elements, five->params.elements);
	assert_int_equal(one->memory.weights.elements, five->memory.weights.elements);
	assert_int_equal(one->memory.buffers.elements, five->memory.buffers.elements);
	assert_int_equal(one->macs_per_item, five->macs_per_item);
	assert_int_equal(5 * one->cost.of[METRIC_macs], five->cost.of[METRIC_macs]);
}

static void test_linear_in_the_batch(void **state)
{
	for (int i = 0; i < files; i++)
		for (int phase = PHASE_TRAIN; phase <= PHASE_TEST; phase++) {
			check_batches(what_if(*state, texts[i], (enum phase)phase, 1, NULL, NULL),
				      what_if(*state, texts[i], (enum phase)phase, 2, NULL, NULL),
				      what_if(*state, texts[i], (enum phase)phase, 5, NULL, NULL));
			arena_reset(*state);
		}
}

static void test_types_scale_bytes(void **state)
{
	for (int i = 0; i < files; i++) {
		struct analysis *a = what_if(*state, texts[i], PHASE_TRAIN, 0, NULL, NULL);
		struct analysis *half = what_if(*state, texts[i], PHASE_TRAIN, 0, "bf16", NULL);
		struct analysis *mixed = what_if(*state, texts[i], PHASE_TRAIN, 0, "fp16",
						 "int8");
		int64_t blobs = a->memory.blobs.elements, weights = a->memory.weights.elements;

		assert_int_equal(half->memory.blobs.elements, blobs);
		assert_int_equal(2 * amount_bytes(half, blobs), amount_bytes(a, blobs));
		assert_int_equal(2 * training_of(half), training_of(a));
		assert_int_equal(4 * weight_bytes(mixed, weights), weight_bytes(a, weights));
		assert_int_equal(2 * amount_bytes(mixed, blobs), amount_bytes(a, blobs));
		arena_reset(*state);
	}
}

/* What OpenCV's planner of DNN memory reaches, per image: 2.32 MB for AlexNet,
 * 9.63 MB for ResNet-50; ours is an actual plan too. */
static void check_published(struct arena *arena, const char *name, const char *layer,
			    int64_t bytes)
{
	char *text = read_zoo(name);
	struct analysis *a = what_if(arena, text, PHASE_TEST, 1, NULL, NULL);

	assert_int_equal(amount_bytes(a, a->memory.peak.elements), bytes);
	assert_int_equal(amount_bytes(a, a->memory.plan_elements), bytes);
	assert_true(str_equal(a->net->layers[a->memory.peak_layer].name, str_from(layer)));
	free(text);
}

static void test_published_peaks(void **state)
{
	check_published(*state, "resnet50.prototxt", "res2a", 9633792);
	check_published(*state, "alexnet.prototxt", "norm1", 2323204);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_plans_beside_yardsticks),
		TEST(test_laws),
		TEST(test_linear_in_the_batch),
		TEST(test_types_scale_bytes),
		TEST(test_published_peaks),
	};

	return cmocka_run_group_tests_name("zoo memory", tests, read_all, NULL);
}
