/* Takes in what a bundle holds. */
#include "server/api/bundle.h"

#include <stdio.h>

#include "server/api/defaults.h"
#include "server/api/intake.h"
#include "server/api/share.h"
#include "server/base/base64.h"
#include "server/base/hash.h"

#define MOST_LINKED 64

struct taking {
	struct server *server;
	struct arena *arena;
	struct bundle_taken *taken;
	struct str *error;
};

static bool refuse(struct taking *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool refuse(struct taking *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*t->error = str_vprintf(t->arena, format, args);
	va_end(args);
	return false;
}

static struct str text_of(const struct json *v, const char *key)
{
	struct str text = S("");

	json_read_text(json_get(v, key), &text);
	return text;
}

static bool source_of(struct taking *t, const struct json *v, struct str *out)
{
	struct str encoded;

	if (json_read_text(json_get(v, "source"), out))
		return true;
	return json_read_text(json_get(v, "source_base64"), &encoded) &&
	       base64_decode(t->arena, encoded, out);
}

/* A new network keeps what it was asked elsewhere; one that was here its own. */
static bool take_options(struct taking *t, const struct json *v, const char *id)
{
	const struct json *own = json_get(v, "options");
	struct str text, error;

	if (!own)
		return true;
	if (!defaults_read(t->arena, own, &text, &error))
		return refuse(t, "The bundle is damaged: options: %.*s", STR_ARGS(error));
	if (store_set_options(t->server->store, id, to_text(text)) == STORE_OK)
		return true;
	return refuse(t, "%s", store_message(t->server->store));
}

static bool take_network(struct taking *t, const struct json *v)
{
	struct str sha256 = text_of(v, "sha256"), name = text_of(v, "name");
	struct intake in = { .file = text_of(v, "file"), .origin = "upload", .keep = true };
	char hex[HASH_HEX_SIZE];

	if (!source_of(t, v, &in.bytes))
		return refuse(t, "A network of the bundle has no source");
	hash_bytes(in.bytes.p, in.bytes.n, hex);
	if (!str_equal(sha256, str_from(hex)))
		return refuse(t, "The bundle is damaged: %.*s is not what its hash says",
			      STR_ARGS(in.file));
	in.name = name;
	intake(t->server, t->arena, &in);
	if (in.outcome == INTAKE_REFUSED)
		return refuse(t, "%.*s is beyond the limits of an upload",
			      STR_ARGS(in.file));
	if (in.outcome == INTAKE_FAILED)
		return refuse(t, "%s", store_message(t->server->store));
	snprintf(t->taken->path, sizeof(t->taken->path), "/n/%.24s", in.sha256);
	t->taken->networks += in.outcome == INTAKE_STORED;
	t->taken->networks_present += in.outcome == INTAKE_PRESENT;
	return in.outcome == INTAKE_PRESENT || take_options(t, v, in.sha256);
}

/* The hashes that the content names; NULL when they cannot be. */
static char (*hashes_of(struct taking *t, const struct json *content, int *count))[65]
{
	const struct json *list = json_get(content, "networks");
	char (*hashes)[65];

	*count = json_is_array(list) ? json_count(list) : 0;
	if (*count < 1 || *count > MOST_LINKED)
		return NULL;
	hashes = arena_alloc(t->arena, (size_t)*count, sizeof(*hashes));
	for (int i = 0; i < *count; i++) {
		struct str sha256 = text_of(json_at(list, i), "sha256");

		if (sha256.n != 64)
			return NULL;
		memcpy(hashes[i], sha256.p, 64);
		hashes[i][64] = '\0';
	}
	return hashes;
}

/* The row of one link; false when its content is not what its id says. */
static bool read_link(struct taking *t, const struct json *v,
		      struct store_comparison *row)
{
	const struct json *content = json_get(v, "content");
	struct str canonical = content ? json_canonical(t->arena, content) : S("");
	char hex[HASH_HEX_SIZE];

	hash_bytes(canonical.p, canonical.n, hex);
	*row = (struct store_comparison){
		.canonical = to_text(canonical),
		.title = to_text(text_of(v, "title")),
		.note = to_text(text_of(v, "note")),
		.figures = to_text(json_print(t->arena, json_get(v, "figures"))),
		.analyzer = str_cstring(t->arena, text_of(v, "analyzer")),
	};
	row->networks = (const char (*)[65])hashes_of(t, content, &row->network_count);
	snprintf(row->id, sizeof(row->id), "%.24s", hex);
	return row->networks && json_read_int(json_get(v, "created"), &row->created) &&
	       str_equal(text_of(v, "id"), str_from(row->id));
}

static bool take_link(struct taking *t, const struct json *v)
{
	struct store_comparison row;
	enum store_result result;

	if (!read_link(t, v, &row))
		return refuse(t, "The bundle is damaged: a link is not what its id says");
	result = store_put_comparison(t->server->store, &row);
	snprintf(t->taken->path, sizeof(t->taken->path), "/c/%.24s", row.id);
	t->taken->links += result == STORE_OK;
	t->taken->links_present += result == STORE_EXISTS;
	if (result == STORE_OK || result == STORE_EXISTS)
		return true;
	return refuse(t, "%s", store_message(t->server->store));
}

struct search {
	struct str type;
	bool found;
};

static void note_type(void *context, const struct store_rule *rule)
{
	struct search *search = context;

	search->found |= str_equal(search->type, to_str(rule->type));
}

/* A rule for a type that has none here. */
static bool take_rule(struct taking *t, const struct json *v)
{
	struct rule_fault fault;
	struct search here = { 0 };
	struct store_rule row = { .created = share_now() };
	struct rule rule;
	struct str text;

	if (!json_read_text(v, &text) || !rule_read(t->arena, text, &rule, &fault) ||
	    rule.scope == RULE_OF_LAYER)
		return refuse(t, "The bundle is damaged: a rule is none");
	here.type = rule_key(t->arena, &rule);
	if (rule_is_needless(&rule) ||
	    store_list_rules(t->server->store, NULL, note_type, &here) != STORE_OK ||
	    here.found)
		return true;
	row.type = to_text(here.type);
	row.text = to_text(rule.text);
	if (store_put_rule(t->server->store, &row) != STORE_OK)
		return refuse(t, "%s", store_message(t->server->store));
	cache_forget(t->server->cache, "");
	t->taken->rules++;
	return true;
}

static bool take_list(struct taking *t, const struct json *list,
		      bool (*take)(struct taking *t, const struct json *v))
{
	for (const struct json *v = json_first(list); v; v = json_next(v))
		if (!take(t, v))
			return false;
	return true;
}

/* The bundle in a page of its own (single.h); other texts as they are. */
static struct str inner(struct str text)
{
	static const char mark[] = "id=\"netweight-data\">", end[] = "</script>";
	const char *from, *to;

	if (!str_starts(text, S("<!doctype html>")))
		return text;
	from = memmem(text.p, text.n, mark, sizeof(mark) - 1);
	if (!from)
		return text;
	from += sizeof(mark) - 1;
	to = memmem(from, text.n - (size_t)(from - text.p), end, sizeof(end) - 1);
	return to ? (struct str){ from, (size_t)(to - from) } : text;
}

bool bundle_read(struct server *s, struct arena *a, struct str text,
		 struct bundle_taken *taken, struct str *error)
{
	struct taking t = { s, a, taken, error };
	const char *fault = NULL;
	const struct json *v = json_parse(a, inner(text), &fault);

	*taken = (struct bundle_taken){ 0 };
	if (!v)
		return refuse(&t, "This is not a bundle: %s", fault ? fault : "no JSON");
	if (!str_equal(text_of(v, "schema"), S("netweight.bundle/1")))
		return refuse(&t, "This is not a bundle of netweight");
	return take_list(&t, json_get(v, "rules"), take_rule) &&
	       take_list(&t, json_get(v, "networks"), take_network) &&
	       take_list(&t, json_get(v, "links"), take_link);
}
