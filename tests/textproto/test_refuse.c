/* Texts that TextFormat refuses: where, what we say of it, and what is left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/textproto/support.h"

/* The first message; `more` further ones; whether the structure is sound. */
static const struct row {
	struct str text;
	int line, column, more;
	bool readable;
	const char *message, *hint;
} rows[] = {
	/* Names. */
	{ S("nmae: 'x'"), 1, 5, 0, true, "NetParameter has no field 'nmae'",
	  "it is read as 'name'" },
	{ S("zzz { a { b: [1, {}] } c: 'x' 'y' } name: 'n'"), 1, 5, 0, true,
	  "NetParameter has no field 'zzz'", NULL },
	{ S("zzz: -5; name: 'n'"), 1, 4, 0, true, "no field 'zzz'", NULL },
	{ S("zzz\n\n  { }"), 3, 3, 0, true, "no field 'zzz'", NULL },
	{ S("layer { convolution_param { num_ouput: 3 } }"), 1, 38, 0, true,
	  "ConvolutionParameter has no field 'num_ouput'", "it is read as 'num_output'" },
	{ S("layer { convolution_param { kernelSize: 3 } }"), 1, 39, 0, true,
	  "no field 'kernelSize'", "it is read as 'kernel_size'" },
	{ S("layer { convoluton_param { num_output: 3 } }"), 1, 26, 0, true,
	  "no field 'convoluton_param'", "it is read as 'convolution_param'" },
	{ S("layer { convoluton_param: 3 }"), 1, 25, 0, true,
	  "no field 'convoluton_param'", "did you mean 'convolution_param'?" },
	{ S("layer { pooling_param { stride_d: 2 } }"), 1, 33, 0, true,
	  "no field 'stride_d'", "did you mean" },
	{ S("layer { relu6_param { } }"), 1, 21, 0, true, "no field 'relu6_param'",
	  "did you mean 'relu_param'?" },
	{ S("layer { name: 'a' nmae: 'b' }"), 1, 23, 0, true, "no field 'nmae'",
	  "did you mean 'name'?" },
	/* Brackets before a field. */
	{ S("layer { convolution_param { weight_filler { type: 'x' bias_filler { } } }\n"
	    "layer { }"), 1, 67, 0, false, "FillerParameter has no field 'bias_filler'",
	  "ConvolutionParameter has such a field: is a '}' missing before it?" },
	{ S("layer { convolution_param { weight_filler { bias_filler { } } } }\nlayer { }"),
	  1, 57, 0, true, "FillerParameter has no field 'bias_filler'",
	  "ConvolutionParameter has such a field" },
	{ S("layer { convolution_param { pad: 1 } }\n top: 'x' }\nlayer { }"), 2, 5, 0, false,
	  "NetParameter has no field 'top'", "is there a '}' too many before it?" },
	{ S("layer { convolution_param { bottom: 'x' } }"), 1, 35, 0, true,
	  "no field 'bottom'", "LayerParameter has such a field" },
	{ S("Name: 'x'"), 1, 5, 0, true, "no field 'Name'", "'name'" },
	{ S("[a.b] { x: 1 } name: 'n'"), 1, 7, 0, true, "no extension [a.b]", NULL },
	{ S("[a/b] { }"), 1, 3, 0, false, "expected ']'", NULL },
	{ S("[a.5x] { }"), 1, 3, 1, false, "a name and a decimal point", NULL },
	{ S("[1] { }"), 1, 2, 0, false, "expected the name of a field, found '1'", NULL },
	/* Values of the wrong kind. */
	{ S("name: 5"), 1, 7, 0, true, "'name' takes a string in quotes, found '5'", NULL },
	{ S("name: x"), 1, 7, 0, true, "found 'x'", "it is read as \"x\"" },
	{ S("name: { }"), 1, 7, 0, true, "found '{'", NULL },
	{ S("force_backward: 2"), 1, 17, 0, true, "2' is out of range", NULL },
	{ S("force_backward: yes"), 1, 20, 0, true, "true or false, not 'yes'", NULL },
	{ S("force_backward: 'true'"), 1, 17, 0, true, "found 'true'", "it is read as true" },
	{ S("force_backward: 1.0"), 1, 17, 0, true, "true or false, found '1.0'", NULL },
	{ S("input_dim: 3.0"), 1, 12, 0, true, "takes an integer, found '3.0'",
	  "it is read as 3" },
	{ S("input_dim: 3.5"), 1, 12, 0, true, "takes an integer, found '3.5'", NULL },
	{ S("input_dim: 1e3"), 1, 12, 0, true, "found '1e3'", NULL },
	{ S("input_dim: 5f"), 1, 12, 0, true, "found '5f'", NULL },
	{ S("input_dim: '3'"), 1, 12, 0, true, "found '3'", "it is read as 3" },
	{ S("input_dim: +3"), 1, 12, 0, false, "found '+'", NULL },
	{ S("input_dim: --3"), 1, 13, 0, true, "found '-'", NULL },
	{ S("input_dim: 2147483648"), 1, 12, 0, true, "out of range for 'input_dim'", NULL },
	{ S("input_dim: -2147483649"), 1, 13, 0, true, "out of range", NULL },
	{ S("input_dim: 99999999999999999999999"), 1, 12, 0, true, "out of range", NULL },
	{ S("input_dim: [1, x, 3]"), 1, 16, 0, true, "found 'x'", NULL },
	{ S("name: ['x']"), 1, 7, 0, true, "found '['", NULL },
	{ S("input_dim:\ninput_dim: 3"), 2, 1, 0, false, "found 'input_dim'", NULL },
	{ S("input_dim: 3 input_dim:"), 1, 24, 0, false, "found the end of the file", NULL },
	{ S("state { level: }"), 1, 16, 0, false, "found '}'", NULL },
	{ S("layer { convolution_param { num_output: -3 } }"), 1, 41, 0, true,
	  "found '-'", NULL },
	{ S("layer { loss_weight: 0x10 }"), 1, 22, 0, true, "a decimal number", NULL },
	{ S("layer { loss_weight: 010 }"), 1, 22, 0, true, "a decimal number", NULL },
	{ S("layer { loss_weight: big }"), 1, 22, 0, true, "takes a number", NULL },
	{ S("layer { loss_weight: '1' }"), 1, 22, 0, true, "takes a number",
	  "it is read as 1" },
	{ S("layer { loss_weight: '1x' }"), 1, 22, 0, true, "takes a number", NULL },
	/* Enums. */
	{ S("state { phase: TRIAN }"), 1, 22, 0, true, "'phase' has no value TRIAN",
	  "it is read as TRAIN" },
	{ S("state { phase: train }"), 1, 22, 0, true, "no value train", NULL },
	{ S("state { phase: 7 }"), 1, 18, 0, true, "no value 7", NULL },
	{ S("state { phase: -1 }"), 1, 19, 0, true, "no value -1", NULL },
	{ S("state { phase: 'TRAIN' }"), 1, 16, 0, true, "without quotes", NULL },
	{ S("state { phase: 1.5 }"), 1, 16, 0, true, "found '1.5'", NULL },
	{ S("state { phase: 99999999999 }"), 1, 16, 0, true, "out of range", NULL },
	/* Twice. */
	{ S("name: 'a'\nname: 'b'"), 2, 5, 0, true, "'name' is given twice",
	  "first given on line 1" },
	{ S("state { } state { level: 1 }"), 1, 17, 0, true, "'state' is given twice", NULL },
	/* Structure. */
	{ S("name 'x'"), 1, 6, 0, false, "expected ':' after 'name', found 'x'", NULL },
	{ S("name = 'x'"), 1, 6, 0, false, "found '='", "write ':' instead of '='" },
	{ S("name { }"), 1, 6, 0, false, "expected ':'", NULL },
	{ S("name\nforce_backward: true"), 2, 1, 0, false, "expected ':'", NULL },
	{ S("name"), 1, 5, 0, false, "found the end of the file", NULL },
	{ S("name-x: 'a'"), 1, 5, 0, false, "expected ':'", NULL },
	{ S("state level: 3 name: 'x'"), 1, 7, 1, false, "expected '{' after 'state'", NULL },
	{ S("state: 'x' name: 'n'"), 1, 8, 0, false, "expected '{'", NULL },
	{ S("state [ { } ]"), 1, 7, 0, false, "expected '{' after 'state', found '['", NULL },
	{ S("state { level: 3"), 1, 17, 0, false,
	  "the file ends inside the 'state' of line 1", NULL },
	{ S("\nlayer {\nname: 'x'\n"), 4, 1, 0, false, "'layer' of line 2", NULL },
	{ S("state { level: 3 >"), 1, 18, 0, false,
	  "expected '}' for the 'state' of line 1, found '>'", NULL },
	{ S("state < level: 3 }"), 1, 18, 0, false, "expected '>'", NULL },
	{ S("} name: 'x'"), 1, 1, 0, false, "a '}' too many", NULL },
	{ S("name: 'a';; force_backward: true"), 1, 11, 0, false,
	  "found ';'", "may follow a field" },
	{ S("/ * name * /"), 1, 1, 0, false, "found '/'", "comments begin with '#'" },
	{ S("layer { loss_weight: 0,5 name: 'x' }"), 1, 24, 0, false, "found '5'",
	  "a decimal point is written '.'" },
	{ S("input_dim: [1 2]"), 1, 15, 0, false, "expected ',' or ']'", NULL },
	{ S("input_dim: [1,]"), 1, 15, 0, false, "found ']'", NULL },
	{ S("input_dim: [1"), 1, 14, 0, false, "found the end of the file", NULL },
	{ S("layer: [{}, 3]"), 1, 13, 0, false, "expected '{'", NULL },
	{ S("zzz { a: 'x'"), 1, 5, 1, false, "no field 'zzz'", NULL },
	{ S("layer { name: 'a'\nlayer { name: 'b' }"), 2, 7, 0, false,
	  "LayerParameter has no field 'layer'", "the 'layer' of line 1 is still open" },
	{ S("just some prose, with words."), 1, 6, 0, false, "no field 'just'", NULL },
	/* Bytes and tokens. */
	{ S("\xef\xbb\xbfname: 'x'"), 1, 1, 0, false, "a byte order mark", NULL },
	{ S("name:\xc2\xa0'x'"), 1, 6, 0, false, "a no-break space", NULL },
	{ S("name: \xe2\x80\x9cx\xe2\x80\x9d"), 1, 7, 1, false, "not ASCII", NULL },
	{ S("na\0me: 'x'"), 1, 3, 1, false, "a control character", NULL },
	{ S("# a\0b\nname: 'x'"), 1, 4, 1, false, "a control character", NULL },
	{ S("\x01name: 'x'"), 1, 1, 0, false, "a control character", NULL },
	{ S("name: 'x\0y'"), 1, 9, 2, false, "a zero byte in a string", NULL },
	{ S("name: 'x\nforce_backward: true"), 1, 9, 0, false,
	  "a string must end on the line where it begins", "is a quote missing?" },
	{ S("name: 'x"), 1, 9, 0, false, "the file ends inside a string", NULL },
	{ S("name: 'x\\"), 1, 10, 0, false, "escape", NULL },
	{ S("name: '\\q'"), 1, 9, 0, false, "an unknown escape sequence", NULL },
	{ S("name: '\\X41'"), 1, 9, 0, false, "an unknown escape sequence", NULL },
	{ S("name: '\\xg'"), 1, 10, 0, false, "\\x must be followed", NULL },
	{ S("name: '\\u12g4'"), 1, 12, 0, false, "\\u must be followed", NULL },
	{ S("name: '\\U00200000'"), 1, 12, 0, false, "\\U must be followed", NULL },
	{ S("name: '\\U0000000g'"), 1, 17, 0, false, "\\U must be followed", NULL },
	{ S("1name: 'x'"), 1, 2, 0, false, "must have a space between", NULL },
	{ S("input_dim: 3x"), 1, 13, 0, false, "must have a space between", NULL },
	{ S("layer { loss_weight: 1.5f2 }"), 1, 26, 0, false, "the name of a field", NULL },
	{ S("layer { loss_weight: 1f2x }"), 1, 25, 0, false, "must have a space between",
	  NULL },
	{ S("input_dim: 0x"), 1, 14, 0, false, "hexadecimal digits", NULL },
	{ S("input_dim: 09"), 1, 13, 0, false, "is octal", NULL },
	{ S("input_dim: 0x1.5"), 1, 15, 0, false, "must be integers", NULL },
	{ S("layer { loss_weight: 1.2.3 }"), 1, 25, 0, false, "a second decimal point", NULL },
	{ S("layer { loss_weight: 1e }"), 1, 24, 0, false, "an exponent", NULL },
	{ S("layer { loss_weight: 1e+ }"), 1, 25, 0, false, "an exponent", NULL },
	{ S("layer { loss_weight: 1ff }"), 1, 24, 0, false, "must have a space", NULL },
	{ S("name.5: 'x'"), 1, 5, 0, false, "a name and a decimal point", NULL },
	{ S("\tname\t: 5"), 1, 19, 0, true, "takes a string", NULL },
	/* Required fields. */
	{ S("layer { } layer { clip_param { max: 1 } }"), 0, 0, 0, true,
	  "required fields are missing: layer[1].clip_param.min", NULL },
	{ S("layer { clip_param { } } layer { } layer { clip_param { min: 1 } }"), 0, 0, 0, true,
	  "layer[0].clip_param.min, layer[0].clip_param.max, layer[2].clip_param.max", NULL },
};

static void check_message(const struct row *row, struct parsed *p)
{
	const struct diag *d = &p->diags.list[0];
	const char *message = str_cstring(p->arena, d->message);
	const char *hint = str_cstring(p->arena, d->hint);
	assert_int_equal(d->stage, STAGE_PARSE);
	assert_int_equal(d->caffe_line, row->line);
	assert_int_equal(d->caffe_column, row->column);
	if (!strstr(message, row->message))
		assert_string_equal(message, row->message);
	if (row->hint && !strstr(hint, row->hint))
		assert_string_equal(hint, row->hint);
}

static void faults_are_told_where_textformat_sees_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct parsed p = parse_text(rows[i].text, NULL);
		print_message("%.*s\n", STR_ARGS(rows[i].text));
		assert_false(p.result.ok);
		assert_true(p.diags.count > 0);
		check_message(&rows[i], &p);
		assert_int_equal(p.result.readable, rows[i].readable);
		assert_int_equal(p.diags.count - 1, rows[i].more);
		parsed_free(&p);
	}
}

/* Caffe complains behind a name that it does not know; people look at the name. */
static void faults_are_shown_at_what_they_are_about(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int line, column, caffe_line;
	} shown[] = {
		{ "layer {\n  nmae:\n 'x' }", 2, 3, 2 },
		{ "layer {\n  zzzzzzzz\n\n  : 3 }", 2, 3, 4 },
		{ "state { phase: TESTING\n level: 3 }", 1, 16, 2 },
		{ "layer { pooling_param { pool: AVE_TF\n} }", 1, 31, 2 },
		{ "layer { pooling_param { ceil_mode\n: true } }", 1, 25, 2 },
		{ "name: 'a' name\n: 'b'", 1, 11, 2 },
	};
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		struct parsed p = parse_text(str_from(shown[i].text), NULL);
		print_message("%s\n", shown[i].text);
		assert_int_equal(p.diags.list[0].line, shown[i].line);
		assert_int_equal(p.diags.list[0].column, shown[i].column);
		assert_int_equal(p.diags.list[0].caffe_line, shown[i].caffe_line);
		parsed_free(&p);
	}
}

/* Whatever is wrong in the middle, the layer after it is still there. */
static void reading_goes_on_after_a_fault(void **state)
{
	static const char *const faults[] = {
		"nmae: 'x'", "name: 5", "foo { bar: [ { } ] }", "state { level: 'x' }",
		"state { level: 3 >", "name 'x'", "name = 'x'", "input_dim: [1 2]",
		"state level: 1 }", "}", ";;", "+", "1name: 'x'", "\xef\xbb\xbf",
		"layer { name: 'open'", "layer { name: }", "name: 'x\\q'", "name: 'x",
		"input: ['a', 'b'", "state { phase: NONE }", "state: 'x'", "/", "[ext] { }",
		"input_dim: +3", "input_dim: ", "foo bar baz", "name: 'a' name: 'b'",
		"input_dim: -", "layer: [{}, {}", "zzz", "input_dim: 9999999999999",
	};
	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		char text[200];
		snprintf(text, sizeof text, "%s\nlayer { name: 'last' }\n", faults[i]);
		struct parsed p = parse_text(str_from(text), NULL);
		const struct field *last = NULL;
		print_message("%s\n", text);
		for EACH_FIELD(f, &p.result.root, NetParameter_layer)
			last = f;
		assert_false(p.result.ok);
		assert_non_null(last);
		struct str name = get_string(&last->value.message, LayerParameter_name);
		assert_string_equal(str_cstring(p.arena, name), "last");
		parsed_free(&p);
	}
}

static void limits_are_told_as_too_complex(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		struct parse_limits limits;
	} limited[] = {
		{ "layer { include { } }", { .depth = 2 } },
		{ "zzz {{{{ }}}}", { .depth = 3 } },
		{ "zzz: [[[[ ]]]]", { .depth = 3 } },
	};
	for (size_t i = 0; i < sizeof limited / sizeof *limited; i++) {
		struct parsed p = parse_text(str_from(limited[i].text), &limited[i].limits);
		const struct diag *last = &p.diags.list[p.diags.count - 1];
		assert_string_equal(last->code, "too-complex");
		assert_int_equal(last->stage, STAGE_NONE);
		assert_false(p.result.readable);
		parsed_free(&p);
	}
}

/* A text of many equal parts. */
static struct parsed parse_many(const char *part, int times, struct parse_limits limits)
{
	size_t n = strlen(part);
	char *text = malloc(n * (size_t)times);
	assert_non_null(text);
	for (int i = 0; i < times; i++)
		memcpy(text + n * (size_t)i, part, n);
	struct parsed p = parse_text((struct str){ text, n * (size_t)times }, &limits);
	free(text);
	return p;
}

static bool too_complex(const char *part, int times, struct parse_limits limits)
{
	struct parsed p = parse_many(part, times, limits);
	bool found = false;
	for (int i = 0; i < p.diags.count; i++)
		found |= strcmp(p.diags.list[i].code, "too-complex") == 0;
	parsed_free(&p);
	return found;
}

static void many_fields_and_long_times_are_limited(void **state)
{
	(void)state;
	assert_false(too_complex("input: 'x' ", 20000, (struct parse_limits){ 0 }));
	assert_false(too_complex("input: 'x' ", 20000, (struct parse_limits){ .fields = 30000 }));
	assert_true(too_complex("input: 'x' ", 20000, (struct parse_limits){ .fields = 10000 }));
	assert_true(too_complex("input: ['x','y'] ", 9000, (struct parse_limits){ .fields = 9000 }));
	assert_true(too_complex("input: 'x' ", 20000, (struct parse_limits){ .seconds = 1e-9 }));
	assert_true(too_complex("zzz { ", 200, (struct parse_limits){ 0 }));
}

static void messages_past_the_limit_are_counted(void **state)
{
	(void)state;
	struct parsed p = parse_many("zzz: 1 +5\n name: 5 ", 2000, (struct parse_limits){ 0 });
	assert_int_equal(p.diags.count, 1000);
	assert_true(p.diags.dropped > 1000);
	assert_false(p.result.ok);
	parsed_free(&p);
}

/* However many names there are, each is told once. */
static void unknown_names_are_told_once(void **state)
{
	enum { NAMES = 300 };
	char text[2 * NAMES * 16] = "";
	size_t n = 0;
	(void)state;
	for (int i = 0; i < 2 * NAMES; i++)
		n += (size_t)sprintf(text + n, "qq%dzz: 1\n", i % NAMES);
	struct parsed p = parse_text((struct str){ text, n }, &(struct parse_limits){ 0 });
	assert_int_equal(p.diags.count, NAMES);
	parsed_free(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_are_told_where_textformat_sees_them),
		cmocka_unit_test(faults_are_shown_at_what_they_are_about),
		cmocka_unit_test(reading_goes_on_after_a_fault),
		cmocka_unit_test(limits_are_told_as_too_complex),
		cmocka_unit_test(many_fields_and_long_times_are_limited),
		cmocka_unit_test(messages_past_the_limit_are_counted),
		cmocka_unit_test(unknown_names_are_told_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
