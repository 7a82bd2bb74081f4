/* Shapes and checked arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/net/shape.h"

static int create(void **state)
{
	*state = arena_create(0);
	return *state == NULL;
}

static int destroy(void **state)
{
	arena_destroy(*state);
	return 0;
}

static struct shape make(void **state, int axes, int64_t a, int64_t b, int64_t c)
{
	const int64_t dim[] = { a, b, c };

	return shape_make(*state, dim, axes);
}

static void test_count(void **state)
{
	const struct shape volume = make(state, 3, 2, 3, 4);
	const struct shape scalar = make(state, 0, 0, 0, 0);
	const struct shape empty = make(state, 2, 5, 0, 0);

	assert_int_equal(volume.count, 24);
	assert_true(volume.known);
	assert_false(volume.overflow);
	assert_int_equal(scalar.count, 1);
	assert_int_equal(empty.count, 0);
}

static void test_overflow(void **state)
{
	const struct shape huge = make(state, 3, INT64_MAX, 2, 1);
	const struct shape none = make(state, 3, INT64_MAX, 2, 0);

	assert_true(huge.overflow);
	assert_int_equal(huge.count, INT64_MAX);
	assert_false(none.overflow);
	assert_int_equal(none.count, 0);
}

static void test_product(void **state)
{
	const struct shape s = make(state, 3, 2, 3, 4);
	int64_t product;

	assert_true(shape_product(&s, 1, 3, &product));
	assert_int_equal(product, 12);
	assert_true(shape_product(&s, 2, 2, &product));
	assert_int_equal(product, 1);
}

static void test_equal(void **state)
{
	const struct shape a = make(state, 2, 2, 3, 0);
	const struct shape b = make(state, 2, 2, 3, 0);
	const struct shape other = make(state, 2, 3, 2, 0);
	const struct shape longer = make(state, 3, 2, 3, 1);
	const struct shape unknown = shape_unknown();

	assert_true(shape_equal(&a, &b));
	assert_false(shape_equal(&a, &other));
	assert_false(shape_equal(&a, &longer));
	assert_false(shape_equal(&unknown, &unknown));
}

static void test_axis(void **state)
{
	const struct shape s = make(state, 3, 2, 3, 4);

	assert_int_equal(shape_axis(&s, 0), 0);
	assert_int_equal(shape_axis(&s, 2), 2);
	assert_int_equal(shape_axis(&s, -1), 2);
	assert_int_equal(shape_axis(&s, -3), 0);
	assert_int_equal(shape_axis(&s, 3), -1);
	assert_int_equal(shape_axis(&s, -4), -1);
	assert_int_equal(shape_axis(&s, INT64_MIN), -1);
}

static void expect_format(void **state, const struct shape *s, const char *text)
{
	const struct str got = shape_format(*state, s);

	assert_int_equal(got.n, strlen(text));
	assert_memory_equal(got.p, text, got.n);
}

static void test_format(void **state)
{
	const struct shape s = make(state, 3, 1, -2, INT64_MIN);
	const struct shape scalar = make(state, 0, 0, 0, 0);
	const struct shape unknown = shape_unknown();

	expect_format(state, &s, "1x-2x-9223372036854775808");
	expect_format(state, &scalar, "scalar");
	expect_format(state, &unknown, "?");
}

static void test_read(void **state)
{
	static const char *const bad[] = {
		"", "x", "1x", "x1", "1xx2", "-1", "1 x2", "1;2", "9223372036854775808",
		"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1",
	};
	const struct shape want = make(state, 3, 3, 227, 5);
	struct shape got;

	assert_true(shape_read(*state, S("3x227x5"), &got));
	assert_true(shape_equal(&got, &want));
	assert_true(shape_read(*state, S("3,227,5"), &got));
	assert_true(shape_equal(&got, &want));
	assert_true(shape_read(*state, S("scalar"), &got));
	assert_int_equal(got.axes, 0);
	assert_true(shape_read(*state, S("9223372036854775807"), &got));
	assert_int_equal(got.dim[0], INT64_MAX);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(shape_read(*state, str_from(bad[i]), &got));
}

static void test_checked(void **state)
{
	bool overflow = false;

	(void)state;
	assert_int_equal(sum_checked(2, 3, &overflow), 5);
	assert_int_equal(product_checked(2, 3, &overflow), 6);
	assert_false(overflow);
	assert_int_equal(sum_checked(INT64_MAX, 1, &overflow), INT64_MAX);
	assert_true(overflow);
	overflow = false;
	assert_int_equal(product_checked(INT64_MAX, 2, &overflow), INT64_MAX);
	assert_true(overflow);
	assert_int_equal(sum_checked(1, 1, &overflow), 2);
	assert_true(overflow);	/* never cleared */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_overflow),
		cmocka_unit_test(test_product),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_axis),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_checked),
	};

	return cmocka_run_group_tests_name("shape", tests, create, destroy);
}
