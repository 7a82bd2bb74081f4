/* JSON in and out: what is refused, exact numbers, RFC 8785, gzip, UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "server/base/compress.h"
#include "server/base/json.h"
#include "server/base/utf8.h"
#include "tests/server/arena_state.h"

static void assert_text(struct str s, const char *expected)
{
	if (s.n != strlen(expected) || memcmp(s.p, expected, s.n) != 0)
		fail_msg("\"%.*s\", expected \"%s\"", STR_ARGS(s), expected);
}

static void test_refused(void **state)
{
	static const struct {
		const char *text;
		bool ok;
	} cases[] = {
		{ "{}", true }, { " {\"a\":[1,2,{\"b\":null}]} \n", true }, { "1", true },
		{ "", false }, { "{", false }, { "{} {}", false }, { "{}x", false },
		{ "{\"a\":1,\"a\":2}", false }, { "{\"b\":{\"a\":1,\"a\":2}}", false },
		{ "{\"a\":1,\"A\":2}", true }, { "\"\\u0000\"", false },
		{ "\"\\\\u0000\"", true }, { "\"\xff\"", false }, { "1e999", false },
		{ "[1,]", false }, { "{'a':1}", false },
	};
	const char *error;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bool ok = json_parse(*state, str_from(cases[i].text), &error) != NULL;

		if (ok != cases[i].ok)
			fail_msg("%s: %d", cases[i].text, ok);
		assert_true(ok || error);
	}
	assert_null(json_parse(*state, S("{}\0"), &error));
}

static void test_deep(void **state)
{
	static char deep[200001];
	const char *error;

	memset(deep, '[', sizeof(deep) - 1);
	assert_null(json_parse(*state, (struct str){ deep, sizeof(deep) - 1 }, &error));
}

static void test_read(void **state)
{
	const char *error;
	const struct json *v = json_parse(*state,
		S("{\"t\":\"x\",\"n\":3,\"f\":1.5,\"big\":1e300,\"b\":true,\"l\":[7]}"), &error);
	struct str text;
	int64_t n;
	bool b;

	assert_true(json_read_text(json_get(v, "t"), &text));
	assert_text(text, "x");
	assert_true(json_read_int(json_get(v, "n"), &n));
	assert_int_equal(n, 3);
	assert_false(json_read_int(json_get(v, "f"), &n));
	assert_false(json_read_int(json_get(v, "big"), &n));
	assert_false(json_read_int(json_get(v, "t"), &n));
	assert_false(json_read_int(NULL, &n));
	assert_true(json_read_bool(json_get(v, "b"), &b));
	assert_true(json_read_int(json_at(json_get(v, "l"), 0), &n));
	assert_null(json_get(v, "T"));
	assert_null(json_get(NULL, "t"));
}

static void test_write(void **state)
{
	struct json *o = json_object(*state);

	json_add_int(o, "a", 9007199254740992);
	json_add_int(o, "b", 9007199254740993);
	json_add_int(o, "c", -1);
	json_add_text(o, "d", (struct str){ "a\xff\0\"<", 5 });
	json_add_string(o, "e", NULL);
	json_add_time(o, "f", 1426325213589);
	json_push_text(json_add_array(o, "g"), S("x"));
	json_add_raw(json_push_object(json_add_array(o, "h")), "i", S("[1]"));
	assert_text(json_print(*state, o),
		"{\"a\":9007199254740992,\"b\":\"9007199254740993\",\"c\":-1,"
		"\"d\":\"a\xef\xbf\xbd\xef\xbf\xbd\\\"<\",\"e\":null,"
		"\"f\":\"2015-03-14T09:26:53.589Z\",\"g\":[\"x\"],\"h\":[{\"i\":[1]}]}");
}

/* Rows of RFC 8785 and of ECMAScript's number to string. */
static void test_canonical(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "{\"b\":1, \"a\" : [ true , null,false ]}", "{\"a\":[true,null,false],\"b\":1}" },
		{ "[1.0, -0, 1e2, 0.5, 1e21, 1e20, 1e-6, 1e-7, 123456.789]",
		  "[1,0,100,0.5,1e+21,100000000000000000000,0.000001,1e-7,123456.789]" },
		{ "[333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001]",
		  "[333333333.3333333,4.5,0.002,1e-27]" },
		{ "[1.7976931348623157e308, 5e-324, -1.5e-10]",
		  "[1.7976931348623157e+308,5e-324,-1.5e-10]" },
		{ "\"\\u20ac$\\u000f\\nA'\\u0042\\\"\\\\\\/\"",
		  "\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\/\"" },
		/* UTF-16 order: a surrogate pair comes before U+FB33. */
		{ "{\"\\ufb33\":1,\"\\ud83d\\ude00\":2,\"\\u20ac\":3,\"\\r\":4,\"1\":5}",
		  "{\"\\r\":4,\"1\":5,\"\xe2\x82\xac\":3,\"\xf0\x9f\x98\x80\":2,"
		  "\"\xef\xac\xb3\":1}" },
		{ "{}", "{}" }, { "[]", "[]" },
	};
	const char *error;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct json *v = json_parse(*state, str_from(cases[i].in), &error);

		assert_non_null(v);
		assert_text(json_canonical(*state, v), cases[i].out);
	}
}

static void test_utf8(void **state)
{
	assert_true(utf8_valid(S("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80")));
	assert_false(utf8_valid(S("\xc0\x80")));
	assert_false(utf8_valid(S("\xed\xa0\x80")));
	assert_false(utf8_valid(S("\xf4\x90\x80\x80")));
	assert_false(utf8_valid(S("\xe2\x82")));
	assert_text(utf8_clean(*state, S("a\xe2\x82z\xff")),
		    "a\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd");
	assert_text(utf8_clean(*state, S("")), "");
}

static void test_gzip(void **state)
{
	char text[5000];
	struct str packed, back, whole = { text, sizeof(text) };

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = "conv pool relu "[i % 15];
	packed = gzip_compress(*state, whole, 6);
	assert_in_range(packed.n, 20, 500);
	assert_true(gzip_expand(*state, packed, whole.n, &back));
	assert_true(str_equal(back, whole));
	assert_false(gzip_expand(*state, packed, whole.n - 1, &back));
	assert_false(gzip_expand(*state, packed, whole.n + 1, &back));
	packed.n -= 5;
	assert_false(gzip_expand(*state, packed, whole.n, &back));
	assert_false(gzip_expand(*state, S("no gzip at all"), 3, &back));
	packed = gzip_compress(*state, S(""), 6);
	assert_true(gzip_expand(*state, packed, 0, &back));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_canonical),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_gzip),
	};

	return cmocka_run_group_tests(tests, arena_setup, arena_teardown);
}
