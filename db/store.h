/* What netweight keeps, behind an interface: rows in, rows out.
 *
 * The store does not know what a network is: it keeps texts, documents, names
 * and numbers.  sqlite3 is one implementation (store_open_sqlite); another must
 * fit behind `struct store_class` without a change outside db/.
 *
 * One thread uses a store.  Texts are pointer and length, any bytes, and come
 * back as they went in.  What a callback is given lives until it returns; what a
 * function returns in a struct lives until store_release() of that struct's
 * `memory`.  An id is the first 24 digits of a hash, or the whole hash. */
#ifndef DB_STORE_H
#define DB_STORE_H

#include "db/store_types.h"

struct store;

/* Opens or creates the database file, with its folders, and migrates it (after
 * a backup beside it).  ":memory:" works.  On failure *error is a sentence to
 * show (caller frees) and *store is NULL.  A damaged file that can still be read
 * is opened read-only: STORE_OK, and store_read_only() says so. */
enum store_result store_open_sqlite(const char *path, struct store **store,
				    char **error);
/* Takes NULL. */
void store_close(struct store *s);
/* What went wrong last, as a sentence; valid until the next call. */
const char *store_message(const struct store *s);
void store_release(void *memory);

/* Where this process answers: the sentence of STORE_IN_USE names it to others. */
void store_note_address(struct store *s, const char *address);
/* Most bytes in all (10 GiB at first), and bytes left free on the disk (32 MiB);
 * 0 switches one off.  What would go beyond them is answered STORE_FULL. */
void store_set_limits(struct store *s, int64_t max_bytes, int64_t reserve_bytes);
/* Why writing has stopped until the store is opened again (damage, a failed sync),
 * as a sentence; NULL if it has not. */
const char *store_read_only(const struct store *s);
enum store_result store_count(struct store *s, struct store_counts *out);
/* Does what is due when the server is idle (checkpoint). */
void store_idle(struct store *s);

/* Stores a network with its documents in one durable transaction: after
 * STORE_OK it survives a power cut.  STORE_EXISTS: nothing was changed, so a put
 * whose outcome is unknown may be repeated. */
enum store_result store_put_network(struct store *s, const struct store_network *n,
				    const struct store_document *docs, int doc_count);
/* Replaces all documents, and the summary, format, status and totals, of a stored
 * network (a newer analyzer); its name, file, source and time stay. */
enum store_result store_put_documents(struct store *s, const char *id,
				      const struct store_network *n,
				      const struct store_document *docs, int doc_count);
/* `with_source` fills source. */
enum store_result store_get_network(struct store *s, const char *id,
				    bool with_source, struct store_network *out);
/* The document made for `options`; json in out->json, no layers or figures.
 * *memory: store_release. */
enum store_result store_get_document(struct store *s, const char *id,
				     const char *options,
				     struct store_document *out, void **memory);
enum store_result store_rename_network(struct store *s, const char *id,
				       struct text name);
/* Comparisons that name it are kept, and say so (missing).  *links: how many. */
enum store_result store_delete_network(struct store *s, const char *id, int64_t *links);
/* How many comparisons name it; 0 for an unknown network. */
enum store_result store_count_links(struct store *s, const char *id, int64_t *links);

/* A page of networks in order; keyset, so stable while rows come and go.  Names
 * sort by their first 40 bytes, any case (ASCII).  `*total` (may be NULL) counts
 * all that match; `cursor` (STORE_CURSOR_SIZE bytes, URL-safe) is "" on the last
 * page.  `row` must not call the store. */
#define STORE_CURSOR_SIZE 128
#define STORE_ID_SIZE 25
enum store_result store_list_networks(struct store *s, const struct store_query *q,
				      void (*row)(void *context, const struct store_network *n),
				      void *context, int64_t *total, char *cursor);

/* STORE_EXISTS: its title and note stay as they are.  Networks need not be here. */
enum store_result store_put_comparison(struct store *s, const struct store_comparison *c);
enum store_result store_get_comparison(struct store *s, const char *id,
				       struct store_comparison *out);
enum store_result store_rename_comparison(struct store *s, const char *id,
					  struct text title, struct text note);
enum store_result store_delete_comparison(struct store *s, const char *id);
/* Newest first, without the networks of each. */
enum store_result store_list_comparisons(struct store *s,
					 void (*row)(void *context,
						     const struct store_comparison *c),
					 void *context);

/* What the network's documents are asked, from now on: those that are there are to be
 * made anew (analyzer ""). */
enum store_result store_set_options(struct store *s, const char *id,
				    struct text options);

/* The ids of networks with documents that are to be made anew, at most `limit`. */
enum store_result store_list_due(struct store *s, int limit,
				 void (*row)(void *context, const char *id), void *context);

/* Puts the id of the first network after `after` with documents by another analyzer into
 * `id`; STORE_NOT_FOUND when there is none. */
enum store_result store_next_old(struct store *s, const char *after, const char *analyzer,
				 char id[STORE_ID_SIZE]);

/* One rule for each type; another one takes its place.  A type "python NAME" is for some
 * of the layers of type Python.  Documents with layers of the
 * type are to be made anew (analyzer ""). */
enum store_result store_put_rule(struct store *s, const struct store_rule *rule);
enum store_result store_delete_rule(struct store *s, struct text type);
/* By type; with an id only those for types that the network has layers of. */
enum store_result store_list_rules(struct store *s, const char *id,
				   void (*row)(void *context,
					       const struct store_rule *rule),
				   void *context);

/* STORE_NOT_FOUND: there is no such comparison.  One that is deleted takes its shares
 * with it. */
enum store_result store_put_share(struct store *s, const struct store_share *share);
/* By the whole hash, whether it has expired or not. */
enum store_result store_get_share(struct store *s, const char *token,
				  struct store_share *out);
enum store_result store_delete_share(struct store *s, const char *id);
/* Newest first. */
enum store_result store_list_shares(struct store *s,
				    void (*row)(void *context,
						const struct store_share *share),
				    void *context);

/* The same store for those who only read: everything that would change something is
 * answered STORE_READ_ONLY.  NULL without memory; store_close() it before `s`. */
struct store *store_reader(struct store *s);

/* The same file again takes the place of the one before. */
enum store_result store_put_solver(struct store *s, const struct store_solver *solver);
enum store_result store_delete_solver(struct store *s, const char *id);
/* Newest first. */
enum store_result store_list_solvers(struct store *s,
				     void (*row)(void *context,
						 const struct store_solver *solver),
				     void *context);

#endif
