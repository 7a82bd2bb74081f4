/* Errors, statements and transactions of the store on SQLite. */
#include "db/sqlite.h"

#include <inttypes.h>
#include <string.h>
#include <sys/statvfs.h>

/* Beyond this many pages (4 MiB) the WAL goes into the database after a commit. */
#define WAL_PAGES 1024

static const struct {
	int code;		/* extended, or primary for all of its kind */
	enum store_result result;
	bool stop;		/* no more writing until the store is opened again */
	const char *sentence;
} errors[] = {
	{SQLITE_IOERR_NOMEM, STORE_NO_MEMORY, false, "out of memory"},
	{SQLITE_NOMEM, STORE_NO_MEMORY, false, "out of memory"},
	{SQLITE_IOERR_FSYNC, STORE_ERROR, true,
	 "the disk failed to keep what was written; restart netweight to write again"},
	{SQLITE_IOERR_DIR_FSYNC, STORE_ERROR, true,
	 "the disk failed to keep what was written; restart netweight to write again"},
	{SQLITE_IOERR_CORRUPTFS, STORE_CORRUPT, true, "the file system is damaged"},
	{SQLITE_IOERR, STORE_ERROR, false, "the disk has failed"},
	{SQLITE_FULL, STORE_FULL, false, "the disk is full"},
	{SQLITE_READONLY, STORE_READ_ONLY, false, "the database cannot be written"},
	{SQLITE_CORRUPT, STORE_CORRUPT, true,
	 "the database is damaged; restore a backup (nothing has been deleted)"},
	{SQLITE_NOTADB, STORE_CORRUPT, true,
	 "the database is damaged; restore a backup (nothing has been deleted)"},
	{SQLITE_TOOBIG, STORE_TOO_BIG, false, "this is larger than the database takes"},
	{SQLITE_BUSY, STORE_ERROR, false, "another program is using the database"},
	{SQLITE_LOCKED, STORE_ERROR, false, "another program is using the database"},
	{SQLITE_CANTOPEN, STORE_ERROR, false, "a file of the database cannot be opened"},
};

enum store_result sqlite_result(struct sqlite_store *s, int rc)
{
	if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
		return STORE_OK;
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
		if (errors[i].code != rc && errors[i].code != (rc & 0xff))
			continue;
		store_fail(&s->base, errors[i].result, "%s: %s (%s, SQLite %d)", s->path,
			   errors[i].sentence, sqlite3_errstr(rc), rc);
		if (errors[i].stop)
			store_stop(&s->base);
		return errors[i].result;
	}
	return store_fail(&s->base, STORE_ERROR, "%s: %s (SQLite %d)", s->path,
			  s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc), rc);
}

struct call call(struct sqlite_store *s, enum statement which)
{
	return (struct call){s, s->statements[which], 0, SQLITE_OK};
}

void call_int(struct call *c, int64_t value)
{
	if (!c->rc)
		c->rc = sqlite3_bind_int64(c->statement, ++c->bound, value);
}

void call_text(struct call *c, struct text value)
{
	if (!c->rc)
		c->rc = sqlite3_bind_text64(c->statement, ++c->bound,
					    value.p ? value.p : "", value.n,
					    SQLITE_STATIC, SQLITE_UTF8);
}

void call_string(struct call *c, const char *value)
{
	call_text(c, (struct text){value, value ? strlen(value) : 0});
}

void call_blob(struct call *c, const void *bytes, size_t size)
{
	if (!c->rc)
		c->rc = sqlite3_bind_blob64(c->statement, ++c->bound, bytes ? bytes : "",
					    size, SQLITE_STATIC);
}

void call_null(struct call *c)
{
	c->bound++;
}

bool call_step(struct call *c)
{
	if (!c->rc || c->rc == SQLITE_ROW)
		c->rc = sqlite3_step(c->statement);
	return c->rc == SQLITE_ROW;
}

enum store_result call_done(struct call *c)
{
	enum store_result result = sqlite_result(c->s, c->rc);

	sqlite3_reset(c->statement);
	sqlite3_clear_bindings(c->statement);
	return result;
}

enum store_result call_run(struct call *c)
{
	call_step(c);
	return call_done(c);
}

int64_t call_column_int(struct call *c, int column)
{
	return sqlite3_column_int64(c->statement, column);
}

/* SQLite gives NULL for an empty blob, and when out of memory. */
static struct text text_of(struct call *c, const void *p, int n)
{
	if (!p && sqlite3_errcode(c->s->db) == SQLITE_NOMEM)
		c->rc = SQLITE_NOMEM;
	return p ? (struct text){p, (size_t)n} : (struct text){"", 0};
}

struct text call_column_text(struct call *c, int column)
{
	const void *p = sqlite3_column_text(c->statement, column);

	return text_of(c, p, sqlite3_column_bytes(c->statement, column));
}

struct text call_column_blob(struct call *c, int column)
{
	const void *p = sqlite3_column_blob(c->statement, column);

	return text_of(c, p, sqlite3_column_bytes(c->statement, column));
}

void call_column_copy(struct call *c, int column, char *out, size_t size)
{
	struct text t = call_column_text(c, column);
	size_t n = t.n < size - 1 ? t.n : size - 1;

	memcpy(out, t.p, n);
	out[n] = '\0';
}

static int64_t pages(struct sqlite_store *s, enum statement which)
{
	struct call c = call(s, which);
	int64_t n = call_step(&c) ? call_column_int(&c, 0) : 0;

	call_done(&c);
	return n;
}

int64_t sqlite_bytes(struct sqlite_store *s)
{
	return (pages(s, SQL_PAGE_COUNT) - pages(s, SQL_FREE_PAGES)) * SQLITE_PAGE;
}

/* The WAL holds a page again for each transaction that touches it: what comes in
 * may take twice its size until the next checkpoint. */
static bool disk_has(const struct sqlite_store *s, int64_t bytes)
{
	struct statvfs disk;

	if (!s->base.reserve_bytes || s->lock < 0 || fstatvfs(s->lock, &disk) < 0)
		return true;
	return (int64_t)(disk.f_bavail * disk.f_frsize) - 2 * bytes >= s->base.reserve_bytes;
}

enum store_result sqlite_room(struct sqlite_store *s, int64_t bytes)
{
	if (s->base.max_bytes && sqlite_bytes(s) + bytes > s->base.max_bytes)
		return store_fail(&s->base, STORE_FULL,
				  "%s may hold %" PRId64 " bytes at most: delete networks "
				  "that are no longer needed", s->path, s->base.max_bytes);
	if (!disk_has(s, bytes))
		return store_fail(&s->base, STORE_FULL, "%s: the disk is nearly full", s->path);
	return STORE_OK;
}

static enum store_result run(struct sqlite_store *s, enum statement which)
{
	struct call c = call(s, which);

	return call_run(&c);
}

/* Keeps the message of what went wrong first. */
static void roll_back(struct sqlite_store *s)
{
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_step(s->statements[SQL_ROLLBACK]);
	sqlite3_reset(s->statements[SQL_ROLLBACK]);
}

enum store_result sqlite_transact(struct sqlite_store *s,
				  enum store_result (*work)(struct sqlite_store *, void *),
				  void *context)
{
	if (*s->base.stopped)
		return store_fail(&s->base, STORE_READ_ONLY, "%s", s->base.stopped);
	roll_back(s);	/* a rollback may itself have failed, out of memory */
	enum store_result result = run(s, SQL_BEGIN);
	if (result == STORE_OK)
		result = work(s, context);
	if (result == STORE_OK)
		result = run(s, SQL_COMMIT);
	if (result != STORE_OK)
		roll_back(s);
	else if (s->wal_pages > WAL_PAGES)
		sqlite_checkpoint(s);
	return result;
}

void sqlite_checkpoint(struct sqlite_store *s)
{
	int all, moved;

	if (*s->base.stopped || !s->wal_pages)
		return;
	int rc = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &all,
					   &moved);
	if (rc == SQLITE_OK && all == moved)
		s->wal_pages = 0;
	else if (rc != SQLITE_BUSY)
		sqlite_result(s, rc);
}
