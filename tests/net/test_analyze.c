/* What analyze() promises about memory and limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "models/analyze.h"

#define LAYER "layer { name: \"a\" type: \"Input\" top: \"a\" " \
	"input_param { shape { dim: 2 dim: 3 } } }\n" \
	"layer { name: \"b\" type: \"InnerProduct\" bottom: \"a\" top: \"b\" " \
	"inner_product_param { num_output: 4 } }\n" \
	"layer { name: \"c\" type: \"Power\" bottom: \"a\" top: \"c\" }\n"

static void check_exhausted(const struct analysis *a)
{
	assert_true(a->too_complex);
	assert_int_equal(a->status, STATUS_INVALID);
	assert_false(a->caffe_loads);
	assert_int_equal(a->net->layer_count, 0);
	assert_int_equal(a->diags.count, 1);
	assert_string_equal(a->diags.list[0].code, "too-complex");
}

/* Whatever the memory, there is an answer: the whole one or the refusal. */
static void test_any_limit(void **state)
{
	const struct analyze_options options = analyze_defaults();
	int exhausted = 0;
	int whole = 0;

	(void)state;
	for (size_t limit = 8 << 10; limit < 400 << 10; limit += 509) {
		struct arena *arena = arena_create(limit);
		const struct analysis *a = analyze(arena, S(LAYER), &options);

		if (a->too_complex) {
			check_exhausted(a);
			exhausted++;
		} else {
			assert_int_equal(a->params.elements, 16);
			whole++;
		}
		arena_destroy(arena);
	}
	assert_true(exhausted > 10);
	assert_true(whole > 10);
}

/* A limit that the parser meets: a message, and nothing of what came before it. */
static void test_too_deep(void **state)
{
	struct analyze_options options = analyze_defaults();
	struct arena *arena = arena_create(0);
	const struct analysis *a;

	(void)state;
	options.max_depth = 2;
	a = analyze(arena, S(LAYER), &options);
	check_exhausted(a);
	assert_null(a->root.first);
	options.max_depth = 4;
	assert_int_equal(analyze(arena, S(LAYER), &options)->net->layer_count, 4);
	arena_destroy(arena);
}

static void test_empty_text(void **state)
{
	const struct analyze_options options = analyze_defaults();
	struct arena *arena = arena_create(0);
	const struct analysis *a = analyze(arena, S(""), &options);

	(void)state;
	assert_true(a->caffe_loads);
	assert_int_equal(a->net->layer_count, 0);
	assert_int_equal(a->status, STATUS_COMPLETE);
	arena_destroy(arena);
}

/* A refusal counts even when too many messages came before it. */
static void test_dropped_messages(void **state)
{
	const struct analyze_options options = analyze_defaults();
	struct arena *arena = arena_create(0);
	char *text = NEW_ARRAY(arena, 100000, char);
	const struct analysis *a;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 1001; i++)
		n += sprintf(text + n, "layers { layer { name: \"a\" type: \"relu\" "
			     "pad: 1 } top: \"t%d\" }\n", i);
	n += sprintf(text + n, "layers { layer { name: \"a\" type: \"relu\" } "
		     "bottom: \"none\" top: \"last\" }\n");
	a = analyze(arena, (struct str){ text, n }, &options);
	assert_true(a->diags.dropped > 0);
	assert_int_equal(a->status, STATUS_INVALID);
	assert_false(a->caffe_loads);
	arena_destroy(arena);
}

static void test_dtypes(void **state)
{
	(void)state;
	assert_int_equal(dtype_named(S("fp32"))->bits, 32);
	assert_int_equal(dtype_named(S("bf16"))->bits, 16);
	assert_null(dtype_named(S("fp31")));
	assert_string_equal(dtypes[0].name, "fp32");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_limit),
		cmocka_unit_test(test_dropped_messages),
		cmocka_unit_test(test_empty_text),
		cmocka_unit_test(test_too_deep),
		cmocka_unit_test(test_dtypes),
	};

	return cmocka_run_group_tests_name("analyze", tests, NULL, NULL);
}
