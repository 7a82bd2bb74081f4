/* One HTTP answer as data: its headers, its error shape, its conditions. */
#include "server/http/reply.h"

#include <stdlib.h>

static const char page_policy[] =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
	"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
	"require-trusted-types-for 'script'; trusted-types 'none'";

void reply_json(struct reply *r, struct arena *a, int status, const struct json *v)
{
	r->status = status;
	r->type = TYPE_JSON;
	r->body = json_print(a, v);
}

struct json *error_document(struct arena *a, const char *code, struct str message,
			    struct json **error)
{
	struct json *document = json_object(a);

	*error = json_add_object(document, "error");
	json_add_string(*error, "code", code);
	json_add_text(*error, "message", message);
	return document;
}

void reply_error(struct reply *r, struct arena *a, int status, const char *code,
		 const char *format, ...)
{
	struct json *error;
	va_list args;
	struct str message;

	va_start(args, format);
	message = str_vprintf(a, format, args);
	va_end(args);
	/* What was being answered when it went wrong is forgotten. */
	r->gzip = r->varies = false;
	r->etag = r->cache = r->policy = r->disposition = NULL;
	reply_json(r, a, status, error_document(a, code, message, &error));
	if (status == 503)
		r->retry_after = "1";
}

struct list {
	struct pair *out;
	int count;
};

static void add(struct list *l, const char *name, const char *value)
{
	if (value && l->count < MAX_REPLY_HEADERS)
		l->out[l->count++] = (struct pair){ str_from(name), str_from(value) };
}

/* On every answer, whatever it is. */
static void add_security(struct list *l, const struct reply *r)
{
	add(l, "Content-Security-Policy", r->policy ? r->policy : page_policy);
	add(l, "X-Content-Type-Options", "nosniff");
	add(l, "Referrer-Policy", "no-referrer");
	add(l, "Cross-Origin-Opener-Policy", "same-origin");
	add(l, "Cross-Origin-Resource-Policy", "same-origin");
	add(l, "X-Frame-Options", "DENY");
	add(l, "Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}

int reply_headers(struct arena *a, const struct reply *r,
		  struct pair out[MAX_REPLY_HEADERS])
{
	struct list l = { out, 0 };

	add_security(&l, r);
	add(&l, "Cache-Control", r->cache ? r->cache : "no-store");
	add(&l, "Accept-Ranges", "none");
	add(&l, "Content-Type", r->type);
	add(&l, "Content-Encoding", r->gzip ? "gzip" : NULL);
	add(&l, "Vary", r->varies ? "Accept-Encoding" : NULL);
	add(&l, "Allow", r->allow);
	add(&l, "Location", r->location);
	add(&l, "Content-Disposition", r->disposition);
	add(&l, "Retry-After", r->retry_after);
	add(&l, "Connection", r->close ? "close" : NULL);
	if (r->etag)
		add(&l, "ETag", str_cstring(a, str_printf(a, "\"%s%s\"", r->etag,
					   r->gzip ? "-gzip" : "")));
	return l.count;
}

/* Takes one entity-tag off the front of a list: what stands in its quotes. */
static bool next_tag(struct str *rest, struct str *tag)
{
	const char *open = rest->n ? memchr(rest->p, '"', rest->n) : NULL;
	const char *end = rest->p + rest->n, *close;

	if (!open)
		return false;
	close = memchr(open + 1, '"', (size_t)(end - open) - 1);
	if (!close)
		return false;
	*tag = (struct str){ open + 1, (size_t)(close - open) - 1 };
	*rest = (struct str){ close + 1, (size_t)(end - close) - 1 };
	return true;
}

void reply_revalidate(struct reply *r, const struct request *request)
{
	struct str list = header_value(request, "If-None-Match"), tag;
	bool same = str_equal(list, S("*"));

	if (r->status != 200 || !r->etag || !list.p)
		return;
	while (!same && next_tag(&list, &tag)) {
		struct str etag = str_from(r->etag);

		/* The same content in either encoding. */
		same = str_starts(tag, etag) &&
		       (tag.n == etag.n || str_equal((struct str){ tag.p + etag.n,
				tag.n - etag.n }, S("-gzip")));
	}
	if (!same)
		return;
	r->status = 304;
	r->body = (struct str){ NULL, 0 };
}

/* "gzip;q=0" and the like: whether the weight behind a coding is zero. */
static bool weight_is_zero(struct str parameters)
{
	for (size_t i = 0; i + 2 < parameters.n; i++)
		if ((parameters.p[i] == 'q' || parameters.p[i] == 'Q') &&
		    parameters.p[i + 1] == '=')
			return strtod(parameters.p + i + 2, NULL) == 0;
	return false;
}

bool accepts_gzip(const struct request *request)
{
	struct str rest = header_value(request, "Accept-Encoding");

	while (rest.n) {
		const char *comma = memchr(rest.p, ',', rest.n);
		size_t n = comma ? (size_t)(comma - rest.p) : rest.n;
		struct str item = { rest.p, n }, name;

		rest = (struct str){ rest.p + n + (comma != NULL),
				     rest.n - n - (comma != NULL) };
		while (item.n && item.p[0] == ' ')
			item = (struct str){ item.p + 1, item.n - 1 };
		name = item;
		for (size_t i = 0; i < item.n && name.n == item.n; i++)
			if (item.p[i] == ';' || item.p[i] == ' ')
				name.n = i;
		if (str_equal_caseless(name, S("gzip")))
			return !weight_is_zero((struct str){ item.p + name.n,
							     item.n - name.n });
	}
	return false;
}
