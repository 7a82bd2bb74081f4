/* The request gate: a list of named checks, the first that fails answers. */
#include "server/http/gate.h"

#include <stdio.h>

static bool is_method(const struct request *r, const char *name)
{
	return str_equal(r->method, str_from(name));
}

bool request_is_unsafe(const struct request *r)
{
	return is_method(r, "POST") || is_method(r, "PATCH") ||
	       is_method(r, "DELETE") || is_method(r, "PUT");
}

int64_t request_content_length(const struct request *r)
{
	struct str value = header_value(r, "Content-Length");
	int64_t length = 0;

	if (!value.n || value.n > 18)
		return -1;
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9')
			return -1;
		length = length * 10 + (value.p[i] - '0');
	}
	return length;
}

static bool bad_version(const struct gate *g, const struct request *r)
{
	(void)g;
	return !str_equal(r->version, S("HTTP/1.1")) &&
	       !str_equal(r->version, S("HTTP/1.0"));
}

/* Only origin-form, only visible ASCII, nothing that C or a proxy would read
 * differently from us. */
static bool bad_target(const struct gate *g, const struct request *r)
{
	struct str t = r->target;

	(void)g;
	if (!t.n || t.p[0] != '/' || (t.n > 1 && t.p[1] == '/'))
		return true;
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c <= ' ' || c >= 0x7f || c == '\\' || c == '#')
			return true;
		if (c == '%' && i + 2 < t.n && t.p[i + 1] == '0' && t.p[i + 2] == '0')
			return true;
	}
	return false;
}

static bool bad_header_name(const struct gate *g, const struct request *r)
{
	(void)g;
	for (int i = 0; i < r->header_count; i++) {
		struct str name = r->headers[i].name;

		if (!name.n)
			return true;
		for (size_t k = 0; k < name.n; k++) {
			unsigned char c = (unsigned char)name.p[k];

			if (c <= ' ' || c >= 0x7f || c == ':')
				return true;
		}
	}
	return false;
}

/* A line end inside a value can only come from an obsolete folded header. */
static bool bad_header_value(const struct gate *g, const struct request *r)
{
	(void)g;
	for (int i = 0; i < r->header_count; i++)
		for (size_t k = 0; k < r->headers[i].value.n; k++) {
			unsigned char c = (unsigned char)r->headers[i].value.p[k];

			if ((c < ' ' && c != '\t') || c == 0x7f)
				return true;
		}
	return false;
}

/* Two readers must agree where the body ends, or a second request hides in it. */
static bool bad_framing(const struct gate *g, const struct request *r)
{
	int lengths = header_count(r, "Content-Length");
	int encodings = header_count(r, "Transfer-Encoding");

	(void)g;
	if (lengths > 1 || encodings > 1 || (lengths && encodings))
		return true;
	if (lengths && request_content_length(r) < 0)
		return true;
	return encodings && !str_equal_caseless(header_value(r, "Transfer-Encoding"),
						S("chunked"));
}

static bool body_on_safe_method(const struct gate *g, const struct request *r)
{
	(void)g;
	return !request_is_unsafe(r) &&
	       (request_content_length(r) > 0 || header_count(r, "Transfer-Encoding"));
}

/* Whether `host` is `name` with our port (or without one on port 80). */
static bool host_is(const struct gate *g, struct str host, struct str name)
{
	char port[16];
	struct str rest;

	if (host.n < name.n ||
	    !str_equal_caseless((struct str){ host.p, name.n }, name))
		return false;
	rest = (struct str){ host.p + name.n, host.n - name.n };
	if (!rest.n)
		return g->port == 80;
	snprintf(port, sizeof(port), ":%d", g->port);
	return str_equal(rest, str_from(port));
}

static bool host_allowed(const struct gate *g, struct str host)
{
	static const char *const loopback[] = { "127.0.0.1", "localhost", "[::1]" };

	for (size_t i = 0; !g->only_hosts && i < sizeof(loopback) / sizeof(*loopback);
	     i++)
		if (host_is(g, host, str_from(loopback[i])))
			return true;
	for (int i = 0; i < g->host_count; i++)
		if (str_equal_caseless(host, str_from(g->hosts[i])) ||
		    host_is(g, host, str_from(g->hosts[i])))
			return true;
	return false;
}

static bool wrong_host(const struct gate *g, const struct request *r)
{
	return header_count(r, "Host") != 1 ||
	       !host_allowed(g, header_value(r, "Host"));
}

static bool site_is_own(const struct request *r)
{
	struct str site = header_value(r, "Sec-Fetch-Site");

	return !site.p || str_equal(site, S("same-origin"));
}

/* "http://" and our Host, or "https://" behind a proxy. */
static bool origin_is_own(const struct request *r)
{
	struct str origin = header_value(r, "Origin");
	struct str host = header_value(r, "Host");
	size_t scheme;

	if (!header_count(r, "Origin"))
		return true;
	if (header_count(r, "Origin") > 1)
		return false;
	scheme = str_starts(origin, S("https://")) ? 8 : 7;
	if (scheme == 7 && !str_starts(origin, S("http://")))
		return false;
	return str_equal_caseless((struct str){ origin.p + scheme, origin.n - scheme },
				  host);
}

static bool foreign_write(const struct gate *g, const struct request *r)
{
	(void)g;
	return request_is_unsafe(r) && (!site_is_own(r) || !origin_is_own(r));
}

/* A header of our own: a page of another site cannot send it without asking
 * first (a CORS preflight), and we never agree. */
static bool no_token(const struct gate *g, const struct request *r)
{
	(void)g;
	return request_is_unsafe(r) && !str_equal(header_value(r, "X-Netweight"), S("1"));
}

static bool foreign_read(const struct gate *g, const struct request *r)
{
	struct str site = header_value(r, "Sec-Fetch-Site");

	(void)g;
	return str_starts(r->target, S("/api")) && !site_is_own(r) &&
	       !str_equal(site, S("none"));
}

static bool encoded_body(const struct gate *g, const struct request *r)
{
	(void)g;
	return header_count(r, "Content-Encoding") > 0;
}

static bool multipart_body(const struct gate *g, const struct request *r)
{
	struct str type = header_value(r, "Content-Type");

	(void)g;
	return type.n >= 10 && str_equal_caseless((struct str){ type.p, 10 },
						  S("multipart/"));
}

static bool unknown_expectation(const struct gate *g, const struct request *r)
{
	struct str expect = header_value(r, "Expect");

	(void)g;
	return expect.p && !str_equal_caseless(expect, S("100-continue"));
}

static bool body_too_large(const struct gate *g, const struct request *r)
{
	return request_content_length(r) > (int64_t)g->body_limit;
}

static const struct check {
	bool (*fails)(const struct gate *g, const struct request *r);
	struct refusal refusal;
} checks[] = {
	{ bad_version, { 505, "version", "Only HTTP/1.0 and HTTP/1.1 are spoken here" } },
	{ bad_target, { 400, "bad-target", "The request target must be a plain path: "
			"no control bytes, no backslash, no NUL, no \"//\" in front" } },
	{ bad_header_name, { 400, "bad-header", "A header name holds a byte that it "
			     "must not" } },
	{ bad_header_value, { 400, "bad-header", "A header value holds a control byte "
			      "or a folded line" } },
	{ bad_framing, { 400, "bad-framing", "The length of the body must be given once: "
			 "one Content-Length, or Transfer-Encoding: chunked" } },
	{ wrong_host, { 421, "wrong-host", "This server does not answer under that name "
			"(Host): use 127.0.0.1 or localhost with its port, or start it "
			"with --allow-host NAME" } },
	{ body_on_safe_method, { 400, "unexpected-body", "This method takes no body" } },
	{ foreign_write, { 403, "cross-site", "Pages of another origin may not change "
			   "anything here" } },
	{ no_token, { 403, "header-missing", "Requests that change something need the "
		      "header \"X-Netweight: 1\"" } },
	{ foreign_read, { 403, "cross-site", "Pages of another origin may not read "
			  "the API" } },
	{ encoded_body, { 415, "content-encoding", "Send the bytes as they are, without "
			  "Content-Encoding" } },
	{ multipart_body, { 415, "multipart", "Send the bytes of the file themselves as "
			    "the body, not a form" } },
	{ unknown_expectation, { 417, "expectation", "Only \"Expect: 100-continue\" is "
				 "understood" } },
	{ body_too_large, { 413, "too-large", "The body is larger than this server "
			    "takes (8 MiB); the command line takes larger files, and a bundle in "
			    "one piece (netweight import)" } },
};

struct refusal gate_check(const struct gate *g, const struct request *r)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++)
		if (checks[i].fails(g, r))
			return checks[i].refusal;
	return (struct refusal){ 0, NULL, NULL };
}
