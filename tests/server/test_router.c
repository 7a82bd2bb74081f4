/* The router, and how requests are taken apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "server/http/router.h"
#include "tests/server/arena_state.h"

static const struct route table[] = {
	{ "GET", "/", NULL, "" },
	{ "GET", "/api/things", NULL, "" },
	{ "POST", "/api/things", NULL, "" },
	{ "GET", "/api/things/{id}", NULL, "" },
	{ "DELETE", "/api/things/{id}", NULL, "" },
	{ "GET", "/api/things/{id}/parts/{part}", NULL, "" },
	{ "GET", "/api/things/{id}/all.csv", NULL, "" },
	{ NULL, NULL, NULL, NULL },
};

static const struct row {
	const char *method, *path;
	int found, index;
	const char *allow, *first, *second;
} rows[] = {
	{ "GET", "/", 200, 0, "GET, HEAD, OPTIONS", "", "" },
	{ "HEAD", "/", 200, 0, "GET, HEAD, OPTIONS", "", "" },
	{ "POST", "/", 405, -1, "GET, HEAD, OPTIONS", "", "" },
	{ "GET", "/api/things", 200, 1, "GET, HEAD, POST, OPTIONS", "", "" },
	{ "POST", "/api/things", 200, 2, "GET, HEAD, POST, OPTIONS", "", "" },
	{ "OPTIONS", "/api/things", 204, -1, "GET, HEAD, POST, OPTIONS", "", "" },
	{ "BREW", "/api/things", 405, -1, "GET, HEAD, POST, OPTIONS", "", "" },
	{ "get", "/api/things", 405, -1, "GET, HEAD, POST, OPTIONS", "", "" },
	{ "GET", "/api/things/a1", 200, 3, "GET, HEAD, DELETE, OPTIONS", "a1", "" },
	{ "DELETE", "/api/things/%2f", 200, 4, "GET, HEAD, DELETE, OPTIONS", "%2f", "" },
	{ "GET", "/api/things/a/parts/b", 200, 5, "GET, HEAD, OPTIONS", "a", "b" },
	{ "GET", "/api/things/a/all.csv", 200, 6, "GET, HEAD, OPTIONS", "a", "" },
	{ "GET", "/api/things/", 404, -1, "", "", "" },
	{ "GET", "/api/things/a/", 404, -1, "", "", "" },
	{ "GET", "/api/things/a/all.csvx", 404, -1, "", "", "" },
	{ "GET", "/api//things", 404, -1, "", "", "" },
	{ "GET", "/api", 404, -1, "", "", "" },
	{ "GET", "/API/things", 404, -1, "", "", "" },
	{ "GET", "", 404, -1, "", "", "" },
	{ "OPTIONS", "/nothing", 404, -1, "", "", "" },
};

static void assert_text(struct str s, const char *expected)
{
	assert_int_equal(s.n, strlen(expected));
	assert_memory_equal(s.n ? s.p : "", expected, s.n);
}

static void test_routes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *row = &rows[i];
		struct match m;
		int found = router_find(table, str_from(row->method),
					str_from(row->path), &m);

		if (found != row->found)
			fail_msg("%s %s: %d", row->method, row->path, found);
		assert_string_equal(m.allow, row->allow);
		if (row->index >= 0)
			assert_ptr_equal(m.route, &table[row->index]);
		assert_text(m.parameter[0], row->first);
		assert_text(m.parameter[1], row->second);
	}
}

static void test_decode(void **state)
{
	static const struct {
		const char *in, *out;	/* NULL: refused */
		bool plus;
	} cases[] = {
		{ "a%20b+c", "a b+c", false }, { "a%20b+c", "a b c", true },
		{ "%e2%82%AC", "\xe2\x82\xac", false }, { "", "", false },
		{ "%", NULL, false }, { "%4", NULL, false }, { "%zz", NULL, false },
		{ "a%2", NULL, false }, { "%41", "A", false },
	};
	struct arena *a = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str out;
		bool ok = percent_decode(a, str_from(cases[i].in), cases[i].plus, &out);

		assert_int_equal(ok, cases[i].out != NULL);
		if (ok)
			assert_text(out, cases[i].out);
	}
}

static void test_query(void **state)
{
	struct query q;

	assert_true(query_parse(*state, S("/x?a=1&b=%26&&stage=x&stage=y&=z&flag"), &q));
	assert_int_equal(q.count, 5);
	assert_text(query_value(&q, "a"), "1");
	assert_text(query_value(&q, "b"), "&");
	assert_text(query_value(&q, "stage"), "x");
	assert_text(query_value(&q, "flag"), "");
	assert_null(query_value(&q, "none").p);
	assert_true(query_parse(*state, S("/x"), &q));
	assert_int_equal(q.count, 0);
	assert_false(query_parse(*state, S("/x?a=%g1"), &q));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_routes),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_query),
	};

	return cmocka_run_group_tests(tests, arena_setup, arena_teardown);
}
