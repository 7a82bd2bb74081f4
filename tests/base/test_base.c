/* Arena, slices, the name map, and messages with their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "models/base/diag.h"
#include "models/base/map.h"

static struct arena *a;

static int set_up(void **state)
{
	(void)state;
	a = arena_create(0);
	return a ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_destroy(a);
	return 0;
}

static void assert_text(struct str got, const char *want)
{
	assert_string_equal(str_cstring(a, got), want);
}

static bool all_zero(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void arena_gives_zeroed_aligned_memory(void **state)
{
	(void)state;
	for (size_t n = 0; n < 300000; n = n * 3 + 1) {
		char *p = arena_alloc(a, n, 1);
		assert_non_null(p);
		assert_int_equal((uintptr_t)p % ARENA_ALIGNMENT, 0);
		assert_true(all_zero(p, n));
		memset(p, 0xff, n);
	}
	arena_reset(a);
	assert_int_equal(arena_used(a), 0);
	char *again = arena_alloc(a, 60000, 1);
	assert_true(all_zero(again, 60000));
}

static void arena_reset_keeps_only_what_was_first(void **state)
{
	(void)state;
	for (int round = 0; round < 3; round++) {
		char *p = arena_alloc(a, 1000, 7);
		assert_true(all_zero(p, 7000));
		memset(p, 1, 7000);
		arena_reset(a);
	}
}

static void arena_grows_an_array_in_place_or_by_copy(void **state)
{
	(void)state;
	int *p = arena_grow(a, NULL, 0, 4, sizeof *p);
	for (int i = 0; i < 4; i++)
		p[i] = i;
	int *same = arena_grow(a, p, 4, 8, sizeof *p);
	assert_ptr_equal(same, p);
	assert_int_equal(same[3], 3);
	assert_int_equal(same[7], 0);
	arena_alloc(a, 1, 1);
	int *moved = arena_grow(a, same, 8, 100000, sizeof *p);
	assert_ptr_not_equal(moved, same);
	assert_int_equal(moved[3], 3);
	assert_int_equal(moved[99999], 0);
}

/* Where an allocation of count times size jumps; true when it does. */
static bool is_full(struct arena *limited, size_t count, size_t size)
{
	jmp_buf full;
	arena_on_full(limited, &full);
	if (setjmp(full))
		return true;
	arena_alloc(limited, count, size);
	return false;
}

static void arena_limit_holds(void **state)
{
	(void)state;
	struct arena *limited = arena_create(100000);
	assert_non_null(limited);
	assert_true(is_full(limited, 100001, 1));
	assert_true(is_full(limited, SIZE_MAX / 2, 3));
	assert_true(is_full(limited, SIZE_MAX, 1));
	int given = 0;
	while (!is_full(limited, 1, 1000))
		given++;
	assert_in_range(given, 80, 100);
	assert_true(arena_used(limited) <= 100000);
	arena_reset(limited);
	assert_false(is_full(limited, 50, 1000));
	arena_destroy(limited);
	arena_destroy(NULL);
}

/* What lasts and what does not stand apart, and share one limit. */
static void arena_scratch_lasts_until_it_is_reset(void **state)
{
	(void)state;
	struct arena *limited = arena_create(1000000);
	char *kept = arena_alloc(limited, 1000, 1);
	char *work = arena_alloc(arena_scratch(limited), 300000, 1);

	memset(kept, 1, 1000);
	memset(work, 2, 300000);
	assert_ptr_equal(arena_scratch(limited), limited->scratch);
	assert_true(arena_used(limited) < 2000);
	arena_scratch_reset(limited);
	work = arena_alloc(arena_scratch(limited), 300000, 1);
	assert_int_equal(work[0], 0);
	assert_int_equal(work[299999], 0);
	assert_int_equal(kept[999], 1);
	assert_true(is_full(arena_scratch(limited), 1000000, 1));
	arena_alloc(limited, 900000, 1);
	assert_true(is_full(arena_scratch(limited), 200000, 1));
	arena_reset(limited);
	assert_int_equal(arena_used(arena_scratch(limited)), 0);
	arena_destroy(limited);
}

static void slices_compare_by_bytes(void **state)
{
	(void)state;
	assert_true(str_equal(S(""), str_from(NULL)));
	assert_true(str_equal(S("conv1"), str_from("conv1")));
	assert_false(str_equal(S("conv1"), S("conv2")));
	assert_false(str_equal(S("conv1"), S("conv")));
	assert_true(str_compare(S("a"), S("b")) < 0);
	assert_true(str_compare(S("ab"), S("a")) > 0);
	assert_true(str_compare(S("a\0b"), S("a\0c")) < 0);
	assert_true(str_compare(S("\xff"), S("a")) > 0);
	assert_int_equal(str_compare(S("same"), S("same")), 0);
}

static void slices_are_copied_and_printed(void **state)
{
	(void)state;
	struct str text = S("abc");
	struct str copy = str_copy(a, text);
	assert_ptr_not_equal(copy.p, text.p);
	assert_text(copy, "abc");
	assert_text(str_copy(a, S("")), "");
	assert_text(str_printf(a, "%d and %.*s", 7, STR_ARGS(text)), "7 and abc");
	assert_text(str_join(a, (struct str[]){ text, S(""), S("-"), text }, 4), "abc-abc");
	assert_text(str_decimal(a, 0), "0");
	assert_text(str_decimal(a, -70), "-70");
	assert_text(str_decimal(a, INT64_MIN), "-9223372036854775808");
	char long_text[5000];
	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = 0;
	assert_int_equal(str_printf(a, "<%s>", long_text).n, 5001);
}

static void hashes_depend_on_every_byte(void **state)
{
	(void)state;
	char text[80];
	memset(text, 'a', sizeof text);
	for (size_t n = 1; n <= sizeof text; n++) {
		struct str s = { text, n };
		uint64_t before = str_hash(s);
		assert_true(before != str_hash((struct str){ text, n - 1 }));
		for (size_t i = 0; i < n; i++) {
			text[i] = 'b';
			assert_true(before != str_hash(s));
			text[i] = 'a';
		}
		assert_true(before == str_hash(s));
	}
}

static void nearest_words_are_helpful_or_none(void **state)
{
	(void)state;
	static const char *const words[] = { "num_output", "kernel_size", "pad", "pad_h" };
	static const struct {
		const char *word, *nearest;
	} rows[] = {
		{ "num_ouput", "num_output" }, { "nmu_output", "num_output" },
		{ "kernelsize", "kernel_size" }, { "kernal_size", "kernel_size" },
		{ "pda", "pad" }, { "padh", "pad" }, { "pad_w", "pad_h" },
		{ "stride", NULL }, { "x", NULL }, { "", NULL }, { "zzzz", NULL },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *near = str_nearest(str_from(rows[i].word), words, 4);
		if (rows[i].nearest)
			assert_string_equal(near, rows[i].nearest);
		else
			assert_null(near);
	}
	char long_word[200];
	memset(long_word, 'p', sizeof long_word);
	assert_null(str_nearest((struct str){ long_word, sizeof long_word }, words, 4));
}

static void maps_keep_what_was_put(void **state)
{
	(void)state;
	struct map *m = map_create(a, 0);
	assert_int_equal(map_get(m, S("none")), -1);
	assert_int_equal(map_put(m, S(""), 3), -1);
	assert_int_equal(map_get(m, S("")), 3);
	for (int i = 0; i < 5000; i++)
		assert_int_equal(map_put(m, str_printf(a, "blob%d", i), i), -1);
	for (int i = 0; i < 5000; i++)
		assert_int_equal(map_put(m, str_printf(a, "blob%d", i), i + 1), i);
	assert_int_equal(map_get(m, S("blob4999")), 5000);
	assert_int_equal(map_get(m, S("blob5000")), -1);
	assert_int_equal(map_get(m, S("")), 3);
}

static void places_are_counted_as_in_textformat(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint32_t at;
		int line, column;
	} rows[] = {
		{ "", 0, 1, 1 }, { "abc", 2, 1, 3 }, { "abc", 3, 1, 4 },
		{ "a\nb", 2, 2, 1 }, { "a\n", 2, 2, 1 }, { "a\n\n", 2, 2, 1 },
		{ "a\r\nb", 3, 2, 1 }, { "\tx", 1, 1, 9 }, { "ab\tx", 3, 1, 9 },
		{ "1234567\tx", 8, 1, 9 }, { "12345678\tx", 9, 1, 17 },
		{ "\xc3\xa9x", 2, 1, 3 }, { "a", NO_PLACE, 0, 0 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct lines l;
		int line, column;
		lines_init(&l, a, str_from(rows[i].text));
		lines_find(&l, rows[i].at, &line, &column);
		assert_int_equal(line, rows[i].line);
		assert_int_equal(column, rows[i].column);
	}
}

static void lines_are_found_in_long_texts(void **state)
{
	(void)state;
	char *text = arena_alloc(a, 100000, 1);
	memset(text, '\n', 100000);
	struct lines l;
	int line, column;
	lines_init(&l, a, (struct str){ text, 100000 });
	assert_int_equal(lines_count(&l), 100001);
	lines_find(&l, 77777, &line, &column);
	assert_int_equal(line, 77778);
	lines_find(&l, 3, &line, &column);
	assert_int_equal(line, 4);
	assert_text(lines_text(&l, 5), "");
}

/* Searches start from what earlier ones learnt: their order must not matter. */
static void places_are_found_in_any_order(void **state)
{
	(void)state;
	char text[20000];
	struct lines l;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = i % 97 == 0 || i % 1013 == 0 ? '\n' : 'x';
	lines_init(&l, a, (struct str){ text, sizeof text });
	for (uint32_t i = 0; i < 3000; i++) {
		uint32_t at = i * 7919 % sizeof text;
		int want = 1, line, column;
		uint32_t start = at;
		for (uint32_t k = 0; k < at; k++)
			want += text[k] == '\n';
		while (start > 0 && text[start - 1] != '\n')
			start--;
		lines_find(&l, at, &line, &column);
		assert_int_equal(line, want);
		assert_int_equal(column, at - start + 1);
		assert_ptr_equal(lines_text(&l, at).p, text + start);
	}
}

/* Whole networks come on one line; looking from its start each time would take
 * minutes here. */
static void places_of_one_long_line_are_found_in_linear_time(void **state)
{
	(void)state;
	const uint32_t size = 8000000;
	char *text = arena_alloc(a, size, 1);
	struct lines l;
	int line, column;
	memset(text, 'x', size);
	text[2] = '\t';
	lines_init(&l, a, (struct str){ text, size });
	for (uint32_t at = 3; at < size; at += 40) {
		lines_find(&l, at, &line, &column);
		assert_int_equal(column, at + 6);
	}
	lines_find(&l, 1, &line, &column);
	assert_int_equal(column, 2);
	lines_find(&l, 4, &line, &column);
	assert_int_equal(column, 10);
}

static void messages_are_sorted_and_counted(void **state)
{
	(void)state;
	struct diags d;
	struct lines l;
	lines_init(&l, a, S("one\ntwo\nthree"));
	diags_init(&d, a, 4);
	diag_add(&d, SEVERITY_ERROR, STAGE_INIT, "c", NO_PLACE, "nowhere");
	diag_add(&d, SEVERITY_WARNING, STAGE_NONE, "b", 8, "third");
	diag_add(&d, SEVERITY_ERROR, STAGE_PARSE, "a", 0, "first %d", 1);
	diag_add(&d, SEVERITY_ERROR, STAGE_PARSE, "a", 0, "first %d", 2);
	diag_add(&d, SEVERITY_NOTE, STAGE_NONE, "x", 0, "dropped")->hint = S("lost");
	assert_int_equal(d.dropped, 1);
	assert_int_equal(d.count, 4);
	diags_locate(&d, &l);
	assert_text(d.list[0].message, "first 1");
	assert_text(d.list[1].message, "first 2");
	assert_int_equal(d.list[2].line, 3);
	assert_text(d.list[3].message, "nowhere");
	assert_int_equal(d.list[3].line, 0);
	assert_int_equal(diags_count(&d, SEVERITY_ERROR), 3);
	assert_int_equal(diags_count(&d, SEVERITY_NOTE), 0);
	diag_add(&d, SEVERITY_NOTE, STAGE_NONE, "x", 0, "dropped too");
	assert_int_equal(d.dropped, 2);
}

static void assert_formatted(struct str text, uint32_t at, const char *want)
{
	struct diags d;
	struct lines l;
	lines_init(&l, a, text);
	diags_init(&d, a, 0);
	diag_add(&d, SEVERITY_ERROR, STAGE_PARSE, "x", at, "wrong");
	diags_locate(&d, &l);
	assert_text(diag_format(a, d.list, "f", &l), want);
}

static void messages_show_the_line_and_a_caret(void **state)
{
	(void)state;
	assert_formatted(S("pad: x"), 5, "f:1:6: error: wrong\n  pad: x\n       ^\n");
	assert_formatted(S("a\n\tpad: x\r\n"), 8,
			 "f:2:14: error: wrong\n          pad: x\n               ^\n");
	assert_formatted(S("a"), 1, "f:1:2: error: wrong\n  a\n   ^\n");
	assert_formatted(S(""), 0, "f:1:1: error: wrong\n  \n  ^\n");
	assert_formatted(S("a"), NO_PLACE, "f: error: wrong\n");
	assert_formatted(S("\xc3\xa9\x1b\xff."), 4,
			 "f:1:5: error: wrong\n  \xc3\xa9\\x1b\\xff.\n           ^\n");
	assert_formatted(S("\xc2\x9b."), 2, "f:1:3: error: wrong\n  \\x9b.\n      ^\n");
}

static void long_lines_are_cut_around_the_caret(void **state)
{
	(void)state;
	char text[1000];
	struct lines l;
	memset(text, '.', sizeof text);
	text[500] = '!';
	lines_init(&l, a, (struct str){ text, sizeof text });
	struct diag d = { .severity = SEVERITY_NOTE, .at = 500, .line = 1, .column = 501,
			  .message = S("here"), .hint = S("look\x07") };
	const char *shown = str_cstring(a, diag_format(a, &d, "f", &l));
	const char *mark = strchr(shown, '!'), *caret = strchr(shown, '^');
	assert_non_null(mark);
	assert_non_null(caret);
	const char *line = strchr(shown, '\n') + 1, *under = strchr(line, '\n') + 1;
	assert_int_equal(mark - line, caret - under);
	assert_true(under - line < 130);
	assert_non_null(strstr(shown, "  ... "));
	assert_non_null(strstr(shown, ". ...\n"));
	assert_non_null(strstr(shown, "hint: look\\x07\n"));
}

#define ROW(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROW(arena_gives_zeroed_aligned_memory),
		ROW(arena_reset_keeps_only_what_was_first),
		ROW(arena_grows_an_array_in_place_or_by_copy),
		ROW(arena_limit_holds),
		ROW(arena_scratch_lasts_until_it_is_reset),
		ROW(slices_compare_by_bytes),
		ROW(slices_are_copied_and_printed),
		ROW(hashes_depend_on_every_byte),
		ROW(nearest_words_are_helpful_or_none),
		ROW(maps_keep_what_was_put),
		ROW(places_are_counted_as_in_textformat),
		ROW(lines_are_found_in_long_texts),
		ROW(places_are_found_in_any_order),
		ROW(places_of_one_long_line_are_found_in_linear_time),
		ROW(messages_are_sorted_and_counted),
		ROW(messages_show_the_line_and_a_caret),
		ROW(long_lines_are_cut_around_the_caret),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
