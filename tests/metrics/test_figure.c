/* The catalogue is complete: every figure that is counted has its row. */
#include "tests/metrics/support.h"

#include "models/figures/figure.h"
#include "models/layers/layer.h"

static void test_every_metric_has_a_row(void **state)
{
	(void)state;
	for (int m = 0; m < METRIC_COUNT; m++) {
		const struct figure_kind *f = figure_named(str_from(metric_kinds[m].name));

		assert_non_null(f);
		assert_string_equal(f->title, metric_kinds[m].title);
		assert_string_equal(f->unit, metric_kinds[m].unit);
	}
}

static void test_rows_are_whole(void **state)
{
	(void)state;
	for (const struct figure_kind *f = figure_kinds; f->name; f++) {
		assert_true(*f->title && *f->text && *f->formula && *f->source);
		assert_ptr_equal(figure_named(str_from(f->name)), f);
	}
	assert_null(figure_named(S("memory")));
}

/* What is counted has a formula, and every formula is of a type that counts. */
static void test_every_type_that_counts_has_a_formula(void **state)
{
	const struct layer_kind *kind;

	(void)state;
	for (int i = 0; (kind = layer_kind_at(i)); i++)
		if (!kind->count != !formula_of(str_from(kind->type)))
			fail_msg("%s: %s", kind->type, kind->count ? "lacks its formula"
								   : "counts nothing");
	for (const struct formula *f = formulas; f->type; f++)
		if (!layer_kind_named(str_from(f->type)))
			fail_msg("%s is no layer type", f->type);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_metric_has_a_row),
		cmocka_unit_test(test_rows_are_whole),
		cmocka_unit_test(test_every_type_that_counts_has_a_formula),
	};

	return cmocka_run_group_tests_name("figure", tests, NULL, NULL);
}
