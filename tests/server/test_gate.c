/* The request gate as a table: one request, one status. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "server/http/gate.h"

#define HOST "127.0.0.1:8642"
#define MOST 8

static const char *const more_hosts[] = { "weigh.example", "lab.example:443" };
static const struct gate gate = {
	.port = 8642, .hosts = more_hosts, .host_count = 2, .body_limit = 8 << 20,
};

struct row {
	int status;
	const char *method, *target;
	const char *headers[2 * MOST];	/* name, value, …; a Host is added when absent */
	const char *version;
};

static const struct row rows[] = {
	{ 0, "GET", "/", { 0 }, NULL },
	{ 0, "GET", "/", { 0 }, "HTTP/1.0" },
	{ 505, "GET", "/", { 0 }, "HTTP/1.9" },
	{ 505, "GET", "/", { 0 }, "HTTP/0.9" },
	/* targets */
	{ 0, "GET", "/api/networks?q=a%20b&limit=3", { 0 }, NULL },
	{ 400, "GET", "http://127.0.0.1:8642/", { 0 }, NULL },
	{ 400, "OPTIONS", "*", { 0 }, NULL },
	{ 400, "CONNECT", "127.0.0.1:8642", { 0 }, NULL },
	{ 400, "GET", "", { 0 }, NULL },
	{ 400, "GET", "//evil.example/", { 0 }, NULL },
	{ 400, "GET", "/a%00b", { 0 }, NULL },
	{ 400, "GET", "/?a=%00", { 0 }, NULL },
	{ 400, "GET", "/a\\b", { 0 }, NULL },
	{ 400, "GET", "/a b", { 0 }, NULL },
	{ 400, "GET", "/a\tb", { 0 }, NULL },
	{ 400, "GET", "/a\x7f", { 0 }, NULL },
	{ 400, "GET", "/\xc3\xa9", { 0 }, NULL },
	{ 400, "GET", "/a#b", { 0 }, NULL },
	/* hosts */
	{ 0, "GET", "/", { "Host", "localhost:8642" }, NULL },
	{ 0, "GET", "/", { "Host", "LocalHost:8642" }, NULL },
	{ 0, "GET", "/", { "Host", "[::1]:8642" }, NULL },
	{ 0, "GET", "/", { "Host", "weigh.example" }, NULL },
	{ 0, "GET", "/", { "Host", "weigh.example:8642" }, NULL },
	{ 0, "GET", "/", { "Host", "LAB.example:443" }, NULL },
	{ 421, "GET", "/", { "Host", "lab.example" }, NULL },
	{ 421, "GET", "/", { "Host", "127.0.0.1" }, NULL },
	{ 421, "GET", "/", { "Host", "127.0.0.1:80" }, NULL },
	{ 421, "GET", "/", { "Host", "127.0.0.1:86420" }, NULL },
	{ 421, "GET", "/", { "Host", "127.0.0.1.:8642" }, NULL },
	{ 421, "GET", "/", { "Host", "localhost.:8642" }, NULL },
	{ 421, "GET", "/", { "Host", "0.0.0.0:8642" }, NULL },
	{ 421, "GET", "/", { "Host", "127.1:8642" }, NULL },
	{ 421, "GET", "/", { "Host", "evil.example:8642" }, NULL },
	{ 421, "GET", "/", { "Host", "localhost.evil.example:8642" }, NULL },
	{ 421, "GET", "/", { "Host", "a@127.0.0.1:8642" }, NULL },
	{ 421, "GET", "/", { "Host", "" }, NULL },
	{ 421, "GET", "/", { "Host", HOST, "Host", HOST }, NULL },
	{ 421, "GET", "/", { "Host", HOST, "host", "evil.example" }, NULL },
	{ 421, "GET", "/healthz", { "Host", "evil.example" }, NULL },
	/* framing */
	{ 400, "POST", "/api/networks", { "Content-Length", "3", "Content-Length", "3",
					  "X-Netweight", "1" }, NULL },
	{ 400, "POST", "/api/networks", { "Content-Length", "3",
					  "Transfer-Encoding", "chunked" }, NULL },
	{ 400, "POST", "/api/networks", { "Transfer-Encoding", "chunked",
					  "Transfer-Encoding", "chunked" }, NULL },
	{ 400, "POST", "/api/networks", { "Transfer-Encoding", "gzip, chunked" }, NULL },
	{ 400, "POST", "/api/networks", { "Content-Length", "+3" }, NULL },
	{ 400, "POST", "/api/networks", { "Content-Length", "-3" }, NULL },
	{ 400, "POST", "/api/networks", { "Content-Length", "0x3" }, NULL },
	{ 400, "POST", "/api/networks", { "Content-Length", "3, 3" }, NULL },
	{ 400, "POST", "/api/networks", { "Content-Length", "" }, NULL },
	{ 400, "POST", "/api/networks", { "Content-Length", "99999999999999999999" }, NULL },
	{ 413, "POST", "/api/networks", { "Content-Length", "8388609",
					  "X-Netweight", "1" }, NULL },
	{ 0, "POST", "/api/networks", { "Content-Length", "8388608",
					"X-Netweight", "1" }, NULL },
	{ 0, "POST", "/api/networks", { "Transfer-Encoding", "Chunked",
					"X-Netweight", "1" }, NULL },
	{ 400, "GET", "/", { "Content-Length", "1" }, NULL },
	{ 400, "GET", "/", { "Transfer-Encoding", "chunked" }, NULL },
	{ 0, "GET", "/", { "Content-Length", "0" }, NULL },
	{ 400, "GET", "/", { "Transfer-Encoding ", "chunked" }, NULL },
	{ 400, "GET", "/", { "A B", "1" }, NULL },
	{ 400, "GET", "/", { "", "1" }, NULL },
	{ 400, "GET", "/", { "A", "1\r\n 2" }, NULL },
	{ 0, "GET", "/", { "A", "1\t2" }, NULL },
	/* who asks */
	{ 403, "POST", "/api/networks", { 0 }, NULL },
	{ 403, "DELETE", "/api/networks/x", { 0 }, NULL },
	{ 403, "PATCH", "/api/networks/x", { "X-Netweight", "0" }, NULL },
	{ 403, "PUT", "/api/networks", { 0 }, NULL },
	{ 0, "POST", "/api/networks", { "X-Netweight", "1" }, NULL },
	{ 0, "POST", "/api/networks", { "X-Netweight", "1", "Origin", "http://" HOST,
					"Sec-Fetch-Site", "same-origin" }, NULL },
	{ 403, "POST", "/api/networks", { "X-Netweight", "1", "Sec-Fetch-Site",
					  "cross-site" }, NULL },
	{ 403, "POST", "/api/networks", { "X-Netweight", "1", "Sec-Fetch-Site",
					  "same-site" }, NULL },
	{ 403, "POST", "/api/networks", { "X-Netweight", "1", "Sec-Fetch-Site", "none" },
	  NULL },
	{ 403, "POST", "/api/networks", { "X-Netweight", "1", "Origin", "null" }, NULL },
	{ 403, "POST", "/api/networks", { "X-Netweight", "1", "Origin", "" }, NULL },
	{ 403, "POST", "/api/networks", { "X-Netweight", "1", "Origin",
					  "http://127.0.0.1:9999" }, NULL },
	{ 403, "POST", "/api/networks", { "X-Netweight", "1", "Origin",
					  "http://localhost:8642" }, NULL },
	{ 403, "POST", "/api/networks", { "X-Netweight", "1", "Origin", "http://" HOST,
					  "Origin", "http://evil.example" }, NULL },
	{ 0, "POST", "/api/networks", { "X-Netweight", "1", "Host", "weigh.example",
					"Origin", "https://weigh.example" }, NULL },
	{ 421, "POST", "/api/networks", { "X-Netweight", "1", "Host",
					  "rebind.example:8642", "Origin",
					  "http://rebind.example:8642" }, NULL },
	{ 403, "GET", "/api/networks", { "Sec-Fetch-Site", "cross-site" }, NULL },
	{ 403, "GET", "/api", { "Sec-Fetch-Site", "same-site" }, NULL },
	{ 0, "GET", "/api/networks", { "Sec-Fetch-Site", "none" }, NULL },
	{ 0, "GET", "/api/networks", { "Sec-Fetch-Site", "same-origin" }, NULL },
	{ 0, "GET", "/c/0123", { "Sec-Fetch-Site", "cross-site" }, NULL },
	/* bodies */
	{ 415, "POST", "/api/networks", { "X-Netweight", "1", "Content-Encoding", "gzip" },
	  NULL },
	{ 415, "POST", "/api/networks", { "X-Netweight", "1", "Content-Type",
					  "Multipart/form-data; boundary=a" }, NULL },
	{ 0, "POST", "/api/networks", { "X-Netweight", "1", "Content-Type",
					"application/octet-stream" }, NULL },
	{ 417, "POST", "/api/networks", { "X-Netweight", "1", "Expect", "something" }, NULL },
	{ 0, "POST", "/api/networks", { "X-Netweight", "1", "Expect", "100-Continue" },
	  NULL },
};

/* The request of a row; a Host of ours where it gives none. */
static struct request request_of(const struct row *row, struct pair pairs[MOST + 1])
{
	struct request r = {
		.method = str_from(row->method),
		.target = str_from(row->target),
		.version = str_from(row->version ? row->version : "HTTP/1.1"),
		.headers = pairs,
	};

	for (int i = 0; i < MOST && row->headers[2 * i]; i++)
		pairs[r.header_count++] = (struct pair){
			str_from(row->headers[2 * i]), str_from(row->headers[2 * i + 1]),
		};
	if (!header_count(&r, "Host"))
		pairs[r.header_count++] = (struct pair){ S("Host"), S(HOST) };
	return r;
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct pair pairs[MOST + 1];
		struct request r = request_of(&rows[i], pairs);
		struct refusal refusal = gate_check(&gate, &r);

		if (refusal.status != rows[i].status)
			fail_msg("row %zu (%s %s %s): %d %s, expected %d", i,
				 rows[i].method, rows[i].target,
				 rows[i].headers[0] ? rows[i].headers[0] : "",
				 refusal.status, refusal.code ? refusal.code : "",
				 rows[i].status);
		assert_true(!refusal.status == !refusal.message);
	}
}

static void test_no_host(void **state)
{
	struct request r = { S("GET"), S("/"), S("HTTP/1.1"), NULL, 0, { 0 }, 0 };

	(void)state;
	assert_int_equal(gate_check(&gate, &r).status, 421);
}

static void test_port_80(void **state)
{
	struct gate plain = { .port = 80, .body_limit = 1 };
	struct pair host = { S("Host"), S("localhost") };
	struct request r = { S("GET"), S("/"), S("HTTP/1.1"), &host, 1, { 0 }, 0 };

	(void)state;
	assert_int_equal(gate_check(&plain, &r).status, 0);
	plain.only_hosts = true;
	assert_int_equal(gate_check(&plain, &r).status, 421);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_no_host),
		cmocka_unit_test(test_port_80),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
