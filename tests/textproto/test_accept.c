/* Texts that TextFormat accepts, and what they say. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/textproto/support.h"

/* The tree as text, one form for each meaning. */
static struct str dump(struct arena *a, const struct message *m)
{
	struct str s = S("");
	for (const struct field *f = m->first; f; f = f->next) {
		const struct field_type *t = &field_types[f->id];
		struct str v;
		if (t->kind == KIND_MESSAGE)
			v = str_printf(a, "{%.*s}", STR_ARGS(dump(a, &f->value.message)));
		else if (t->kind == KIND_STRING)
			v = str_printf(a, "'%.*s'", STR_ARGS(f->value.string));
		else if (t->kind == KIND_FLOAT || t->kind == KIND_DOUBLE)
			v = str_printf(a, "%.9g", f->value.number);
		else
			v = str_printf(a, "%lld", (long long)f->value.integer);
		s = str_printf(a, "%.*s%s%s=%.*s", STR_ARGS(s), s.n ? " " : "", t->name,
			       STR_ARGS(v));
	}
	return s;
}

static const struct {
	const char *text, *tree;
} rows[] = {
	{ "", "" },
	{ " \t\r\n\v\f", "" },
	{ "# only a comment", "" },
	{ "# one\n#two\n", "" },
	{ "name: \"a\"", "name='a'" },
	{ "name:'a'", "name='a'" },
	{ "name\n:\n\"a\"\n", "name='a'" },
	{ "name # why\n : # not\n 'a' # ?", "name='a'" },
	{ "name: 'a' \"b\"\n'c' # d\n 'e'", "name='abce'" },
	{ "name: ''", "name=''" },
	{ "name: '\"'", "name='\"'" },
	{ "name: \"\\\"\\'\\\\\\?\"", "name='\"'\\?'" },
	{ "name: '\\a\\b\\f\\n\\r\\t\\v'", "name='\a\b\f\n\r\t\v'" },
	{ "name: '\\101\\x42\\x4a3\\1018'", "name='ABJ3A8'" },
	{ "name: '\\xabcd'", "name='\xab" "cd'" },
	{ "name: '\\777\\x7'", "name='\xff\x07'" },
	{ "name: '\\u00e9\\u20ac'", "name='\xc3\xa9\xe2\x82\xac'" },
	{ "name: '\\U0001F600'", "name='\xf0\x9f\x98\x80'" },
	{ "name: '\\ud83d\\ude00'", "name='\xf0\x9f\x98\x80'" },
	{ "name: '\\ud800'", "name='\xed\xa0\x80'" },
	{ "name: '\\ud800\\u0041'", "name='\xed\xa0\x80" "A'" },
	{ "name: '\\U00110000'", "name='\\U00110000'" },
	{ "name: '\xff\x80\xc3\xa9\x7f\x01'", "name='\xff\x80\xc3\xa9\x7f\x01'" },
	{ "name: 'a';", "name='a'" },
	{ "name: 'a', force_backward: true;", "name='a' force_backward=1" },
	{ "force_backward: t", "force_backward=1" },
	{ "force_backward: True", "force_backward=1" },
	{ "force_backward: 1", "force_backward=1" },
	{ "force_backward: 0x1", "force_backward=1" },
	{ "force_backward: false", "force_backward=0" },
	{ "force_backward: f", "force_backward=0" },
	{ "force_backward: False", "force_backward=0" },
	{ "force_backward: 00", "force_backward=0" },
	{ "state { }", "state={}" },
	{ "state < >", "state={}" },
	{ "state: { level: 3 };", "state={level=3}" },
	{ "state { phase: TRAIN }", "state={phase=0}" },
	{ "state { phase: 1 }", "state={phase=1}" },
	{ "state { phase: 0x1 }", "state={phase=1}" },
	{ "state { level: - 3 }", "state={level=-3}" },
	{ "state { level: - # comment\n 3 }", "state={level=-3}" },
	{ "state { level: 017 }", "state={level=15}" },
	{ "state { level: 0X1f }", "state={level=31}" },
	{ "state { level: 2147483647 }", "state={level=2147483647}" },
	{ "state { level: -2147483648 }", "state={level=-2147483648}" },
	{ "state { level: -0x80000000 }", "state={level=-2147483648}" },
	{ "state { level: 00000000000000000000000007 }", "state={level=7}" },
	{ "state { stage: 'a' stage: 'b' }", "state={stage='a' stage='b'}" },
	{ "state { stage: ['a', 'b' \"c\"] }", "state={stage='a' stage='bc'}" },
	{ "input: []", "" },
	{ "input_dim: [1, -2,3]; input_dim: 4",
	  "input_dim=1 input_dim=-2 input_dim=3 input_dim=4" },
	{ "layer: []", "" },
	{ "layer: [{name: 'a'}, <name: 'b'>] name: 'n'",
	  "layer={name='a'} layer={name='b'} name='n'" },
	{ "layer [{}]", "layer={}" },
	{ "layer { include: [{ phase: TEST }, {}], top: 'x' }",
	  "layer={include={phase=1} include={} top='x'}" },
	{ "input_shape { dim: 9223372036854775807 dim: -9223372036854775808 }",
	  "input_shape={dim=9223372036854775807 dim=-9223372036854775808}" },
	{ "layer { convolution_param { num_output: 4294967295 } }",
	  "layer={convolution_param={num_output=4294967295}}" },
	{ "layer { clip_param { min: -1 max: .5 } }",
	  "layer={clip_param={min=-1 max=0.5}}" },
	{ "layer { relu_param {} relu_param:{} }", NULL },
	{ "layers { type: CONVOLUTION layer { kernelsize: 3 } }",
	  "layers={type=4 layer={kernelsize=3}}" },
};

static void texts_become_trees(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct parsed p = parse_text(str_from(rows[i].text), NULL);
		print_message("%s\n", rows[i].text);
		if (rows[i].tree) {
			struct str tree = dump(p.arena, &p.result.root);
			assert_string_equal(str_cstring(p.arena, tree), rows[i].tree);
			assert_true(p.result.ok);
			assert_true(p.result.readable);
			assert_int_equal(p.diags.count, 0);
		} else {
			assert_false(p.result.ok);
		}
		parsed_free(&p);
	}
}

/* Floats are rounded to single precision, as Caffe stores them. */
static const struct {
	const char *text;
	double value;
} floats[] = {
	{ "1", 1 }, { "0", 0 }, { "-0", -0.0 }, { "0.1", 0.1f }, { "1.5f", 1.5 },
	{ "5f", 5 }, { "5.", 5 }, { "5.F", 5 }, { ".5", .5 }, { "1e3", 1000 },
	{ "1E+3", 1000 }, { "1e-3", 1e-3f }, { "1e-5f", 1e-5f }, { "1.e2", 100 },
	{ "0.999", .999f }, { "-1", -1 }, { "- 1", -1 },
	{ "16777217", 16777216 }, { "123456789012345678", 123456789012345678.f },
	{ "99999999999999999999999", 99999999999999999999999.f },
	{ "0.12345678901234567890", 0.12345678901234567890f },
	{ "3.4028234e38", 3.4028234e38f }, { "1e400", INFINITY }, { "1e-400", 0 },
	{ "1e39", INFINITY }, { "-1e400", -INFINITY }, { "inf", INFINITY },
	{ "-Infinity", -INFINITY }, { "INF", INFINITY }, { "1e22", 1e22f },
	{ "1e23", 1e23f }, { "1e999999999999999999999", INFINITY },
	{ "100000000000000000000000000000000000000e-38", 1 },
};

static double float_of(const char *text, bool *ok)
{
	char file[200];
	snprintf(file, sizeof file, "layer { loss_weight: %s }", text);
	struct parsed p = parse_text(str_from(file), NULL);
	const struct message *layer = get_message(&p.result.root, NetParameter_layer);
	double value = get_float(layer, LayerParameter_loss_weight);
	*ok = p.result.ok;
	parsed_free(&p);
	return value;
}

static void floats_are_read_exactly(void **state)
{
	(void)state;
	bool ok;
	for (size_t i = 0; i < sizeof floats / sizeof *floats; i++) {
		double value = float_of(floats[i].text, &ok);
		print_message("%s\n", floats[i].text);
		assert_true(ok);
		assert_true(value == floats[i].value);
		assert_int_equal(signbit(value) != 0, signbit(floats[i].value) != 0);
	}
	assert_true(isnan(float_of("NaN", &ok)) && ok);
	assert_true(isnan(float_of("-nan", &ok)) && ok);
}

static void zero_bytes_may_be_escaped(void **state)
{
	(void)state;
	struct parsed p = parse_text(S("name: 'a\\000b\\400'"), NULL);
	struct str name = get_string(&p.result.root, NetParameter_name);
	assert_true(str_equal(name, S("a\0b\0")));
	parsed_free(&p);
}

static void plain_strings_are_slices_of_the_text(void **state)
{
	(void)state;
	struct parsed p = parse_text(S("name: 'abc'"), NULL);
	assert_ptr_equal(get_string(&p.result.root, NetParameter_name).p, p.text + 7);
	assert_int_equal(place_of(&p.result.root, NetParameter_name, 77), 0);
	assert_int_equal(place_of(&p.result.root, NetParameter_input, 77), 77);
	parsed_free(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_become_trees),
		cmocka_unit_test(floats_are_read_exactly),
		cmocka_unit_test(zero_bytes_may_be_escaped),
		cmocka_unit_test(plain_strings_are_slices_of_the_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
