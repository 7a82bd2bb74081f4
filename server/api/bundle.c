/* Networks and links as one JSON text: what goes in. */
#include "server/api/bundle.h"


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

struct noting {
	struct arena *arena;
	struct bundle *bundle;
};

static void note_rule(void *context, const struct store_rule *rule)
{
	const struct noting *noting = context;
	struct bundle *b = noting->bundle;
	size_t n = (size_t)b->rule_count;

	if ((n & (n - 1)) == 0)
		b->rules = arena_grow(noting->arena, b->rules, n, n ? n * 2 : 1,
				      sizeof(*b->rules));
	b->rules[b->rule_count++] = str_copy(noting->arena, to_str(rule->text));
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
	struct noting noting = { a, out };
	enum store_result result = list_uploads(s, &uploads);

	*out = uploads.found;
	out->all = true;
	if (result == STORE_OK)
		result = store_list_rules(s->store, NULL, note_rule, &noting);
	if (result == STORE_OK)
		result = store_list_comparisons(s->store, note_link, &links);
	for (int i = 0; i < links.found.network_count && result == STORE_OK; i++)
		result = bundle_add_link(s, a, links.found.networks[i], out);
	return result;
}
