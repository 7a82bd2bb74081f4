/* The store on SQLite: what its files share.  For db/ only.
 *
 * One connection does everything, reading, writing and checkpointing: SQLite before
 * 3.51.3 can damage a WAL database that two connections checkpoint at once. */
#ifndef DB_SQLITE_H
#define DB_SQLITE_H

#include <sqlite3.h>

#include "db/store_class.h"

#define SQLITE_APPLICATION_ID 0x6e776774	/* "nwgt", as in schema.sql */
#define SCHEMA_VERSION 4
#define SQLITE_PAGE 4096
#define SQLITE_WAIT_MS 2000	/* for another program that writes, as sqlite3 might */

enum statement {
#define STATEMENT(name, sql) SQL_##name,
#include "db/statements.def"
	STATEMENT_COUNT
};

struct sqlite_store {
	struct store base;
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	char *path;		/* as SQLite gets it */
	int lock;		/* descriptor of the lock file; -1: in memory */
	int wal_pages;		/* in the WAL after the last commit */
};

static inline struct sqlite_store *sqlite_store(struct store *s)
{
	return (struct sqlite_store *)s;
}

/* sqlite.c: errors */

/* Maps an SQLite code to a result and sets the message; stops writing where going
 * on could lose something (a failed sync, damage).  SQLITE_OK, ROW and DONE are
 * STORE_OK. */
enum store_result sqlite_result(struct sqlite_store *s, int rc);

/* sqlite.c: a statement's one use.  Bind in order, step, read columns, then done.
 * The first error sticks; the calls after it do nothing. */
struct call {
	struct sqlite_store *s;
	sqlite3_stmt *statement;
	int bound, rc;
};

struct call call(struct sqlite_store *s, enum statement which);
void call_int(struct call *c, int64_t value);
/* Not copied: must live until call_done(). */
void call_text(struct call *c, struct text value);
void call_string(struct call *c, const char *value);	/* NULL is '' */
void call_blob(struct call *c, const void *bytes, size_t size);
void call_null(struct call *c);
/* True while there is a row. */
bool call_step(struct call *c);
/* Ends it: STORE_OK, or the first error. */
enum store_result call_done(struct call *c);
/* step + done, for what gives no rows. */
enum store_result call_run(struct call *c);
int64_t call_column_int(struct call *c, int column);
/* Lives until the next step or done; with a NUL behind it. */
struct text call_column_text(struct call *c, int column);
struct text call_column_blob(struct call *c, int column);
/* Copies a text of known size, as a hash, to out with a NUL. */
void call_column_copy(struct call *c, int column, char *out, size_t size);

/* sqlite.c: transactions */

/* Bytes of the database in use. */
int64_t sqlite_bytes(struct sqlite_store *s);
/* STORE_FULL if `bytes` more would go beyond the quota or the disk's reserve. */
enum store_result sqlite_room(struct sqlite_store *s, int64_t bytes);
/* Runs work between BEGIN IMMEDIATE and COMMIT; anything but STORE_OK rolls back.
 * Keeps the WAL short. */
enum store_result sqlite_transact(struct sqlite_store *s,
				  enum store_result (*work)(struct sqlite_store *, void *),
				  void *context);
/* Moves the WAL into the database; never waits for readers.  The WAL's file stays,
 * to be written over: a sync is cheaper where a file does not grow. */
void sqlite_checkpoint(struct sqlite_store *s);

/* sqlite_files.c */

/* Makes the folders and the file (0700, 0600), refuses network file systems and
 * other programs' files, takes the lock.  Sets lock. */
enum store_result sqlite_claim(struct sqlite_store *s);
void sqlite_note_address(struct store *s, const char *address);
/* The name of a file system, by its magic number of statfs(2), that cannot hold a
 * database in WAL mode; NULL for others. */
const char *sqlite_network_filesystem(unsigned long magic);

/* sqlite_migrate.c */

/* Makes the schema in a new file, or brings an old one up to date, after a backup
 * in <path>.version-N.backup. */
enum store_result sqlite_migrate(struct sqlite_store *s);
/* Stops writing if the file is damaged.  Files over 256 MiB are not looked at. */
enum store_result sqlite_check(struct sqlite_store *s);

/* The functions of the class, a file for each kind of thing. */

/* sqlite_networks.c: reads the columns of NETWORK_COLUMNS; lives as they do. */
void sqlite_read_network(struct call *c, struct store_network *out);
enum store_result sqlite_put_network(struct store *s, const struct store_network *n,
				     const struct store_document *docs, int doc_count);
enum store_result sqlite_put_documents(struct store *s, const char *id,
				       const struct store_network *n,
				       const struct store_document *docs, int doc_count);
enum store_result sqlite_get_network(struct store *s, const char *id,
				     bool with_source, struct store_network *out);
enum store_result sqlite_rename_network(struct store *s, const char *id,
					struct text name);
enum store_result sqlite_delete_network(struct store *s, const char *id,
					int64_t *links);
enum store_result sqlite_count_links(struct store *s, const char *id, int64_t *links);

/* sqlite_documents.c: writes them in the transaction that is open. */
enum store_result sqlite_add_documents(struct sqlite_store *s, int64_t network,
				       const struct store_document *docs, int doc_count);
/* About how many bytes they take. */
int64_t sqlite_documents_size(const struct store_document *docs, int doc_count);
enum store_result sqlite_get_document(struct store *s, const char *id,
				      const char *options,
				      struct store_document *out, void **memory);


/* sqlite_list.c */
enum store_result sqlite_list_networks(struct store *s, const struct store_query *q,
				       void (*row)(void *, const struct store_network *),
				       void *context, int64_t *total, char *cursor);

/* sqlite_comparisons.c */
enum store_result sqlite_put_comparison(struct store *s,
					const struct store_comparison *c);
enum store_result sqlite_get_comparison(struct store *s, const char *id,
					struct store_comparison *out);
enum store_result sqlite_rename_comparison(struct store *s, const char *id,
					   struct text title, struct text note);
enum store_result sqlite_delete_comparison(struct store *s, const char *id);
enum store_result sqlite_list_comparisons(struct store *s,
					  void (*row)(void *,
						      const struct store_comparison *),
					  void *context);

#endif
