/* What a running server does with networks and comparisons, and every kind of refusal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/server/client.h"

static const char nowhere[] = "/api/networks/000000000000000000000000";

/* Uploads the small network: its path in the API. */
static void upload(char path[80])
{
	struct answer a = ask(&served, "POST", "/api/networks?name=dir%2Fsmall.prototxt", NULL,
			      small_network);

	assert_true(a.status == 201 || a.status == 200);
	snprintf(path, 80, "/api/networks/%s", answer_text(&a, "id"));
	answer_free(&a);
}

static void test_upload(void **state)
{
	struct answer a = ask(&served, "POST", "/api/networks?name=dir%2Ffirst.prototxt", NULL,
			      "layer { name: \"a\" type: \"Input\" top: \"x\" }");
	char location[100];

	(void)state;
	assert_int_equal(a.status, 201);
	assert_has(&a, "\"file\":\"first.prototxt\"");
	assert_has(&a, "\"origin\":\"upload\"");
	assert_has(&a, "\"diagnostics\":[");
	assert_has(&a, "\"summary\":{\"TEST\":{\"layers\":1,");
	snprintf(location, sizeof(location), "/api/networks/%s", answer_text(&a, "id"));
	assert_string_equal(answer_header(&a, "Location"), location);
	answer_free(&a);
	assert_status(ask(&served, "POST", "/api/networks?name=other", NULL,
			  "layer { name: \"a\" type: \"Input\" top: \"x\" }"), 200);
}

static void test_not_a_network(void **state)
{
	struct answer a = ask(&served, "POST", "/api/networks?name=x", NULL,
			      "layer {\n  name: \"a\n}");

	(void)state;
	assert_int_equal(a.status, 422);
	assert_has(&a, "{\"error\":{\"code\":\"");
	assert_has(&a, "\"line\":2,\"column\":11");
	assert_has(&a, "\"diagnostics\":[{\"severity\":");
	answer_free(&a);
	assert_status(ask(&served, "POST", "/api/networks?name=x&keep=1", NULL,
			  "layer {\n  name: \"a\n}"), 201);
	a = ask(&served, "POST", "/api/networks?name=own/blank.prototxt", NULL, "name: \" \"");
	assert_int_equal(a.status, 201);
	assert_has(&a, "\"name\":\"blank.prototxt\"");
	answer_free(&a);
	assert_status(ask(&served, "POST", "/api/networks", NULL, ""), 400);
	a = ask_bytes(&served, "POST", "/api/networks", NULL, "\xff\xd8\xff\xe0\0\0\0JFIF", 11);
	assert_int_equal(a.status, 422);
	assert_string_equal(answer_text(&a, "code"), "not-a-network");
	assert_has(&a, "a JPEG image");
	answer_free(&a);
}

static void test_network(void **state)
{
	char path[80];
	struct answer a;

	(void)state;
	upload(path);
	a = ask(&served, "GET", path, NULL, NULL);
	assert_int_equal(a.status, 200);
	assert_has(&a, "\"links\":0");
	assert_has(&a, "\"name\":\"small\",\"file\":\"");
	assert_has(&a, "\"params\":112,\"memory_bytes\":2688,\"macs\":7776");
	answer_free(&a);
	a = ask(&served, "PATCH", path, NULL, "{\"name\":\"renamed \\u00e9\"}");
	assert_int_equal(a.status, 200);
	assert_has(&a, "\"name\":\"renamed \xc3\xa9\"");
	answer_free(&a);
	assert_status(ask(&served, "PATCH", path, NULL, "{\"name\":\"\"}"), 400);
	assert_status(ask(&served, "PATCH", path, NULL, "{\"name\":3}"), 400);
	assert_status(ask(&served, "PATCH", path, NULL, "[]"), 400);
	assert_status(ask(&served, "PATCH", path, NULL, "{"), 400);
	assert_status(ask(&served, "PATCH", nowhere, NULL, "{\"name\":\"x\"}"), 404);
	assert_status(ask(&served, "GET", nowhere, NULL, NULL), 404);
	assert_status(ask(&served, "GET", "/api/networks/XYZ", NULL, NULL), 404);
	assert_status(ask(&served, "GET", "/api/networks/..%2f..%2fetc", NULL, NULL), 404);
}

static void test_json_body_limit(void **state)
{
	char path[80];
	char *body = malloc(70001);

	(void)state;
	upload(path);
	memset(body, ' ', 70000);
	body[70000] = '\0';
	assert_status(ask(&served, "PATCH", path, NULL, body), 413);
	free(body);
}

static void test_source(void **state)
{
	char path[100];
	struct answer a;

	(void)state;
	upload(path);
	strcat(path, "/source");
	a = ask(&served, "GET", path, NULL, NULL);
	assert_int_equal(a.status, 200);
	assert_string_equal(a.body, small_network);
	assert_string_equal(answer_header(&a, "Content-Type"), "text/plain; charset=utf-8");
	assert_string_equal(answer_header(&a, "Content-Disposition"),
		"attachment; filename=\"small.prototxt\"; "
		"filename*=UTF-8''small.prototxt");
	assert_non_null(strstr(answer_header(&a, "Content-Security-Policy"), "sandbox"));
	answer_free(&a);
}

static void test_analysis(void **state)
{
	char path[200], headers[200];
	struct answer a;

	(void)state;
	upload(path);
	strcat(path, "/analysis");
	a = ask(&served, "GET", path, NULL, NULL);
	assert_int_equal(a.status, 200);
	assert_has(&a, "\"schema\":\"netweight.analysis/1\"");
	assert_has(&a, "\"status\":\"complete\"");
	assert_string_equal(answer_header(&a, "Vary"), "Accept-Encoding");
	assert_null(answer_header(&a, "Content-Encoding"));
	snprintf(headers, sizeof(headers), "If-None-Match: %s\r\n",
		 answer_header(&a, "ETag"));
	answer_free(&a);
	assert_status(ask(&served, "GET", path, headers, NULL), 304);
	a = ask(&served, "GET", path, "Accept-Encoding: gzip\r\n", NULL);
	assert_string_equal(answer_header(&a, "Content-Encoding"), "gzip");
	assert_memory_equal(a.body, "\x1f\x8b", 2);
	answer_free(&a);
	strcat(path, "?phase=TRAIN&batch=16&dtype=fp16&input=data%3D1x3x10x10");
	a = ask(&served, "GET", path, NULL, NULL);
	assert_int_equal(a.status, 200);
	assert_has(&a, "\"phase\":\"TRAIN\"");
	answer_free(&a);
	strcat(path, "&weight_dtype=int8&fit=1GiB");
	a = ask(&served, "GET", path, NULL, NULL);
	assert_has(&a, "\"weight_dtype\":\"int8\"");
	assert_has(&a, "\"fit\":{\"memory\":1073741824,");
	answer_free(&a);
	a = ask(&served, "GET", path, "Accept-Encoding: gzip\r\n", NULL);
	assert_memory_equal(a.body, "\x1f\x8b", 2);
	answer_free(&a);
}

static void test_analysis_refusals(void **state)
{
	static const char *const bad[] = {
		"?phase=maybe", "?level=x", "?batch=0", "?batch=-1", "?batch=99999999999",
		"?input=3x3", "?input==1", "?data_shape=3", "?dtype=fp128", "?colour=red",
		"?weight_dtype=fp1", "?fit=0", "?fit=much",
		"?phase=%zz",
	};
	char path[80], target[200];

	(void)state;
	upload(path);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		snprintf(target, sizeof(target), "%s/analysis%s", path, bad[i]);
		assert_status(ask(&served, "GET", target, NULL, NULL), 400);
	}
	snprintf(target, sizeof(target), "%s/analysis", nowhere);
	assert_status(ask(&served, "GET", target, NULL, NULL), 404);
	strcat(target, "?batch=3");
	assert_status(ask(&served, "GET", target, NULL, NULL), 404);
}

static void test_tables(void **state)
{
	static const struct {
		const char *ending, *type, *text;
	} rows[] = {
		{ "csv", "text/csv; charset=utf-8", "conv" },
		{ "md", "text/markdown; charset=utf-8", "| " },
		{ "tex", "text/plain; charset=utf-8", "\\begin{" },
	};
	char path[80], target[120];
	struct answer a;

	(void)state;
	upload(path);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		snprintf(target, sizeof(target), "%s/layers.%s?phase=train", path,
			 rows[i].ending);
		a = ask(&served, "GET", target, NULL, NULL);
		assert_int_equal(a.status, 200);
		assert_string_equal(answer_header(&a, "Content-Type"), rows[i].type);
		assert_has(&a, rows[i].text);
		answer_free(&a);
	}
	snprintf(target, sizeof(target), "%s/layers.csv?by=stage", path);
	a = ask(&served, "GET", target, NULL, NULL);
	assert_int_equal(a.status, 200);
	assert_has(&a, "name,index,layers,repeats,");
	answer_free(&a);
	snprintf(target, sizeof(target), "%s/layers.csv?by=colour", path);
	assert_status(ask(&served, "GET", target, NULL, NULL), 400);
	snprintf(target, sizeof(target), "%s/layers.xls", path);
	assert_status(ask(&served, "GET", target, NULL, NULL), 404);
}

static void test_list(void **state)
{
	struct answer a = ask(&served, "GET", "/api/networks?limit=2&sort=name", NULL, NULL);
	char target[200], first[40];

	(void)state;
	assert_int_equal(a.status, 200);
	assert_has(&a, "{\"networks\":[{\"id\":");
	snprintf(first, sizeof(first), "%s", answer_text(&a, "id"));
	snprintf(target, sizeof(target), "/api/networks?limit=2&sort=name&cursor=%s",
		 answer_text(&a, "next"));
	answer_free(&a);
	a = ask(&served, "GET", target, NULL, NULL);
	assert_int_equal(a.status, 200);
	assert_string_not_equal(answer_text(&a, "id"), first);
	answer_free(&a);
	a = ask(&served, "GET", "/api/networks?q=alexnet", NULL, NULL);
	assert_has(&a, "\"total\":1}");
	assert_has(&a, "\"next\":null");
	assert_has(&a, "\"origin\":\"zoo\"");
	answer_free(&a);
	assert_status(ask(&served, "GET", "/api/networks?sort=colour", NULL, NULL), 400);
	assert_status(ask(&served, "GET", "/api/networks?cursor=nonsense", NULL, NULL), 400);
}

static void test_delete(void **state)
{
	char path[80], target[100];
	struct answer a;

	(void)state;
	upload(path);
	snprintf(target, sizeof(target), "%s/analysis", path);
	assert_status(ask(&served, "GET", target, NULL, NULL), 200);
	a = ask(&served, "DELETE", path, NULL, NULL);
	assert_int_equal(a.status, 200);
	assert_has(&a, "\"deleted\":true,\"links\":0");
	answer_free(&a);
	assert_status(ask(&served, "GET", target, NULL, NULL), 404);
	assert_status(ask(&served, "DELETE", path, NULL, NULL), 404);
}

/* Posts a comparison of the small network with itself at another batch. */
static struct answer compare(const char *title)
{
	char path[80], body[600];

	upload(path);
	snprintf(body, sizeof(body), "{\"networks\":[{\"id\":\"%s\"},{\"id\":\"%s\","
		 "\"options\":{\"batch\":10,\"phase\":\"TRAIN\"}}],\"baseline\":1,"
		 "\"title\":\"%s\",\"view\":{\"z\":1,\"a\":[true]}}", path + 14, path + 14,
		 title);
	return ask(&served, "POST", "/api/comparisons", NULL, body);
}

static void test_comparison(void **state)
{
	struct answer a = compare("one");
	char path[80], id[40];

	(void)state;
	assert_int_equal(a.status, 201);
	snprintf(id, sizeof(id), "%s", answer_text(&a, "id"));
	assert_int_equal(strlen(id), 24);
	snprintf(path, sizeof(path), "/c/%s", id);
	assert_string_equal(answer_text(&a, "href"), path);
	answer_free(&a);
	a = compare("two");
	assert_int_equal(a.status, 200);
	assert_string_equal(answer_text(&a, "id"), id);
	answer_free(&a);
	snprintf(path, sizeof(path), "/api/comparisons/%s", id);
	a = ask(&served, "GET", path, NULL, NULL);
	assert_has(&a, "\"title\":\"one\"");
	assert_has(&a, "\"options\":{\"batch\":10,\"phase\":\"TRAIN\"},\"present\":true");
	assert_has(&a, "\"baseline\":1,\"view\":{\"a\":[true],\"z\":1},\"figures\":[{");
	answer_free(&a);
	a = ask(&served, "PATCH", path, NULL, "{\"note\":\"why\"}");
	assert_has(&a, "\"title\":\"one\",\"note\":\"why\"");
	answer_free(&a);
	a = ask(&served, "GET", "/api/comparisons", NULL, NULL);
	assert_has(&a, id);
	answer_free(&a);
}

static void test_comparison_outlives_network(void **state)
{
	struct answer a = compare("x");
	char path[80], network[80];

	(void)state;
	snprintf(path, sizeof(path), "/api/comparisons/%s", answer_text(&a, "id"));
	answer_free(&a);
	upload(network);
	a = ask(&served, "DELETE", network, NULL, NULL);
	assert_has(&a, "\"links\":1");
	answer_free(&a);
	a = ask(&served, "GET", path, NULL, NULL);
	assert_has(&a, "\"present\":false,\"network\":null");
	answer_free(&a);
	assert_status(ask(&served, "DELETE", path, NULL, NULL), 200);
	assert_status(ask(&served, "GET", path, NULL, NULL), 404);
	assert_status(ask(&served, "DELETE", path, NULL, NULL), 404);
}

static void test_comparison_refusals(void **state)
{
	static const struct {
		int status;
		const char *body;
	} rows[] = {
		{ 400, "{}" }, { 400, "[]" }, { 400, "{\"networks\":[]}" }, { 400, "nonsense" },
		{ 400, "{\"networks\":[{}]}" }, { 400, "{\"networks\":[{\"id\":\"x\"}]}" },
		{ 404, "{\"networks\":[{\"id\":\"000000000000000000000000\"}]}" },
		{ 400, "{\"networks\":[{\"id\":\"000000000000000000000000\","
		       "\"options\":{\"colour\":1}}]}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_status(ask(&served, "POST", "/api/comparisons", NULL, rows[i].body),
			      rows[i].status);
}

/* A bundled network comes back under its name after it was deleted. */
static void test_zoo_restore(void **state)
{
	struct answer a = ask(&served, "POST", "/api/zoo/lenet.prototxt", NULL, NULL);
	char path[80];

	(void)state;
	assert_int_equal(a.status, 200);
	snprintf(path, sizeof(path), "/api/networks/%s", answer_text(&a, "id"));
	answer_free(&a);
	assert_status(ask(&served, "DELETE", path, NULL, NULL), 200);
	assert_status(ask(&served, "GET", path, NULL, NULL), 404);
	a = ask(&served, "POST", "/api/zoo/lenet.prototxt", NULL, NULL);
	assert_int_equal(a.status, 201);
	assert_has(&a, "\"name\":\"LeNet\",\"file\":\"lenet.prototxt\",\"origin\":\"zoo\"");
	answer_free(&a);
	assert_status(ask(&served, "GET", path, NULL, NULL), 200);
	assert_status(ask(&served, "POST", "/api/zoo/INDEX", NULL, NULL), 404);
	assert_status(ask(&served, "POST", "/api/zoo/nowhere.prototxt", NULL, NULL), 404);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_upload),
		cmocka_unit_test(test_not_a_network),
		cmocka_unit_test(test_network),
		cmocka_unit_test(test_json_body_limit),
		cmocka_unit_test(test_source),
		cmocka_unit_test(test_analysis),
		cmocka_unit_test(test_analysis_refusals),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_delete),
		cmocka_unit_test(test_comparison),
		cmocka_unit_test(test_comparison_outlives_network),
		cmocka_unit_test(test_comparison_refusals),
		cmocka_unit_test(test_zoo_restore),
	};

	return cmocka_run_group_tests(tests, serve_setup, serve_teardown);
}
