/* The answers in a page of its own: every document that its views ask for. */
#include "server/api/bundle_part.h"

#include "server/api/defaults.h"
#include "server/api/intake.h"
#include "server/api/settings_http.h"
#include "server/base/compress.h"

struct answers {
	struct server *server;
	struct arena *arena;
	struct buffer *out;
	struct str *asked;	/* hash and options of what is written */
	int count;
};

/* True the first time that it is asked. */
static bool is_new(struct answers *w, struct str question)
{
	size_t n = (size_t)w->count;

	for (size_t i = 0; i < n; i++)
		if (str_equal(w->asked[i], question))
			return false;
	if ((n & (n - 1)) == 0)
		w->asked = arena_grow(w->arena, w->asked, n, n ? n * 2 : 1,
				      sizeof(*w->asked));
	w->asked[w->count++] = question;
	return true;
}

static struct str kept(const struct answers *w, const char *sha256, const char *key)
{
	struct store_document d;
	struct str text = S("");
	void *memory;

	if (intake_kept(w->server, w->arena, sha256, key, &d, &memory) != STORE_OK)
		return text;
	gzip_expand(w->arena, (struct str){ d.json, d.json_size }, (size_t)d.raw_size,
		    &text);
	store_release(memory);
	return text;
}

static struct str computed(const struct answers *w, const char *sha256,
			   const struct analyze_options *options)
{
	struct store_network n;
	struct str text;

	if (store_get_network(w->server->store, sha256, true, &n) != STORE_OK)
		return S("");
	text = str_copy(w->arena, intake_document(w->server,
		intake_analyze(w->server, 0, to_str(n.source), options), to_str(n.file),
		n.sha256));
	buffer_free(&w->server->document);
	store_release(n.memory);
	return text;
}

/* The document of a network with these options; empty when it cannot be. */
static struct str document_of(const struct answers *w, const char *sha256,
			      const struct analyze_options *options)
{
	struct analyze_options own;
	const char *key;

	if (defaults_of(w->server, w->arena, sha256, &own) != STORE_OK)
		return S("");
	key = settings_key(w->arena, options, &own);
	return key ? kept(w, sha256, key) : computed(w, sha256, options);
}

static void put_document(struct answers *w, const char *sha256,
			 const struct analyze_options *options)
{
	struct json *written = json_object(w->arena);
	struct str document, spelled;

	settings_write(w->arena, written, options);
	spelled = json_print(w->arena, written);
	if (!is_new(w, str_printf(w->arena, "%s %.*s", sha256, STR_ARGS(spelled))))
		return;
	document = document_of(w, sha256, options);
	if (!document.n)
		return;
	put_text(w->out, w->out->p[w->out->n - 1] == '[' ? "\n" : ",\n");
	put_literal(w->out, "{\"sha256\":\"");
	put_text(w->out, sha256);
	put_literal(w->out, "\",\"options\":");
	put_str(w->out, spelled);
	put_literal(w->out, ",\"document\":");
	put_str(w->out, document);
	put_char(w->out, '}');
}

/* A page switches between the phases. */
static void put_phases(struct answers *w, const char *sha256,
		       struct analyze_options options)
{
	options.state.phase = PHASE_TEST;
	put_document(w, sha256, &options);
	options.state.phase = PHASE_TRAIN;
	put_document(w, sha256, &options);
}

/* One side of a link: what is asked, and what a network's page sets beside it, which is
 * as the network is kept, in the same state. */
static void put_side(struct answers *w, const char *sha256,
		     const struct analyze_options *options, bool compared)
{
	struct analyze_options plain, batch = *options;

	put_phases(w, sha256, *options);
	if (defaults_of(w->server, w->arena, sha256, &plain) == STORE_OK) {
		plain.state = options->state;
		if (options->dialect)
			plain.dialect = options->dialect;
		if (options->rule_count) {
			plain.rules = options->rules;
			plain.rule_count = options->rule_count;
		}
		put_phases(w, sha256, plain);
	}
	/* "Compare with batch 1" is what unlike batches ask for. */
	batch.batch = 1;
	if (compared)
		put_document(w, sha256, &batch);
}

static void put_link(struct answers *w, const struct store_comparison *link)
{
	const char *fault;
	const struct json *content = json_parse(w->arena, to_str(link->canonical), &fault);
	const struct json *side = json_first(json_get(content, "networks"));

	for (int i = 0; side; side = json_next(side), i++) {
		struct analyze_options options = settings_start(w->arena).analyze;
		struct str error;

		if (settings_read_json(w->arena, json_get(side, "options"), &options,
				       &error))
			put_side(w, link->networks[i], &options, link->network_count > 1);
	}
}

void bundle_put_documents(struct server *s, struct arena *a, const struct bundle *b,
			  struct buffer *out)
{
	struct answers w = { .server = s, .arena = a, .out = out };
	struct analyze_options own;

	for (int i = 0; i < b->link_count; i++)
		put_link(&w, &b->links[i]);
	for (int i = 0; i < b->network_count; i++)
		if (defaults_of(s, a, b->networks[i], &own) == STORE_OK)
			put_phases(&w, b->networks[i], own);
}
