/* Networks: put, get, rename, delete. */
#include "db/sqlite_rules.h"

#include <string.h>

static enum store_result unknown(struct store *s)
{
	return store_fail(s, STORE_NOT_FOUND, "there is no network with this id");
}

struct put {
	const char *id;			/* put_documents: of whom */
	const struct store_network *network;
	const struct store_document *docs;
	int doc_count;
};

/* STORE_OK: it is new. */
static enum store_result look_for(struct sqlite_store *s, const char *sha256)
{
	char there[65] = "";
	struct call c = call(s, SQL_FIND_SHORT);

	call_string(&c, sha256);
	bool found = call_step(&c);
	if (found)
		call_column_copy(&c, 0, there, sizeof there);
	enum store_result result = call_done(&c);
	if (result != STORE_OK || !found)
		return result;
	if (strcmp(there, sha256) == 0)
		return STORE_EXISTS;
	return store_fail(&s->base, STORE_CONFLICT, "another network has the same short id, "
			  "%.24s: SHA-256 %s", there, there);
}

static enum store_result add_network(struct sqlite_store *s, const struct store_network *n)
{
	struct call c = call(s, SQL_PUT_NETWORK);

	call_string(&c, n->sha256);
	call_text(&c, n->name);
	call_text(&c, n->file);
	call_string(&c, n->origin);
	call_string(&c, n->format);
	call_string(&c, n->status);
	call_int(&c, n->caffe_loads);
	call_int(&c, (int64_t)n->source.n);
	call_int(&c, n->created);
	call_int(&c, n->layers);
	call_int(&c, n->params);
	call_int(&c, n->macs);
	call_int(&c, n->memory_bytes);
	call_text(&c, n->summary);
	call_text(&c, n->options);
	return call_run(&c);
}

static enum store_result add_source(struct sqlite_store *s, int64_t network,
				    struct text source)
{
	struct call c = call(s, SQL_PUT_SOURCE);

	call_int(&c, network);
	call_blob(&c, source.p, source.n);
	return call_run(&c);
}

static enum store_result put(struct sqlite_store *s, void *context)
{
	struct put *p = context;
	enum store_result result = look_for(s, p->network->sha256);

	if (result == STORE_OK)
		result = add_network(s, p->network);
	if (result != STORE_OK)
		return result;
	int64_t number = sqlite3_last_insert_rowid(s->db);
	result = add_source(s, number, p->network->source);
	if (result == STORE_OK)
		result = sqlite_add_documents(s, number, p->docs, p->doc_count);
	return result;
}

static int64_t size_of(const struct store_network *n)
{
	return (int64_t)(n->source.n + n->name.n + n->file.n + n->summary.n) + SQLITE_PAGE;
}

/* What is there already needs no room, and no transaction. */
enum store_result sqlite_put_network(struct store *base, const struct store_network *n,
				     const struct store_document *docs, int doc_count)
{
	struct sqlite_store *s = sqlite_store(base);
	struct put p = {.network = n, .docs = docs, .doc_count = doc_count};
	enum store_result result = look_for(s, n->sha256);

	if (result == STORE_OK)
		result = sqlite_room(s, size_of(n) + sqlite_documents_size(docs, doc_count));
	return result == STORE_OK ? sqlite_transact(s, put, &p) : result;
}

/* The row's number; 0 if there is none. */
static int64_t number_of(struct sqlite_store *s, const char *id, enum store_result *result)
{
	struct call c = call(s, SQL_FIND_NETWORK);
	int64_t number = 0;

	call_string(&c, id);
	if (call_step(&c))
		number = call_column_int(&c, 0);
	*result = call_done(&c);
	if (*result == STORE_OK && !number)
		*result = unknown(&s->base);
	return number;
}

static enum store_result update(struct sqlite_store *s, int64_t number,
				const struct store_network *n)
{
	struct call c = call(s, SQL_UPDATE_NETWORK);

	call_int(&c, number);
	call_string(&c, n->format);
	call_string(&c, n->status);
	call_int(&c, n->caffe_loads);
	call_int(&c, n->layers);
	call_int(&c, n->params);
	call_int(&c, n->macs);
	call_int(&c, n->memory_bytes);
	call_text(&c, n->summary);
	return call_run(&c);
}

/* Runs a statement that takes only the row's number. */
static enum store_result run_on(struct sqlite_store *s, enum statement which,
				int64_t number)
{
	struct call c = call(s, which);

	call_int(&c, number);
	return call_run(&c);
}

static enum store_result replace(struct sqlite_store *s, void *context)
{
	struct put *p = context;
	enum store_result result;
	int64_t number = number_of(s, p->id, &result);

	if (result == STORE_OK)
		result = update(s, number, p->network);
	if (result == STORE_OK)
		result = run_on(s, SQL_DROP_DOCUMENTS, number);
	if (result == STORE_OK)
		result = sqlite_add_documents(s, number, p->docs, p->doc_count);
	return result;
}

enum store_result sqlite_put_documents(struct store *base, const char *id,
				       const struct store_network *n,
				       const struct store_document *docs, int doc_count)
{
	struct sqlite_store *s = sqlite_store(base);
	struct put p = {id, n, docs, doc_count};
	enum store_result result = sqlite_room(s, sqlite_documents_size(docs, doc_count));

	return result == STORE_OK ? sqlite_transact(s, replace, &p) : result;
}

void sqlite_read_network(struct call *c, struct store_network *out)
{
	call_column_copy(c, 0, out->sha256, sizeof out->sha256);
	out->name = call_column_text(c, 1);
	out->file = call_column_text(c, 2);
	out->origin = call_column_text(c, 3).p;
	out->format = call_column_text(c, 4).p;
	out->status = call_column_text(c, 5).p;
	out->caffe_loads = call_column_int(c, 6) != 0;
	out->size = call_column_int(c, 7);
	out->created = call_column_int(c, 8);
	out->layers = call_column_int(c, 9);
	out->params = call_column_int(c, 10);
	out->macs = call_column_int(c, 11);
	out->memory_bytes = call_column_int(c, 12);
	out->summary = call_column_text(c, 13);
	out->options = call_column_text(c, 14);
}

static bool own_network(struct store_network *n)
{
	struct text origin = {n->origin, strlen(n->origin)};
	struct text format = {n->format, strlen(n->format)};
	struct text status = {n->status, strlen(n->status)};
	struct text *texts[] = {&n->name, &n->file, &n->source, &n->summary,
				&n->options, &origin, &format, &status};

	if (!store_own(texts, sizeof texts / sizeof *texts, &n->memory))
		return false;
	n->origin = origin.p;
	n->format = format.p;
	n->status = status.p;
	return true;
}

enum store_result sqlite_get_network(struct store *base, const char *id,
				     bool with_source, struct store_network *out)
{
	struct call c = call(sqlite_store(base),
			     with_source ? SQL_GET_WITH_SOURCE : SQL_GET_NETWORK);

	memset(out, 0, sizeof *out);
	call_string(&c, id);
	bool found = call_step(&c);
	if (found)
		sqlite_read_network(&c, out);
	if (found && with_source)
		out->source = call_column_blob(&c, 15);
	if (found && c.rc == SQLITE_ROW && !own_network(out))
		c.rc = SQLITE_NOMEM;
	enum store_result result = call_done(&c);
	if (result == STORE_OK && !found)
		return unknown(base);
	return result;
}

/* One text of a network. */
struct rename {
	const char *id;
	struct text name;
};

static enum store_result rename_row(struct sqlite_store *s, void *context)
{
	struct rename *r = context;
	struct call c = call(s, SQL_RENAME_NETWORK);

	call_string(&c, r->id);
	call_text(&c, r->name);
	enum store_result result = call_run(&c);
	if (result == STORE_OK && sqlite3_changes(s->db) == 0)
		return unknown(&s->base);
	return result;
}

enum store_result sqlite_rename_network(struct store *base, const char *id,
					struct text name)
{
	struct sqlite_store *s = sqlite_store(base);
	struct rename r = {id, name};
	enum store_result result = sqlite_room(s, (int64_t)name.n);

	return result == STORE_OK ? sqlite_transact(s, rename_row, &r) : result;
}

static enum store_result set_options(struct sqlite_store *s, void *context)
{
	const struct rename *r = context;
	enum store_result result;
	int64_t number = number_of(s, r->id, &result);
	struct call c;

	if (result != STORE_OK)
		return result;
	c = call(s, SQL_SET_OPTIONS);
	call_int(&c, number);
	call_text(&c, r->name);
	result = call_run(&c);
	return result == STORE_OK ? run_on(s, SQL_EXPIRE_NETWORK, number) : result;
}

enum store_result sqlite_set_options(struct store *base, const char *id,
				     struct text options)
{
	struct sqlite_store *s = sqlite_store(base);
	struct rename r = {id, options};
	enum store_result result = sqlite_room(s, (int64_t)options.n);

	return result == STORE_OK ? sqlite_transact(s, set_options, &r) : result;
}

enum store_result sqlite_count_links(struct store *base, const char *id, int64_t *links)
{
	struct call c = call(sqlite_store(base), SQL_COUNT_LINKS);

	*links = 0;
	call_string(&c, id);
	if (call_step(&c))
		*links = call_column_int(&c, 0);
	return call_done(&c);
}

struct deletion {
	const char *id;
	int64_t links;
};

static enum store_result delete_row(struct sqlite_store *s, void *context)
{
	struct deletion *d = context;
	enum store_result result;
	int64_t number = number_of(s, d->id, &result);

	if (result == STORE_OK)
		result = sqlite_count_links(&s->base, d->id, &d->links);
	return result == STORE_OK ? run_on(s, SQL_DELETE_NETWORK, number) : result;
}

enum store_result sqlite_delete_network(struct store *base, const char *id,
					int64_t *links)
{
	struct deletion d = {.id = id};
	enum store_result result = sqlite_transact(sqlite_store(base), delete_row, &d);

	if (links)
		*links = d.links;
	return result;
}
