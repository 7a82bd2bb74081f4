/* Analyses of stored networks: kept documents as they are, others computed. */
#include "server/base/compress.h"
#include "server/api/defaults.h"
#include "server/api/handlers.h"
#include "server/base/hash.h"
#include "server/api/intake.h"
#include "server/report/report.h"
#include "server/api/settings_http.h"

/* For answers that are made to be sent once. */
#define QUICK 1

static void start_document(struct reply *r, const char *etag)
{
	r->status = 200;
	r->type = TYPE_JSON;
	r->cache = "no-cache";
	r->varies = true;
	r->etag = etag;
}

/* Sends a packed document as it is, or unpacked to those who ask for that. */
static void send_packed(struct call *c, struct str packed, size_t raw_size,
			const char *etag)
{
	struct reply *r = c->reply;

	start_document(r, etag);
	r->gzip = accepts_gzip(c->request);
	r->body = packed;
	if (!r->gzip && !gzip_expand(c->arena, packed, raw_size, &r->body))
		call_error(c, 500, "store-error", "The stored document is damaged");
}

static void send_cached(struct call *c, struct cached *entry)
{
	c->reply->release = cached_release;
	c->reply->owner = entry;
	c->reply->lasting = true;
	send_packed(c, (struct str){ entry->bytes, entry->size }, entry->raw_size,
		    entry->etag);
}

/* The question asked most, without asking the store: a network's own options and at most
 * a phase.  What changes their answer forgets it in the cache. */
static bool send_plain(struct call *c)
{
	struct str phase = query_value(&c->query, "phase"), id = c->parameter[0];
	struct cached *entry;

	if (c->query.count > (phase.p != NULL) || id.n != 24)
		return false;
	if (!phase.p)
		phase = S("TEST");
	entry = cache_get(c->server->cache, str_cstring(c->arena,
		str_printf(c->arena, "%.*s phase=%.*s", STR_ARGS(id), STR_ARGS(phase))));
	if (entry)
		send_cached(c, entry);
	return entry != NULL;
}

static void send_kept(struct call *c, const char *id, const char *key)
{
	const char *name = str_cstring(c->arena, str_printf(c->arena, "%.24s %s", id, key));
	struct cached *entry = cache_get(c->server->cache, name);
	struct store_document d;
	void *memory;
	enum store_result result;

	if (entry) {
		send_cached(c, entry);
		return;
	}
	result = intake_kept(c->server, c->arena, id, key, &d, &memory);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	entry = cache_put(c->server->cache, name, (struct str){ d.json, d.json_size },
			  (size_t)d.raw_size, d.etag);
	if (entry) {
		store_release(memory);
		send_cached(c, entry);
		return;
	}
	c->reply->release = store_release;
	c->reply->owner = memory;
	send_packed(c, (struct str){ d.json, d.json_size }, (size_t)d.raw_size,
		    str_cstring(c->arena, str_from(d.etag)));
}

/* The network and its analysis with the options asked for, in work[0]; the source
 * is held by the reply.  NULL: answered already. */
static struct analysis *analyze_stored(struct call *c, const char *id,
				       const struct analyze_options *options,
				       struct store_network *n)
{
	enum store_result result = store_get_network(c->server->store, id, true, n);

	if (result != STORE_OK) {
		call_store_error(c, result);
		return NULL;
	}
	c->reply->release = store_release;
	c->reply->owner = n->memory;
	return intake_analyze(c->server, 0, to_str(n->source), options);
}

static void send_computed(struct call *c, const char *id,
			  const struct analyze_options *options)
{
	struct store_network n;
	struct analysis *analysis = analyze_stored(c, id, options, &n);
	char etag[65];
	struct str text;

	if (!analysis)
		return;
	text = intake_document(c->server, analysis, to_str(n.file), n.sha256);
	if (!text.n) {
		call_error(c, 503, "no-memory", "There is no memory for this document");
		return;
	}
	hash_bytes(text.p, text.n, etag);
	start_document(c->reply, str_cstring(c->arena, str_from(etag)));
	c->reply->gzip = accepts_gzip(c->request);
	c->reply->body = c->reply->gzip ? gzip_compress(c->arena, text, QUICK) :
					  str_copy(c->arena, text);
	buffer_free(&c->server->document);
}

/* The id and the options of the request; NULL when it has been answered. */
static const char *read_request(struct call *c, struct analyze_options *options,
				struct analyze_options *defaults)
{
	const char *id = call_id(c);
	enum store_result result;
	struct str error;

	if (!id)
		return NULL;
	result = defaults_of(c->server, c->arena, id, defaults);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return NULL;
	}
	*options = str_equal(query_value(&c->query, "defaults"), S("0"))
			   ? settings_start(c->arena).analyze : *defaults;
	if (settings_read(c->arena, &c->query, options, &error))
		return id;
	call_error(c, 400, "bad-parameter", "%.*s", STR_ARGS(error));
	return NULL;
}

void get_analysis(struct call *c)
{
	struct analyze_options options, defaults;
	const char *id, *key;

	if (send_plain(c))
		return;
	id = read_request(c, &options, &defaults);
	if (!id)
		return;
	key = settings_key(c->arena, &options, &defaults);
	if (key)
		send_kept(c, id, key);
	else
		send_computed(c, id, &options);
}

static const struct format {
	const char *ending, *type;
	void (*write)(struct buffer *out, const struct report *r, int count);
} formats[] = {
	{ ".csv", "text/csv; charset=utf-8", report_csv },
	{ ".md", "text/markdown; charset=utf-8", report_markdown },
	{ ".tex", "text/plain; charset=utf-8", report_latex },
};

/* The format that the route's path ends in. */
static const struct format *format_of(const struct route *route)
{
	const struct format *format = formats;

	while (strcmp(strrchr(route->path, '.'), format->ending) != 0)
		format++;
	return format;
}

static void send_report(struct call *c, const struct format *format,
			const struct report *report)
{
	struct buffer *text = &c->server->document;

	buffer_free(text);
	format->write(text, report, 1);
	if (text->failed) {
		call_error(c, 503, "no-memory", "There is no memory for this table");
		return;
	}
	c->reply->status = 200;
	c->reply->type = format->type;
	c->reply->policy = "sandbox; default-src 'none'; frame-ancestors 'none'";
	c->reply->body = str_copy(c->arena, (struct str){ text->p, text->n });
	buffer_free(text);
	c->reply->disposition = str_cstring(c->arena, str_printf(c->arena,
		"attachment; filename=\"layers%s\"", format->ending));
}

/* `by` is about the table, not about the analysis: takes it out of the query.
 * False when it has been answered. */
static bool take_by(struct call *c, int *by)
{
	struct query rest = { NEW_ARRAY(c->arena, (size_t)c->query.count + 1, struct pair), 0 };
	struct str word = query_value(&c->query, "by");

	*by = word.p ? report_by(word) : 0;
	for (int i = 0; i < c->query.count; i++)
		if (!str_equal(c->query.list[i].name, S("by")))
			rest.list[rest.count++] = c->query.list[i];
	c->query = rest;
	if (*by < 0)
		call_error(c, 400, "bad-parameter",
			   "by: rows are by layer, stage, block or structure");
	return *by >= 0;
}

void get_layers(struct call *c)
{
	struct analyze_options options, defaults;
	struct store_network n;
	struct report report = { 0 };
	const char *id;

	if (!take_by(c, &report.by))
		return;
	id = read_request(c, &options, &defaults);
	if (!id)
		return;
	report.a = analyze_stored(c, id, &options, &n);
	if (!report.a)
		return;
	report.source = (struct document_source){ .file = to_str(n.file), .sha256 = n.sha256 };
	send_report(c, format_of(c->route), &report);
}
