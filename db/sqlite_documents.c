/* Documents: one analysis each, with the rows of its layers and figures. */
#include "db/sqlite_rules.h"

#include <string.h>

static enum store_result add_layer(struct sqlite_store *s, int64_t document,
				   const struct store_layer *layer)
{
	struct call c = call(s, SQL_PUT_LAYER);

	call_int(&c, document);
	call_int(&c, layer->index);
	call_text(&c, layer->name);
	call_text(&c, layer->type);
	call_text(&c, layer->shape);
	call_int(&c, layer->line);
	call_int(&c, layer->params);
	call_int(&c, layer->memory_elements);
	call_int(&c, layer->macs);
	return call_run(&c);
}

static enum store_result add_figure(struct sqlite_store *s, int64_t document,
				    const struct store_figure *figure)
{
	struct call c = call(s, SQL_PUT_FIGURE);

	call_int(&c, document);
	call_int(&c, figure->layer);
	call_string(&c, figure->key);
	call_int(&c, figure->value);
	return call_run(&c);
}

static enum store_result add_document(struct sqlite_store *s, int64_t network,
				      const struct store_document *d)
{
	struct call c = call(s, SQL_PUT_DOCUMENT);

	call_int(&c, network);
	call_string(&c, d->options);
	call_string(&c, d->analyzer);
	call_string(&c, d->status);
	call_string(&c, d->etag);
	call_int(&c, d->raw_size);
	call_blob(&c, d->json, d->json_size);
	enum store_result result = call_run(&c);
	int64_t document = sqlite3_last_insert_rowid(s->db);
	for (int i = 0; result == STORE_OK && i < d->layer_count; i++)
		result = add_layer(s, document, &d->layers[i]);
	for (int i = 0; result == STORE_OK && i < d->figure_count; i++)
		result = add_figure(s, document, &d->figures[i]);
	return result;
}

enum store_result sqlite_add_documents(struct sqlite_store *s, int64_t network,
				       const struct store_document *docs, int doc_count)
{
	enum store_result result = STORE_OK;

	for (int i = 0; result == STORE_OK && i < doc_count; i++)
		result = add_document(s, network, &docs[i]);
	return result;
}

/* A row's numbers and overhead are some 40 bytes. */
int64_t sqlite_documents_size(const struct store_document *docs, int doc_count)
{
	int64_t size = 0;

	for (const struct store_document *d = docs; d < docs + doc_count; d++) {
		size += SQLITE_PAGE + (int64_t)d->json_size + 60 * (int64_t)d->figure_count;
		for (int i = 0; i < d->layer_count; i++)
			size += 40 + (int64_t)(d->layers[i].name.n + d->layers[i].type.n +
					       d->layers[i].shape.n);
	}
	return size;
}

/* Takes the columns of GET_DOCUMENT into memory of its own. */
static bool read_document(struct call *c, struct store_document *out, void **memory)
{
	struct text options = call_column_text(c, 0), analyzer = call_column_text(c, 1);
	struct text status = call_column_text(c, 2), json = call_column_blob(c, 5);
	struct text *texts[] = {&options, &analyzer, &status, &json};

	call_column_copy(c, 3, out->etag, sizeof out->etag);
	out->raw_size = call_column_int(c, 4);
	if (c->rc != SQLITE_ROW || !store_own(texts, 4, memory))
		return false;
	out->options = options.p;
	out->analyzer = analyzer.p;
	out->status = status.p;
	out->json = json.p;
	out->json_size = json.n;
	return true;
}

enum store_result sqlite_get_document(struct store *base, const char *id,
				      const char *options,
				      struct store_document *out, void **memory)
{
	struct call c = call(sqlite_store(base), SQL_GET_DOCUMENT);

	memset(out, 0, sizeof *out);
	*memory = NULL;
	call_string(&c, id);
	call_string(&c, options);
	bool found = call_step(&c);
	if (found && !read_document(&c, out, memory))
		c.rc = SQLITE_NOMEM;
	enum store_result result = call_done(&c);
	if (result == STORE_OK && !found)
		return store_fail(base, STORE_NOT_FOUND, "there is no such document");
	return result;
}

enum store_result sqlite_list_due(struct store *base, int limit,
				  void (*row)(void *, const char *id), void *context)
{
	struct call c = call(sqlite_store(base), SQL_LIST_DUE);

	call_int(&c, limit);
	while (call_step(&c))
		row(context, call_column_text(&c, 0).p);
	return call_done(&c);
}

enum store_result sqlite_next_old(struct store *base, const char *after,
				  const char *analyzer, char *id)
{
	struct call c = call(sqlite_store(base), SQL_NEXT_OLD);

	call_string(&c, after);
	call_string(&c, analyzer);
	bool found = call_step(&c);
	if (found)
		call_column_copy(&c, 0, id, STORE_ID_SIZE);
	enum store_result result = call_done(&c);
	return result == STORE_OK && !found ? STORE_NOT_FOUND : result;
}
