/* Comparisons as they are stored: named by the hash of their content. */
#include "server/api/comparison.h"

#include <stdio.h>
#include <time.h>

#include "server/base/hash.h"
#include "server/api/intake.h"
#include "server/api/settings_http.h"
#include "server/api/summary.h"

/* The figures of a kept document are in the network's summary. */
static struct str kept_figures(struct arena *a, struct text summary, enum phase phase)
{
	const char *fault;
	const struct json *v = json_get(json_parse(a, to_str(summary), &fault),
					phase_names[phase]);

	return v ? json_print(a, v) : S("null");
}

static struct str computed_figures(struct server *s, struct arena *a, struct text source,
				   const struct analyze_options *options)
{
	struct json *document = json_object(a);

	summary_add(document, intake_analyze(s, 0, to_str(source), options));
	return json_print(a, document);
}

/* A SUM with the names that the network had: it may be deleted one day. */
static struct str named(struct arena *a, const struct store_network *n, struct str sum)
{
	const char *fault;
	struct json *o = json_object(a);

	json_add_text(o, "name", to_str(n->name));
	json_add_text(o, "file", to_str(n->file));
	for (const struct json *v = json_first(json_parse(a, sum, &fault)); v;
	     v = json_next(v))
		json_add_raw(o, json_key(v), json_print(a, v));
	return json_print(a, o);
}

enum store_result comparison_side(struct server *s, struct arena *a, const char *id,
				  const struct analyze_options *options,
				  const struct analyze_options *defaults,
				  struct compared *out)
{
	bool kept = settings_key(a, options, defaults) != NULL;
	struct store_network n;
	enum store_result result;

	if (kept)
		intake_refresh(s, a, id);
	result = store_get_network(s->store, id, !kept, &n);
	if (result != STORE_OK)
		return result;
	memcpy(out->sha256, n.sha256, sizeof(out->sha256));
	out->options = *options;
	out->figures = named(a, &n, kept ? kept_figures(a, n.summary, options->state.phase) :
			      computed_figures(s, a, n.source, options));
	store_release(n.memory);
	return STORE_OK;
}

/* What the id is the hash of. */
static struct str canonical(struct arena *a, const struct comparison *c)
{
	struct json *document = json_object(a);
	struct json *list = json_add_array(document, "networks");

	for (int i = 0; i < c->count; i++) {
		struct json *side = json_push_object(list);

		json_add_string(side, "sha256", c->list[i].sha256);
		settings_write(a, json_add_object(side, "options"), &c->list[i].options);
	}
	json_add_int(document, "baseline", c->baseline);
	json_add_raw(document, "view", c->view ? json_canonical(a, c->view) : S("{}"));
	return json_canonical(a, document);
}

static struct str all_figures(struct arena *a, const struct comparison *c)
{
	struct buffer b = { 0 };
	struct str text;

	put_char(&b, '[');
	for (int i = 0; i < c->count; i++) {
		if (i)
			put_char(&b, ',');
		put_str(&b, c->list[i].figures);
	}
	put_char(&b, ']');
	text = b.failed ? S("[]") : str_copy(a, (struct str){ b.p, b.n });
	buffer_free(&b);
	return text;
}

void comparison_row(struct arena *a, const struct comparison *c,
		    struct store_comparison *row)
{
	struct str content = canonical(a, c);
	char (*hashes)[65] = arena_alloc(a, (size_t)c->count, 65);
	struct timespec now;
	char hex[65];

	*row = (struct store_comparison){
		.canonical = to_text(content),
		.title = to_text(c->title),
		.note = to_text(c->note),
		.figures = to_text(all_figures(a, c)),
		.analyzer = PACKAGE_VERSION,
		.networks = (const char (*)[65])hashes,
		.network_count = c->count,
	};
	for (int i = 0; i < c->count; i++)
		memcpy(hashes[i], c->list[i].sha256, 65);
	hash_bytes(content.p, content.n, hex);
	snprintf(row->id, sizeof(row->id), "%.24s", hex);
	clock_gettime(CLOCK_REALTIME, &now);
	row->created = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum store_result comparison_put(struct server *s, struct arena *a,
				 const struct comparison *c, char id[25])
{
	struct store_comparison row;

	comparison_row(a, c, &row);
	memcpy(id, row.id, sizeof(row.id));
	return store_put_comparison(s->store, &row);
}
