#include "tests/metrics/support.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "server/report/grid.h"
#include "server/base/quote.h"

/* What `put` makes of a text, as a C string until the next call. */
static const char *quoted(void (*put)(struct buffer *b, struct str s), struct str s)
{
	static struct buffer b;

	b.n = 0;
	put(&b, s);
	put_char(&b, '\0');
	return b.p;
}

static void test_json_strings(void **state)
{
	(void)state;
	assert_string_equal(quoted(put_json_string, S("a\"b\\c")), "\"a\\\"b\\\\c\"");
	assert_string_equal(quoted(put_json_string, S("\b\t\n\f\r\x01\x1f")),
			    "\"\\b\\t\\n\\f\\r\\u0001\\u001f\"");
	assert_string_equal(quoted(put_json_string, S("\0x")), "\"\\u0000x\"");
	assert_string_equal(quoted(put_json_string, S("\v\x7f")), "\"\\u000b\x7f\"");
	assert_string_equal(quoted(put_json_string, S("née 层 😀")), "\"née 层 😀\"");
}

/* Overlong, surrogate, beyond Unicode, cut off, a lone tail. */
static void test_bytes_that_are_no_text(void **state)
{
	(void)state;
	assert_string_equal(quoted(put_json_string, S("\xff")), "\"\xEF\xBF\xBD\"");
	assert_string_equal(quoted(put_json_string, S("\xC0\x80")),
			    "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
	assert_int_equal(utf8_length("\xE0\x80\x80", 3), 0);
	assert_int_equal(utf8_length("\xED\xA0\x80", 3), 0);
	assert_int_equal(utf8_length("\xF4\x90\x80\x80", 4), 0);
	assert_int_equal(utf8_length("\xF0\x8F\xBF\xBF", 4), 0);
	assert_int_equal(utf8_length("\xE5\xB1", 2), 0);
	assert_int_equal(utf8_length("\x80", 1), 0);
	assert_int_equal(utf8_length("\xF4\x8F\xBF\xBF", 4), 4);
}

static const char *integer(int64_t n)
{
	static struct buffer b;

	b.n = 0;
	put_json_integer(&b, n);
	put_char(&b, '\0');
	return b.p;
}

static void test_integers(void **state)
{
	(void)state;
	assert_string_equal(integer(0), "0");
	assert_string_equal(integer(9), "9");
	assert_string_equal(integer(10), "10");
	assert_string_equal(integer(100), "100");
	assert_string_equal(integer(-60965224), "-60965224");
	assert_string_equal(integer(INT64_C(9007199254740992)), "9007199254740992");
	assert_string_equal(integer(INT64_C(9007199254740993)), "\"9007199254740993\"");
	assert_string_equal(integer(INT64_MAX), "\"9223372036854775807\"");
	assert_string_equal(integer(INT64_MIN), "\"-9223372036854775808\"");
}

static const char *written(void (*put)(struct buffer *b, double x), double x)
{
	static struct buffer b;

	b.n = 0;
	put(&b, x);
	put_char(&b, '\0');
	return b.p;
}

static void test_fractions(void **state)
{
	(void)state;
	assert_string_equal(written(put_float, 0.5), "0.5");
	assert_string_equal(written(put_float, -16.25), "-16.25");
	assert_string_equal(written(put_float, 0.1f), "0.1");
	assert_string_equal(written(put_float, 1.0 / 3), "0.33333333");
	assert_string_equal(written(put_float, 9.9999999), "10");
	assert_string_equal(written(put_float, 0.000105), "0.000105");
	assert_string_equal(written(put_float, 0.00001), "1e-05");
	assert_string_equal(written(put_float, 1e20), "1e+20");
	assert_string_equal(written(put_double, 0.1), "0.1");
	assert_string_equal(written(put_double, 100.05), "100.05");
	assert_string_equal(written(put_double, 1.0 / 3), "0.3333333333333333");
	assert_string_equal(written(put_double, 1e300), "1e+300");
}

/* Numbers of every size and many shapes read back as what they were. */
static void test_fractions_read_back(void **state)
{
	uint64_t r = 88172645463325252;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		double x;

		r ^= r << 13;
		r ^= r >> 7;
		r ^= r << 17;
		x = ldexp((double)(r >> (11 + i % 40)), -(i % 90));
		assert_true((float)strtod(written(put_float, (float)x), NULL) == (float)x);
		assert_true(strtod(written(put_double, -x), NULL) == -x);
	}
}

static void test_csv_cells(void **state)
{
	(void)state;
	assert_string_equal(quoted(put_csv_cell, S("conv1")), "conv1");
	assert_string_equal(quoted(put_csv_cell, S("a,b\"c")), "\"a,b\"\"c\"");
	assert_string_equal(quoted(put_csv_cell, S("a\nb")), "\"a\nb\"");
	assert_string_equal(quoted(put_csv_cell, S("=1+1")), "\"'=1+1\"");
	assert_string_equal(quoted(put_csv_cell, S("  @SUM(A1)")), "\"'  @SUM(A1)\"");
	assert_string_equal(quoted(put_csv_cell, S("-x")), "\"'-x\"");
	assert_string_equal(quoted(put_csv_cell, S("+x")), "\"'+x\"");
	assert_string_equal(quoted(put_csv_cell, S("\tx")), "\"'\tx\"");
	assert_string_equal(quoted(put_csv_cell, S("＝x")), "\"'＝x\"");
	assert_string_equal(quoted(put_csv_cell, S("a=b")), "a=b");
}

static void test_markdown_cells(void **state)
{
	(void)state;
	assert_string_equal(quoted(put_markdown_cell, S("a|b")), "a\\|b");
	assert_string_equal(quoted(put_markdown_cell, S("`x` <b>&")),
			    "\\`x\\` &lt;b&gt;&amp;");
	assert_string_equal(quoted(put_markdown_cell, S("[x](javascript:1)")),
			    "\\[x\\](javascript\\:1)");
	assert_string_equal(quoted(put_markdown_cell, S("a\nb")), "a b");
}

static void test_latex_cells(void **state)
{
	(void)state;
	assert_string_equal(quoted(put_latex_cell, S("a_b%#&${}")),
			    "a\\_b\\%\\#\\&\\$\\{\\}");
	assert_string_equal(quoted(put_latex_cell, S("\\input{x}~^")),
			    "\\textbackslash{}input\\{x\\}\\textasciitilde{}"
			    "\\textasciicircum{}");
}

static const char *on_terminal(struct str s, int width, bool unicode)
{
	static struct buffer b;

	b.n = 0;
	put_terminal_text(&b, s, width, unicode);
	put_char(&b, '\0');
	return b.p;
}

/* Escape sequences and reversed writing must not reach a terminal. */
static void test_terminal_text(void **state)
{
	(void)state;
	assert_string_equal(on_terminal(S("\x1b[31mx"), 20, false), "?[31mx");
	assert_string_equal(on_terminal(S("a\xE2\x80\xAE" "b"), 20, true),
			    "a\xEF\xBF\xBD" "b");
	assert_string_equal(on_terminal(S("\xC2\x9B"), 20, true), "\xEF\xBF\xBD");
	assert_string_equal(on_terminal(S("abcdef"), 4, true), "abc…");
	assert_string_equal(on_terminal(S("abcdef"), 4, false), "abc~");
	assert_string_equal(on_terminal(S("abcd"), 4, false), "abcd");
	assert_int_equal(terminal_width(S("né"), true), 2);
}

static const struct grid_column two_columns[] = {
	{ .title = "name", .code = true, .shrink = 4 },
	{ .title = "n", .number = true },
};

static const char *grid_text(void (*write)(struct buffer *out, const struct grid *g),
			     const struct screen *screen)
{
	static struct buffer out;
	struct grid g;

	out.n = 0;
	grid_start(&g, two_columns, 2);
	put_text(grid_cell(&g), "a|very,long=name");
	put_text(grid_cell(&g), "-5");
	grid_rule(&g);
	put_text(grid_cell(&g), "total");
	put_text(grid_cell(&g), "12");
	if (write)
		write(&out, &g);
	else
		grid_write_terminal(&out, &g, screen);
	put_char(&out, '\0');
	grid_free(&g);
	return out.p;
}

static void test_grids(void **state)
{
	(void)state;
	assert_string_equal(grid_text(grid_write_csv, NULL),
			    "name,n\r\n\"a|very,long=name\",-5\r\ntotal,12\r\n");
	assert_string_equal(grid_text(grid_write_markdown, NULL),
			    "| name | n |\n| --- | ---: |\n"
			    "| a\\|very,long=name | -5 |\n| total | 12 |\n");
	assert_string_equal(grid_text(NULL, &(struct screen){ .width = 12 }),
			    "name       n\n------------\na|very,~  -5\n"
			    "------------\ntotal     12\n");
	assert_non_null(strstr(grid_text(grid_write_latex, NULL),
			       "\\texttt{a\\textbar{}very,long=name} & -5 \\\\\n"
			       "\\midrule\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_strings),
		cmocka_unit_test(test_bytes_that_are_no_text),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_fractions),
		cmocka_unit_test(test_fractions_read_back),
		cmocka_unit_test(test_csv_cells),
		cmocka_unit_test(test_markdown_cells),
		cmocka_unit_test(test_latex_cells),
		cmocka_unit_test(test_terminal_text),
		cmocka_unit_test(test_grids),
	};

	return cmocka_run_group_tests_name("quote", tests, NULL, NULL);
}
