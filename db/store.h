/* What netweight keeps, behind an interface: rows in, rows out.
 *
 * The store does not know what a network is: it keeps texts, documents, names
 * and numbers.  sqlite3 is one implementation (store_open_sqlite); another must
 * fit behind `struct store_class` without a change outside db/.
 *
 * One thread uses a store.  Texts are pointer and length.  What a callback is
 * given lives until it returns; what a function returns in a struct lives until
 * store_release() of that struct's `memory`. */
#ifndef DB_STORE_H
#define DB_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

enum store_result {
	STORE_OK,
	STORE_EXISTS,		/* put: the same content is already there */
	STORE_NOT_FOUND,
	STORE_CONFLICT,		/* another content has the same short id */
	STORE_IN_USE,		/* open: another process has the database */
	STORE_NOT_OURS,		/* open: another program's database */
	STORE_TOO_NEW,		/* open: written by a later version */
	STORE_CORRUPT,
	STORE_FULL,		/* the disk, or the quota */
	STORE_READ_ONLY,
	STORE_NO_MEMORY,
	STORE_ERROR,
};

struct text {
	const char *p;
	size_t n;
};

/* A number of one layer, or of the whole network (layer -1), by name. */
struct store_figure {
	int layer;
	const char *key;	/* "params", "macs", "memory.caffe" … */
	int64_t value;
};

struct store_layer {
	int index;
	struct text name, type, shape;	/* shape of the first top, as text */
	int64_t line, params, memory_elements, macs;
};

/* One analysis of a network: what was asked, and what came out. */
struct store_document {
	const char *options;		/* canonical, "phase=TEST"; the key */
	const char *analyzer;		/* version that made it */
	const char *status;		/* complete, partial, invalid */
	const void *json;		/* compressed (gzip) document */
	size_t json_size;
	int64_t raw_size;		/* before compression */
	char etag[65];			/* lower-case hex SHA-256 of the raw document */
	const struct store_layer *layers;
	int layer_count;
	const struct store_figure *figures;	/* totals: layer -1 */
	int figure_count;
};

struct store_network {
	char sha256[65];		/* of the source bytes; id = first 24 digits */
	struct text name;		/* as shown; may be renamed */
	struct text file;		/* file name it came with */
	struct text source;		/* the bytes; empty in lists */
	const char *origin;		/* "upload" or "zoo" */
	const char *format;		/* "V0" "V1" "V2" "" */
	const char *status;		/* of the default document */
	bool caffe_loads;
	int64_t size;			/* bytes of source */
	int64_t created;		/* ms since 1970 */
	struct text summary;		/* a small JSON text, made by the caller */
	void *memory;
};

/* Opens or creates the database file and migrates it (after a backup beside
 * it).  ":memory:" works.  On failure *error is a sentence to show (caller
 * frees) and *store is NULL. */
enum store_result store_open_sqlite(const char *path, struct store **store,
				    char **error);
void store_close(struct store *s);
/* What went wrong last, as a sentence; valid until the next call. */
const char *store_message(const struct store *s);
void store_release(void *memory);

/* Stores a network with its documents in one durable transaction: after
 * STORE_OK it survives a power cut.  STORE_EXISTS: nothing was changed. */
enum store_result store_put_network(struct store *s, const struct store_network *n,
				    const struct store_document *docs, int doc_count);
/* Replaces the documents and the summary of a stored network (a newer analyzer). */
enum store_result store_put_documents(struct store *s, const char *id,
				      const struct store_network *n,
				      const struct store_document *docs, int doc_count);
/* By 24-digit id (or the full hash).  `with_source` fills source. */
enum store_result store_get_network(struct store *s, const char *id,
				    bool with_source, struct store_network *out);
/* The document made for `options`; json in out->json.  *memory: store_release. */
enum store_result store_get_document(struct store *s, const char *id,
				     const char *options,
				     struct store_document *out, void **memory);
enum store_result store_rename_network(struct store *s, const char *id,
				       struct text name);
/* Comparisons that name it are kept, and say so (missing).  *links: how many. */
enum store_result store_delete_network(struct store *s, const char *id, int64_t *links);
enum store_result store_count_links(struct store *s, const char *id, int64_t *links);

struct store_query {
	struct text search;		/* substring of name or file, any case */
	const char *sort;		/* "created" (newest first), "name", "params",
					   "macs", "memory", "layers"; a leading '-'
					   turns it round */
	const char *cursor;		/* from the last page, or NULL */
	int limit;			/* rows of this page */
};
/* A page of networks in order; keyset, so stable while rows come and go.
 * `*total` counts all that match; `cursor` (128 bytes) is "" on the last page. */
enum store_result store_list_networks(struct store *s, const struct store_query *q,
				      void (*row)(void *context, const struct store_network *n),
				      void *context, int64_t *total, char *cursor);

struct store_comparison {
	char id[25];
	struct text canonical;		/* RFC 8785 JSON its id is the hash of */
	struct text title, note;
	struct text figures;		/* JSON: the totals when it was made */
	const char *analyzer;
	int64_t created;
	const char (*networks)[65];	/* sha256 of each, in order */
	int network_count;
	void *memory;
};
enum store_result store_put_comparison(struct store *s, const struct store_comparison *c);
enum store_result store_get_comparison(struct store *s, const char *id,
				       struct store_comparison *out);
enum store_result store_rename_comparison(struct store *s, const char *id,
					  struct text title, struct text note);
enum store_result store_delete_comparison(struct store *s, const char *id);
enum store_result store_list_comparisons(struct store *s,
					 void (*row)(void *context, const struct store_comparison *c),
					 void *context);

/* Does what is due when the server is idle (checkpoint). */
void store_idle(struct store *s);

#endif
