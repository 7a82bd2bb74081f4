/* Pages, and what holds for every endpoint of a running server: methods, headers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "server/http/router.h"
#include "tests/server/client.h"

static void test_meta(void **state)
{
	static const struct {
		const char *path, *text;
	} rows[] = {
		{ "/api", "\"path\":\"/api/networks/{id}/analysis\"" },
		{ "/api/zoo", "\"file\":\"alexnet.prototxt\"" },
		{ "/api/zoo", "\"present\":true" },
		{ "/api/layers", "\"type\":\"Convolution\"" },
		{ "/api/metrics", "\"name\":\"macs\"" },
		{ "/healthz", "\"status\":\"ok\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct answer a = ask(&served, "GET", rows[i].path, NULL, NULL);

		assert_int_equal(a.status, 200);
		assert_string_equal(answer_header(&a, "Content-Type"), "application/json");
		assert_has(&a, rows[i].text);
		answer_free(&a);
	}
	assert_status(ask(&served, "GET", "/api/nothing", NULL, NULL), 404);
}

static void test_pages(void **state)
{
	static const struct {
		int status;
		const char *path, *type;
	} rows[] = {
		{ 200, "/", "text/html; charset=utf-8" },
		{ 200, "/n/000000000000000000000000", "text/html; charset=utf-8" },
		{ 200, "/c/000000000000000000000000", "text/html; charset=utf-8" },
		{ 200, "/compare?n=1", "text/html; charset=utf-8" },
		{ 200, "/about", "text/html; charset=utf-8" },
		{ 404, "/nothing", "text/html; charset=utf-8" },
		{ 404, "/nothing.js", "application/json" },
		{ 404, "/js/../index.html", "application/json" },
		{ 404, "/js/..%2findex.html", "application/json" },
		{ 200, "/index.html", "text/html; charset=utf-8" },
		{ 200, "/js/main.js", "text/javascript; charset=utf-8" },
		{ 200, "/icon.svg", "image/svg+xml" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct answer a = ask(&served, "GET", rows[i].path, NULL, NULL);

		if (a.status != rows[i].status ||
		    strcmp(answer_header(&a, "Content-Type"), rows[i].type) != 0)
			fail_msg("%s: %d %s", rows[i].path, a.status,
				 answer_header(&a, "Content-Type"));
		answer_free(&a);
	}
}

static void test_head(void **state)
{
	struct answer get = ask(&served, "GET", "/js/main.js", NULL, NULL);
	struct answer head = ask(&served, "HEAD", "/js/main.js", NULL, NULL);
	char length[20];

	(void)state;
	assert_int_equal(head.status, 200);
	snprintf(length, sizeof(length), "%zu", get.size);
	assert_string_equal(answer_header(&head, "Content-Length"), length);
	answer_free(&get);
	answer_free(&head);
}

/* The headers that no answer may lack. */
static void assert_safe(const struct answer *a, const char *what)
{
	static const char *const names[] = {
		"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
		"Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
		"X-Frame-Options", "Permissions-Policy", "Cache-Control",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!answer_header(a, names[i]))
			fail_msg("%s (%d): no %s", what, a->status, names[i]);
	if (answer_header(a, "Server") || answer_header(a, "Access-Control-Allow-Origin"))
		fail_msg("%s: a header that should not be there", what);
}

/* Every method on every route, found or not, refused or not. */
static void test_headers_everywhere(void **state)
{
	static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "PATCH",
					       "DELETE", "OPTIONS", "BREW" };
	struct answer a;

	(void)state;
	for (const struct route *r = routes; r->method; r++)
		for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
			a = ask(&served, methods[i], r->path[1] ? r->path : "/", NULL, "");
			assert_true(a.status >= 200);
			assert_safe(&a, r->path);
			if (a.status == 405 || a.status == 204)
				assert_non_null(answer_header(&a, "Allow"));
			if (a.status >= 400 && strcmp(methods[i], "HEAD") != 0)
				assert_memory_equal(a.body, "{\"error\":{\"code\":\"", 18);
			answer_free(&a);
		}
	a = ask(&served, "GET", "/js/main.js", "If-None-Match: *\r\n", NULL);
	assert_int_equal(a.status, 304);
	assert_safe(&a, "304");
	answer_free(&a);
	a = ask(&served, "GET", "/", "Expect: nonsense\r\n", NULL);
	assert_int_equal(a.status, 417);
	assert_safe(&a, "417");
	answer_free(&a);
}

static void test_methods(void **state)
{
	struct answer a = ask(&served, "PUT", "/api/networks", NULL, "x");

	(void)state;
	assert_int_equal(a.status, 405);
	assert_string_equal(answer_header(&a, "Allow"), "GET, HEAD, POST, OPTIONS");
	answer_free(&a);
	a = ask(&served, "OPTIONS", "/api/networks/x", NULL, NULL);
	assert_int_equal(a.status, 204);
	assert_string_equal(answer_header(&a, "Allow"),
			    "GET, HEAD, PATCH, DELETE, OPTIONS");
	answer_free(&a);
	assert_status(ask(&served, "DELETE", "/js/main.js", NULL, NULL), 405);
}

/* Names are bytes from anywhere; the answer stays JSON. */
static void test_hostile_names(void **state)
{
	struct answer a = ask(&served, "POST", "/api/networks?name=%ff%22%3Cscript%3E%0a", NULL,
			      "name: \"\\377\\000\\\"</script>\" "
			      "layer { name: \"\\377\" type: \"Input\" top: \"\\001\" }");

	(void)state;
	assert_int_equal(a.status, 201);
	assert_has(&a, "\"file\":\"\xef\xbf\xbd\\\"<script>\\n\"");
	answer_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_meta),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_headers_everywhere),
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_hostile_names),
	};

	return cmocka_run_group_tests(tests, serve_setup, serve_teardown);
}
