/* A store for those who only read: it has no functions that write. */
#include "db/store_class.h"

#include <stdlib.h>

struct reader {
	struct store base;
	struct store *store;
};

static struct store *inner(struct store *s)
{
	return ((struct reader *)s)->store;
}

/* The result, with the message that the store gave. */
static enum store_result told(struct store *s, enum store_result result)
{
	if (result != STORE_OK)
		store_fail(s, result, "%s", store_message(inner(s)));
	return result;
}

static enum store_result refused(struct store *s)
{
	return store_fail(s, STORE_READ_ONLY, "this address only shows what is shared");
}

static void close_reader(struct store *s)
{
	free(s);
}

static void note_address(struct store *s, const char *address)
{
	(void)s;
	(void)address;
}

static void idle(struct store *s)
{
	(void)s;
}

static enum store_result count(struct store *s, struct store_counts *out)
{
	return told(s, store_count(inner(s), out));
}

static enum store_result get_network(struct store *s, const char *id, bool with_source,
				     struct store_network *out)
{
	return told(s, store_get_network(inner(s), id, with_source, out));
}

static enum store_result get_document(struct store *s, const char *id, const char *options,
				      struct store_document *out, void **memory)
{
	return told(s, store_get_document(inner(s), id, options, out, memory));
}

static enum store_result get_comparison(struct store *s, const char *id,
					struct store_comparison *out)
{
	return told(s, store_get_comparison(inner(s), id, out));
}

static enum store_result get_share(struct store *s, const char *token,
				   struct store_share *out)
{
	return told(s, store_get_share(inner(s), token, out));
}

static enum store_result list_rules(struct store *s, const char *id,
				    void (*row)(void *, const struct store_rule *),
				    void *context)
{
	return told(s, store_list_rules(inner(s), id, row, context));
}

static enum store_result put_network(struct store *s, const struct store_network *n,
				     const struct store_document *docs, int doc_count)
{
	(void)n;
	(void)docs;
	(void)doc_count;
	return refused(s);
}

static enum store_result put_documents(struct store *s, const char *id,
				       const struct store_network *n,
				       const struct store_document *docs, int doc_count)
{
	(void)id;
	return put_network(s, n, docs, doc_count);
}

/* What a shared link does not need is not there at all. */
static const struct store_class reader_class = {
	.name = "reader",
	.close = close_reader,
	.note_address = note_address,
	.idle = idle,
	.count = count,
	.put_network = put_network,
	.put_documents = put_documents,
	.get_network = get_network,
	.get_document = get_document,
	.get_comparison = get_comparison,
	.get_share = get_share,
	.list_rules = list_rules,
};

struct store *store_reader(struct store *s)
{
	struct reader *r = calloc(1, sizeof *r);

	if (!r)
		return NULL;
	r->base.class = &reader_class;
	r->store = s;
	return &r->base;
}
