/* Networks and links as one JSON text: what goes in, and how it is written. */
#include "server/api/bundle.h"

#include <stdlib.h>

#include "server/base/base64.h"
#include "server/base/compress.h"
#include "server/api/defaults.h"
#include "server/api/intake.h"
#include "server/base/quote.h"
#include "server/api/settings_http.h"
#include "server/base/utf8.h"
#include "server/api/view.h"

static void add_hash(struct arena *a, struct bundle *b, const char *sha256)
{
	size_t n = (size_t)b->network_count;

	for (size_t i = 0; i < n; i++)
		if (strcmp(b->networks[i], sha256) == 0)
			return;
	if ((n & (n - 1)) == 0)
		b->networks = arena_grow(a, b->networks, n, n ? n * 2 : 1,
					 sizeof(*b->networks));
	memcpy(b->networks[b->network_count++], sha256, sizeof(*b->networks));
}

enum store_result bundle_add_network(struct server *s, struct arena *a, const char *id,
				     struct bundle *b)
{
	struct store_network n;
	enum store_result result = store_get_network(s->store, id, false, &n);

	if (result != STORE_OK)
		return result;
	add_hash(a, b, n.sha256);
	store_release(n.memory);
	return STORE_OK;
}

void bundle_add_row(struct server *s, struct arena *a,
		    const struct store_comparison *row, struct bundle *b)
{
	size_t n = (size_t)b->link_count;

	for (int i = 0; i < row->network_count; i++)
		bundle_add_network(s, a, row->networks[i], b);
	if ((n & (n - 1)) == 0)
		b->links = arena_grow(a, b->links, n, n ? n * 2 : 1, sizeof(*b->links));
	b->links[b->link_count++] = *row;
}

static struct text keep(struct arena *a, struct text t)
{
	return to_text(str_copy(a, to_str(t)));
}

enum store_result bundle_add_link(struct server *s, struct arena *a, const char *id,
				  struct bundle *b)
{
	struct store_comparison row;
	enum store_result result = store_get_comparison(s->store, id, &row);
	char (*hashes)[65];

	if (result != STORE_OK)
		return result;
	hashes = arena_alloc(a, (size_t)row.network_count + 1, sizeof(*hashes));
	memcpy(hashes, row.networks, (size_t)row.network_count * sizeof(*hashes));
	row.networks = (const char (*)[65])hashes;
	row.canonical = keep(a, row.canonical);
	row.title = keep(a, row.title);
	row.note = keep(a, row.note);
	row.figures = keep(a, row.figures);
	row.analyzer = str_cstring(a, str_from(row.analyzer));
	store_release(row.memory);
	row.memory = NULL;
	bundle_add_row(s, a, &row, b);
	return STORE_OK;
}

/* Ids that a listing gave: the store must not be called while it lists. */
struct ids {
	struct arena *arena;
	struct bundle found;	/* hashes, or ids of links, in networks */
};

static void note_upload(void *context, const struct store_network *n)
{
	struct ids *ids = context;

	if (strcmp(n->origin, "zoo") != 0)
		add_hash(ids->arena, &ids->found, n->sha256);
}

static void note_link(void *context, const struct store_comparison *c)
{
	struct ids *ids = context;
	char id[65] = "";

	memcpy(id, c->id, sizeof(c->id));
	add_hash(ids->arena, &ids->found, id);
}

static enum store_result list_uploads(struct server *s, struct ids *ids)
{
	char cursor[STORE_CURSOR_SIZE] = "", next[STORE_CURSOR_SIZE] = "";
	struct store_query q = { .sort = "name", .limit = 200 };
	enum store_result result;

	do {
		memcpy(cursor, next, sizeof(cursor));
		q.cursor = cursor[0] ? cursor : NULL;
		result = store_list_networks(s->store, &q, note_upload, ids, NULL, next);
	} while (result == STORE_OK && next[0]);
	return result;
}

enum store_result bundle_all(struct server *s, struct arena *a, struct bundle *out)
{
	struct ids uploads = { a, { 0 } }, links = { a, { 0 } };
	enum store_result result = list_uploads(s, &uploads);

	*out = uploads.found;
	if (result == STORE_OK)
		result = store_list_comparisons(s->store, note_link, &links);
	for (int i = 0; i < links.found.network_count && result == STORE_OK; i++)
		result = bundle_add_link(s, a, links.found.networks[i], out);
	return result;
}

static int by_hash(const void *a, const void *b)
{
	return strcmp(a, b);
}

static int by_id(const void *a, const void *b)
{
	const struct store_comparison *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static void put_source(struct arena *a, struct buffer *out, struct str source)
{
	if (utf8_valid(source)) {
		put_literal(out, ",\"source\":");
		put_json_string(out, source);
	} else {
		put_literal(out, ",\"source_base64\":\"");
		put_str(out, base64_encode(a, source.p, source.n));
		put_char(out, '"');
	}
}

static void put_network(struct arena *a, const struct bundle *b, struct buffer *out,
			const struct store_network *n)
{
	put_literal(out, "{\"sha256\":\"");
	put_text(out, n->sha256);
	put_literal(out, "\",\"name\":");
	put_json_string(out, to_str(n->name));
	put_literal(out, ",\"file\":");
	put_json_string(out, to_str(n->file));
	put_source(a, out, to_str(n->source));
	if (b->answers) {
		struct json *view = json_object(a);

		view_network(view, n);
		put_literal(out, ",\"network\":");
		put_str(out, json_print(a, view));
	}
	put_char(out, '}');
}

static enum store_result put_networks(struct server *s, struct arena *a,
				      const struct bundle *b, struct buffer *out)
{
	for (int i = 0; i < b->network_count; i++) {
		struct store_network n;
		enum store_result result;

		if (b->answers)
			intake_refresh(s, a, b->networks[i]);
		result = store_get_network(s->store, b->networks[i], true, &n);
		if (result != STORE_OK)
			return result;
		put_text(out, i ? ",\n" : "\n");
		put_network(a, b, out, &n);
		store_release(n.memory);
	}
	return STORE_OK;
}

static void put_link(struct buffer *out, const struct store_comparison *c)
{
	put_literal(out, "{\"id\":\"");
	put_text(out, c->id);
	put_literal(out, "\",\"title\":");
	put_json_string(out, to_str(c->title));
	put_literal(out, ",\"note\":");
	put_json_string(out, to_str(c->note));
	put_literal(out, ",\"analyzer\":");
	put_json_string(out, str_from(c->analyzer));
	put_literal(out, ",\"created\":");
	put_json_integer(out, c->created);
	put_literal(out, ",\"content\":");
	put_str(out, to_str(c->canonical));
	put_literal(out, ",\"figures\":");
	put_str(out, c->figures.n ? to_str(c->figures) : S("[]"));
	put_char(out, '}');
}

/* The document of one side with these options; empty when it cannot be. */
static struct str document_of(struct server *s, struct arena *a, const char *sha256,
			      const struct analyze_options *options)
{
	struct analyze_options own;
	const char *key;
	struct store_document d;
	struct store_network n;
	struct str text = S("");
	void *memory;

	if (defaults_of(s, a, sha256, &own) != STORE_OK)
		return text;
	key = settings_key(a, options, &own);

	if (key && intake_kept(s, a, sha256, key, &d, &memory) == STORE_OK) {
		gzip_expand(a, (struct str){ d.json, d.json_size }, (size_t)d.raw_size,
			    &text);
		store_release(memory);
	} else if (!key && store_get_network(s->store, sha256, true, &n) == STORE_OK) {
		text = str_copy(a, intake_document(s,
			intake_analyze(s, 0, to_str(n.source), options), to_str(n.file),
			n.sha256));
		buffer_free(&s->document);
		store_release(n.memory);
	}
	return text;
}

static void put_document(struct server *s, struct arena *a, struct buffer *out,
			 const char *sha256, const struct analyze_options *options)
{
	struct json *written = json_object(a);
	struct str document = document_of(s, a, sha256, options);

	if (!document.n)
		return;
	settings_write(a, written, options);
	put_text(out, out->p[out->n - 1] == '[' ? "\n" : ",\n");
	put_literal(out, "{\"sha256\":\"");
	put_text(out, sha256);
	put_literal(out, "\",\"options\":");
	put_str(out, json_print(a, written));
	put_literal(out, ",\"document\":");
	put_str(out, document);
	put_char(out, '}');
}

/* Both phases of each network as each link asks for it, and what a reader of a
 * comparison asks next. */
static void put_documents(struct server *s, struct arena *a, const struct bundle *b,
			  struct buffer *out)
{
	const char *fault;

	for (int i = 0; i < b->link_count; i++) {
		const struct json *content = json_parse(a, to_str(b->links[i].canonical),
							&fault);
		const struct json *side = json_first(json_get(content, "networks"));

		for (int k = 0; side; side = json_next(side), k++) {
			struct analyze_options options = settings_start(a).analyze;
			struct str error;

			if (!settings_read_json(a, json_get(side, "options"), &options,
						&error))
				continue;
			options.state.phase = PHASE_TEST;
			put_document(s, a, out, b->links[i].networks[k], &options);
			options.state.phase = PHASE_TRAIN;
			put_document(s, a, out, b->links[i].networks[k], &options);
			if (b->links[i].network_count < 2 || options.batch)
				continue;
			/* "Compare with batch 1" is what unlike batches ask for. */
			options.state.phase = PHASE_TEST;
			options.batch = 1;
			put_document(s, a, out, b->links[i].networks[k], &options);
		}
	}
}

enum store_result bundle_write(struct server *s, struct arena *a, const struct bundle *b,
			       struct buffer *out)
{
	enum store_result result;

	if (b->network_count)
		qsort(b->networks, (size_t)b->network_count, sizeof(*b->networks), by_hash);
	if (b->link_count)
		qsort(b->links, (size_t)b->link_count, sizeof(*b->links), by_id);
	put_literal(out, "{\"schema\":\"netweight.bundle/1\",\"analyzer\":\"" PACKAGE_VERSION
		    "\",\"networks\":[");
	result = put_networks(s, a, b, out);
	if (result != STORE_OK)
		return result;
	put_literal(out, "],\"links\":[");
	for (int i = 0; i < b->link_count; i++) {
		put_text(out, i ? ",\n" : "\n");
		put_link(out, &b->links[i]);
	}
	if (b->answers) {
		put_literal(out, "],\"documents\":[");
		put_documents(s, a, b, out);
	}
	put_literal(out, "]}\n");
	return out->failed ? STORE_NO_MEMORY : STORE_OK;
}
