/* Requests as bytes: malformed, ambiguous, smuggled, too large, in pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/server/client.h"

#define OTHER 0		/* closed, or refused by the library itself (400, 413 …) */

/* HOST stands for our own Host line. */
static const struct row {
	int status;
	const char *request;
} rows[] = {
	{ 200, "GET / HTTP/1.1\r\nHOST\r\n" },
	{ 200, "GET / HTTP/1.0\r\nHOST\r\n" },
	{ 421, "GET / HTTP/1.0\r\n\r\n" },
	{ OTHER, "GET / HTTP/1.1\r\n\r\n" },
	{ 421, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n" },
	{ 421, "GET / HTTP/1.1\r\nHOSTHost: evil.example\r\n\r\n" },
	{ 421, "GET / HTTP/1.1\r\nHOSTHOST\r\n" },
	{ 421, "GET / HTTP/1.1\r\nHost:\r\n\r\n" },
	{ OTHER, "GET / HTTP/1.9\r\nHOST\r\n" },
	{ OTHER, "GET / HTTP/2.0\r\nHOST\r\n" },
	{ OTHER, "GET /\r\n\r\n" },
	{ OTHER, "\x16\x03\x01\x02\x01\x01\r\n\r\n" },
	{ 400, "GET http://127.0.0.1/ HTTP/1.1\r\nHOST\r\n" },
	{ 400, "GET //evil/ HTTP/1.1\r\nHOST\r\n" },
	{ 400, "GET /a%00b HTTP/1.1\r\nHOST\r\n" },
	{ 404, "GET /..%2f..%2fetc%2fpasswd.txt HTTP/1.1\r\nHOST\r\n" },
	{ 404, "GET /../../etc/passwd.txt HTTP/1.1\r\nHOST\r\n" },
	{ 404, "GET /%2e%2e/%2e%2e/etc/passwd.txt HTTP/1.1\r\nHOST\r\n" },
	{ 400, "GET /a\\b HTTP/1.1\r\nHOST\r\n" },
	{ 400, "OPTIONS * HTTP/1.1\r\nHOST\r\n" },
	{ OTHER, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
		 "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd" },
	{ 400, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
	       "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
	{ 400, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
	       "Transfer-Encoding: gzip\r\n\r\nabc" },
	{ OTHER, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
		 "Transfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\nabc" },
	{ OTHER, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
		 "Content-Length: -1\r\n\r\n" },
	{ 413, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
	       "Content-Length: 8388609\r\n\r\n" },
	{ 413, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
	       "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n" },
	{ 417, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
	       "Expect: wonders\r\nContent-Length: 3\r\n\r\nabc" },
	{ 415, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
	       "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc" },
	{ 415, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\nContent-Type: "
	       "multipart/form-data; boundary=x\r\nContent-Length: 3\r\n\r\nabc" },
	{ 403, "POST /api/networks HTTP/1.1\r\nHOSTContent-Length: 3\r\n\r\nabc" },
	{ 403, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
	       "Origin: http://evil.example\r\nContent-Length: 3\r\n\r\nabc" },
	{ 403, "GET /api/networks HTTP/1.1\r\nHOSTSec-Fetch-Site: cross-site\r\n\r\n" },
	{ 400, "GET / HTTP/1.1\r\nHOSTContent-Length: 3\r\n\r\nabc" },
	{ OTHER, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
		 "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n" },
	{ OTHER, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\nTransfer-Encoding: "
		 "chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n" },
	{ 422, "POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\n"
	       "Transfer-Encoding: chunked\r\n\r\n3\r\nlay\r\n2\r\ner\r\n0\r\n\r\n" },
};

/* The bytes with HOST replaced; the caller frees. */
static char *with_host(const char *request)
{
	char *out = calloc(1, strlen(request) + 200), *end = out, host[60];

	snprintf(host, sizeof(host), "Host: 127.0.0.1:%d\r\n", served.port);
	while (*request) {
		if (strncmp(request, "HOST", 4) == 0) {
			end = stpcpy(end, host);
			request += 4;
		} else {
			*end++ = *request++;
		}
	}
	return out;
}

static struct answer ask_text(const char *request)
{
	char *bytes = with_host(request);
	struct answer a = ask_raw(&served, bytes, strlen(bytes));

	free(bytes);
	return a;
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct answer a = ask_text(rows[i].request);
		bool fits = rows[i].status ? a.status == rows[i].status :
					     a.status == 0 || a.status >= 400;

		if (!fits)
			fail_msg("row %zu: %d, expected %d: %s", i, a.status,
				 rows[i].status, rows[i].request);
		answer_free(&a);
	}
}

/* A refused body never becomes a second request. */
static void test_smuggling(void **state)
{
	static const char *const requests[] = {
		"POST /api/networks HTTP/1.1\r\nHOSTX-Netweight: 1\r\nContent-Length: 44\r\n"
		"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
		"GET /healthz HTTP/1.1\r\nHOST\r\n",
		"POST /api/networks HTTP/1.1\r\nHOSTContent-Length: 60\r\n\r\n"
		"GET /healthz HTTP/1.1\r\nHOST\r\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
		char *bytes = with_host(requests[i]);
		int fd = dial(served.port);
		struct answer a;

		send_all(fd, bytes, strlen(bytes));
		a = read_answer(fd, false);
		assert_true(a.status == 400 || a.status == 403);
		assert_string_equal(answer_header(&a, "Connection"), "close");
		answer_free(&a);
		a = read_answer(fd, false);
		assert_int_equal(a.status, 0);
		answer_free(&a);
		close(fd);
		free(bytes);
	}
}

static void test_pipelining(void **state)
{
	char *bytes = with_host("GET /healthz HTTP/1.1\r\nHOST\r\n"
				"HEAD /healthz HTTP/1.1\r\nHOST\r\n"
				"GET /api HTTP/1.1\r\nHOST\r\n");
	int fd = dial(served.port);

	(void)state;
	send_all(fd, bytes, strlen(bytes));
	for (int i = 0; i < 3; i++) {
		struct answer a = read_answer(fd, i == 1);

		assert_int_equal(a.status, 200);
		answer_free(&a);
	}
	close(fd);
	free(bytes);
}

/* One byte at a time is slow, not wrong. */
static void test_pieces(void **state)
{
	char *bytes = with_host("POST /api/networks?name=p HTTP/1.1\r\nHOST"
				"X-Netweight: 1\r\nContent-Length: 12\r\n\r\nname: \"pqr\"\n");
	struct timespec pause = { 0, 1000000 };
	int fd = dial(served.port);
	struct answer a;

	(void)state;
	for (size_t i = 0; i < strlen(bytes); i++) {
		assert_true(send_all(fd, bytes + i, 1));
		nanosleep(&pause, NULL);
	}
	a = read_answer(fd, false);
	assert_int_equal(a.status, 201);
	answer_free(&a);
	close(fd);
	free(bytes);
}

/* The limit is inclusive; one byte more is too much, declared or not. */
static void test_body_limit(void **state)
{
	size_t limit = 8 << 20;
	char *body = malloc(limit + 1);
	struct answer a;
	char head[200];
	int fd;

	(void)state;
	memset(body, ' ', limit + 1);
	memcpy(body, "name: \"large\"", 13);
	a = ask_bytes(&served, "POST", "/api/networks?name=large", NULL, body, limit);
	assert_int_equal(a.status, 201);
	answer_free(&a);
	a = ask_bytes(&served, "POST", "/api/networks?name=large", NULL, body, limit + 1);
	assert_true(a.status == 413 || a.status == 0);
	answer_free(&a);
	fd = dial(served.port);
	snprintf(head, sizeof(head), "POST /api/networks HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
		 "X-Netweight: 1\r\nTransfer-Encoding: chunked\r\n\r\n%zx\r\n", served.port,
		 limit + 1);
	send_all(fd, head, strlen(head));
	send_all(fd, body, limit + 1);
	send_all(fd, "\r\n0\r\n\r\n", 7);
	a = read_answer(fd, false);
	assert_int_equal(a.status, 413);
	answer_free(&a);
	close(fd);
	free(body);
}

static void test_long_heads(void **state)
{
	char *request = malloc(60000);
	struct answer a;

	(void)state;
	strcpy(request, "GET /");
	memset(request + 5, 'a', 40000);
	strcpy(request + 40005, " HTTP/1.1\r\nHOST\r\n");
	a = ask_text(request);
	assert_int_equal(a.status, 414);
	answer_free(&a);
	strcpy(request, "GET / HTTP/1.1\r\nHOSTA: ");
	memset(request + strlen(request), 'a', 40000);
	strcpy(request + 40023, "\r\n\r\n");
	a = ask_text(request);
	assert_int_equal(a.status, 431);
	answer_free(&a);
	strcpy(request, "GET / HTTP/1.1\r\nHOST");
	for (int i = 0; i < 150; i++)
		strcat(request, "A: b\r\n");
	strcat(request, "\r\n");
	a = ask_text(request);
	assert_int_equal(a.status, 431);
	answer_free(&a);
	free(request);
}

/* Rows with bytes changed, dropped and doubled, always the same ones. */
static void test_mutations(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		char *bytes = with_host(rows[i % (sizeof(rows) / sizeof(*rows))].request);
		size_t n = strlen(bytes);
		int fd = dial(served.port);

		for (int k = 0; k < 4; k++) {
			seed = seed * 1664525 + 1013904223;
			bytes[(seed >> 8) % n] = (char)(seed >> 24);
		}
		send_all(fd, bytes, n);
		close(fd);
		free(bytes);
	}
}

/* After all of that it still works. */
static void test_still_there(void **state)
{
	struct answer a = ask(&served, "GET", "/healthz", NULL, NULL);

	(void)state;
	assert_int_equal(a.status, 200);
	answer_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_smuggling),
		cmocka_unit_test(test_pipelining),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_body_limit),
		cmocka_unit_test(test_long_heads),
		cmocka_unit_test(test_mutations),
		cmocka_unit_test(test_still_there),
	};

	return cmocka_run_group_tests(tests, serve_setup, serve_teardown);
}
