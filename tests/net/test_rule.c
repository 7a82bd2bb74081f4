/* The language of rules: what it reads, in which spelling, and each of its faults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "models/net/rule.h"

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

/* What is read, and its one spelling. */
static void test_spelling(void **state)
{
	static const char *const pairs[][2] = {
		{ "Foo: top = bottom", "Foo: top = bottom0" },
		{ "  Foo :top=b", "Foo: top = bottom0" },
		{ "Foo: top = bottom1;", "Foo: top = bottom1" },
		{ "Foo: top = []", "Foo: top = []" },
		{ "Foo: top=[b0.0,bottom0.1*2,b 0.2/2,7]",
		  "Foo: top = [b0.0, b0.1*2, b0.2/2, 7]" },
		{ "Foo: top = [b0.1\xC3\x97" "2\xC3\xB7" "3]", "Foo: top = [b0.1*2/3]" },
		{ "Foo: top = [2*b1.-1]", "Foo: top = [2*b1.-1]" },
		{ "Foo: top1 = [1]; top0 = bottom2", "Foo: top0 = bottom2; top1 = [1]" },
		{ "Foo: top1 = [1]; top = b", "Foo: top = bottom0; top1 = [1]" },
		{ "Foo: params [256, b0.1], [256]; top = b",
		  "Foo: top = bottom0; params [256, b0.1], [256]" },
		{ "Foo: params = [1]", "Foo: params [1]" },
		{ "Foo: macs b0.1*256", "Foo: macs b0.1*256" },
		{ "Foo: top = b; macs = 7", "Foo: top = bottom0; macs 7" },
		{ "layer conv1/3x3: top = b", "layer conv1/3x3: top = bottom0" },
		{ "layer \"my pool\": top = b", "layer \"my pool\": top = bottom0" },
		{ "\"Foo\": top = b", "Foo: top = bottom0" },
		{ "\"a\\\"b\\\\\": top = b", "\"a\\\"b\\\\\": top = bottom0" },
		{ "layer: top = b", "layer: top = bottom0" },
		{ "python a.b.C: top=b", "python a.b.C: top = bottom0" },
		{ "python \"my mod.L\" : top=b", "python \"my mod.L\": top = bottom0" },
		{ "Python: top = b", "Python: top = bottom0" },
		{ "python: top = b", "python: top = bottom0" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct rule_fault fault = { 0 };
		struct rule rule;

		if (!rule_read(*state, str_from(pairs[i][0]), &rule, &fault))
			fail_msg("'%s': column %d: %.*s", pairs[i][0], fault.column,
				 STR_ARGS(fault.message));
		assert_string_equal(str_cstring(*state, rule.text), pairs[i][1]);
		assert_true(rule_read(*state, rule.text, &rule, &fault));
		assert_string_equal(str_cstring(*state, rule.text), pairs[i][1]);
	}
}

static const struct wrong {
	const char *text;
	int column;
	const char *message;
} wrongs[] = {
	{ "", 1, "expected a layer type, found the end" },
	{ ": top = b", 1, "expected a layer type, found ':'" },
	{ "layer : top = b", 0, NULL },
	{ "layer \"\": top = b", 7, "a name has at least a letter" },
	{ "\"Foo: top = b", 1, "the quotes are not closed" },
	{ "Foo top = b", 5, "expected ':', found 't'" },
	{ "layer a b: top = b", 9, "expected ':', found 'b'" },
	{ "Foo:", 5, "expected 'top', 'params' or 'macs', found the end" },
	{ "Foo: tops = b", 6, "expected 'top', 'params' or 'macs', found 't'" },
	{ "Foo: ; top = b", 6, "expected 'top', 'params' or 'macs', found ';'" },
	{ "Foo: top b", 10, "expected '=', found 'b'" },
	{ "Foo: top1000 = b", 9, "the number is too large: at most 999" },
	{ "Foo: top = ", 12, "expected 'bottom' or a shape in brackets, found the end" },
	{ "Foo: top = data", 12, "expected 'bottom' or a shape in brackets, found 'd'" },
	{ "Foo: top = b0.1", 14, "expected ';' or the end, found '.'" },
	{ "Foo: top = b, b", 13, "expected ';' or the end, found ','" },
	{ "Foo: top = b; top = [1]", 15, "the same top for the second time" },
	{ "Foo: top1 = b; top1 = b", 16, "the same top for the second time" },
	{ "Foo: top = [1", 14, "expected ',' or ']', found the end" },
	{ "Foo: top = [1 2]", 15, "expected ',' or ']', found '2'" },
	{ "Foo: top = [1,]", 15, "expected a number or the axis of a bottom (b0.1), "
			       "found ']'" },
	{ "Foo: top = [-1]", 13, "expected a number or the axis of a bottom (b0.1), "
			       "found '-'" },
	{ "Foo: top = [b]", 14, "expected a number, found ']'" },
	{ "Foo: top = [b0]", 15, "expected '.' and the number of an axis, as in b0.1, "
			       "found ']'" },
	{ "Foo: top = [b0.]", 16, "expected a number, found ']'" },
	{ "Foo: top = [b0.32]", 16, "no blob has such an axis" },
	{ "Foo: top = [b0.-33]", 17, "the number is too large: at most 32" },
	{ "Foo: top = [b0.-0]", 16, "no blob has such an axis" },
	{ "Foo: top = [2/0]", 15, "a division by zero" },
	{ "Foo: top = [2*]", 15, "expected a number or the axis of a bottom (b0.1), "
			       "found ']'" },
	{ "Foo: top = [2147483648]", 13, "the number is too large: at most 2147483647" },
	{ "Foo: top = [99999999999999999999]", 13,
	  "the number is too large: at most 2147483647" },
	{ "Foo: top = [1\xC3\x97\xC3\xB7" "2]", 15,
	  "expected a number or the axis of a bottom (b0.1), found '\xC3\xB7'" },
	{ "Foo: params 256", 13, "expected '[', found '2'" },
	{ "Foo: params [1]; params [1]", 18, "parameters for the second time" },
	{ "Foo: macs 1; macs 2", 14, "MACs for the second time" },
	{ "Foo: macs", 10, "expected a number or the axis of a bottom (b0.1), "
			   "found the end" },
	{ "Foo: top = [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
	  77, "a shape has at most 32 axes" },
};

static void test_faults(void **state)
{
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(*wrongs); i++) {
		const struct wrong *w = &wrongs[i];
		struct rule_fault fault = { 0 };
		struct rule rule;
		bool ok = rule_read(*state, str_from(w->text), &rule, &fault);

		if (ok != !w->message)
			fail_msg("'%s' was %s", w->text, ok ? "taken" : "refused");
		if (ok)
			continue;
		assert_string_equal(str_cstring(*state, fault.message), w->message);
		if (fault.column != w->column)
			fail_msg("'%s': column %d instead of %d", w->text, fault.column,
				 w->column);
	}
}

static void test_longest(void **state)
{
	struct rule_fault fault;
	struct rule rule;
	char text[RULE_LONGEST + 2];

	memset(text, ' ', sizeof(text));
	memcpy(text, "Foo:top=b", 9);
	assert_true(rule_read(*state, (struct str){ text, RULE_LONGEST }, &rule, &fault));
	assert_false(rule_read(*state, (struct str){ text, RULE_LONGEST + 1 }, &rule,
			       &fault));
	assert_int_equal(fault.column, RULE_LONGEST + 1);
}

/* Whatever the bytes are, there is an answer with a place in the text. */
static void test_any_bytes(void **state)
{
	static const char seed[] = "layer \"a b\": top0 = [b0.-1*2/3, 4]; params [1], []; "
				   "macs b1.2\xC3\x97" "9";
	uint32_t random = 12345;

	for (int i = 0; i < 20000; i++) {
		char text[sizeof(seed)];
		struct rule_fault fault = { .column = 1 };
		struct rule rule;
		size_t n = sizeof(seed) - 1;

		memcpy(text, seed, sizeof(seed));
		for (int k = 0; k < 1 + i % 4; k++) {
			random = random * 1664525u + 1013904223u;
			text[(random >> 8) % n] = k ? (char)(random >> 24)
						    : seed[(random >> 16) % n];
		}
		n -= random % 3;
		if (rule_read(*state, (struct str){ text, n }, &rule, &fault)) {
			struct str first = rule.text;

			assert_true(rule_read(*state, first, &rule, &fault));
			assert_true(str_equal(first, rule.text));
		}
		assert_in_range(fault.column, 1, sizeof(seed));
		arena_reset(*state);
	}
}

static struct rule rule_of(void **state, const char *text)
{
	struct rule_fault fault;
	struct rule rule;

	assert_true(rule_read(*state, str_from(text), &rule, &fault));
	return rule;
}

static void test_list(void **state)
{
	static const char *const texts[] = {
		"Foo: top = b", "layer Foo: top = [1]", "Bar: top = [2]", "Foo: top = [3]",
	};
	static const char *const want[] = {
		"Bar: top = [2]", "Foo: top = [3]", "layer Foo: top = [1]",
	};
	struct rule *list = NULL;
	int count = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct rule more = rule_of(state, texts[i]);

		list = rules_with(*state, list, &count, &more);
	}
	assert_int_equal(count, 3);
	for (int i = 0; i < count; i++)
		assert_string_equal(str_cstring(*state, list[i].text), want[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spelling),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_longest),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_list),
	};

	return cmocka_run_group_tests_name("rule", tests, create, destroy);
}
