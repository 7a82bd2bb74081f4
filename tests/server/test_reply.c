/* Answers as data: headers, revalidation, encodings, the cache. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "server/base/cache.h"
#include "server/http/reply.h"
#include "tests/server/arena_state.h"

#define ETAG "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct request with(struct pair *pair, const char *name, const char *value)
{
	*pair = (struct pair){ str_from(name), str_from(value) };
	return (struct request){ S("GET"), S("/"), S("HTTP/1.1"), pair, 1, { 0 }, 0 };
}

static void test_gzip_is_accepted(void **state)
{
	static const struct {
		const char *value;
		bool yes;
	} cases[] = {
		{ "gzip", true }, { "GZIP", true }, { "deflate, gzip;q=0.5, br", true },
		{ "gzip;q=0", false }, { "gzip; q=0.000", false }, { "br", false },
		{ "", false }, { "x-gzip", false }, { "identity,gzip ;q=1", true },
	};
	struct pair pair;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct request r = with(&pair, "Accept-Encoding", cases[i].value);

		if (accepts_gzip(&r) != cases[i].yes)
			fail_msg("%s", cases[i].value);
	}
}

static void test_revalidation(void **state)
{
	static const struct {
		const char *value;
		int status;
	} cases[] = {
		{ "\"" ETAG "\"", 304 }, { "W/\"" ETAG "\"", 304 }, { "*", 304 },
		{ "\"" ETAG "-gzip\"", 304 }, { "\"x\", \"" ETAG "\"", 304 },
		{ "\"x\"", 200 }, { ETAG, 200 }, { "\"" ETAG, 200 }, { "", 200 },
		{ "\"" ETAG "0\"", 200 },
	};
	struct pair pair;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct request r = with(&pair, "If-None-Match", cases[i].value);
		struct reply reply = { .status = 200, .etag = ETAG, .body = S("x") };

		reply_revalidate(&reply, &r);
		if (reply.status != cases[i].status)
			fail_msg("%s: %d", cases[i].value, reply.status);
		assert_int_equal(reply.body.n, reply.status == 200);
	}
}

static const char *value_of(const struct pair *list, int count, const char *name)
{
	struct request r = { .headers = list, .header_count = count };

	return header_value(&r, name).p;
}

static void test_headers(void **state)
{
	struct pair out[MAX_REPLY_HEADERS];
	struct reply plain = { .status = 204 };
	struct reply full = { .status = 200, .type = "a/b", .etag = "ab", .gzip = true,
			      .varies = true, .close = true, .cache = "no-cache",
			      .policy = "sandbox" };
	int count = reply_headers(*state, &plain, out);

	assert_string_equal(value_of(out, count, "X-Content-Type-Options"), "nosniff");
	assert_string_equal(value_of(out, count, "Cache-Control"), "no-store");
	assert_non_null(strstr(value_of(out, count, "Content-Security-Policy"),
			       "default-src 'none'"));
	assert_null(value_of(out, count, "Content-Type"));
	assert_null(value_of(out, count, "ETag"));
	count = reply_headers(*state, &full, out);
	assert_string_equal(value_of(out, count, "ETag"), "\"ab-gzip\"");
	assert_string_equal(value_of(out, count, "Vary"), "Accept-Encoding");
	assert_string_equal(value_of(out, count, "Content-Encoding"), "gzip");
	assert_string_equal(value_of(out, count, "Connection"), "close");
	assert_string_equal(value_of(out, count, "Content-Security-Policy"), "sandbox");
}

static void test_error_shape(void **state)
{
	struct reply reply = { 0 };

	reply_error(&reply, *state, 503, "busy", "in %d s", 3);
	assert_int_equal(reply.status, 503);
	assert_string_equal(reply.retry_after, "1");
	assert_int_equal(reply.body.n, 44);
	assert_memory_equal(reply.body.p,
		"{\"error\":{\"code\":\"busy\",\"message\":\"in 3 s\"}}", 44);
}

/* What is held outlives its place in the cache; the rest is bounded. */
static void test_cache(void **state)
{
	struct cache *c = cache_create();
	struct cached *held = cache_put(c, "n1 a", S("one"), 10, "e1"), *e;
	char key[20];

	(void)state;
	for (int i = 0; i < 1000; i++) {
		snprintf(key, sizeof(key), "n2 %d", i);
		cached_release(cache_put(c, key, S("two"), 10, "e2"));
	}
	assert_null(cache_get(c, "n1 a"));
	assert_memory_equal(held->bytes, "one", 3);
	cached_release(held);
	e = cache_get(c, "n2 999");
	assert_string_equal(e->etag, "e2");
	cached_release(e);
	cache_forget(c, "n2");
	assert_null(cache_get(c, "n2 999"));
	cache_destroy(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gzip_is_accepted),
		cmocka_unit_test(test_revalidation),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_error_shape),
		cmocka_unit_test(test_cache),
	};

	return cmocka_run_group_tests(tests, arena_setup, arena_teardown);
}
