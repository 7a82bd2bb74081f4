/* Makes the schema, and brings older ones up to date. */
#include "db/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Looking at this much takes about a second at most. */
#define CHECKED_BYTES (INT64_C(256) << 20)

static const char schema[] =
#include "db/schema.inc"
	;
static const char migration_2[] =
#include "db/migrations/2.inc"
	;
static const char migration_3[] =
#include "db/migrations/3.inc"
	;
static const char migration_4[] =
#include "db/migrations/4.inc"
	;

/* Each brings a database of the version before it to `version`, and sets its
 * user_version. */
static const struct {
	int version;
	const char *sql;
} migrations[] = {
	{2, migration_2},
	{3, migration_3},
	{4, migration_4},
};

struct answer {
	int64_t number;
	char text[160];
};

static int keep(void *context, int count, char **values, char **names)
{
	struct answer *a = context;

	(void)names;
	if (count && values[0]) {
		a->number = strtoll(values[0], NULL, 10);
		snprintf(a->text, sizeof a->text, "%s", values[0]);
	}
	return 0;
}

/* The first column of the last row. */
static struct answer ask(sqlite3 *db, const char *sql, int *rc)
{
	struct answer a = {0};

	if (!*rc)
		*rc = sqlite3_exec(db, sql, keep, &a, NULL);
	return a;
}

enum store_result sqlite_check(struct sqlite_store *s)
{
	int rc = SQLITE_OK;

	if (ask(s->db, "PRAGMA page_count", &rc).number > CHECKED_BYTES / SQLITE_PAGE)
		return STORE_OK;
	struct answer found = ask(s->db, "PRAGMA quick_check(1)", &rc);
	if (rc)
		return sqlite_result(s, rc);
	if (strcmp(found.text, "ok") == 0)
		return STORE_OK;
	store_fail(&s->base, STORE_CORRUPT,
		   "%s is damaged, so nothing is written to it: restore a backup, or save "
		   "what can be read with sqlite3's .recover (%s)", s->path, found.text);
	store_stop(&s->base);
	return STORE_CORRUPT;
}

/* One transaction: all of it, or nothing. */
static int run_script(sqlite3 *db, const char *sql)
{
	int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

	if (!rc)
		rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
	if (!rc)
		rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	if (rc)
		sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

static int vacuum_into(sqlite3 *db, const char *path)
{
	sqlite3_stmt *statement = NULL;
	int rc = sqlite3_prepare_v2(db, "VACUUM INTO ?1", -1, &statement, NULL);

	if (!rc)
		rc = sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC);
	if (!rc)
		sqlite3_step(statement);
	int finished = sqlite3_finalize(statement);
	return rc ? rc : finished;
}

/* Is the copy a whole one? */
static int check_copy(const char *path)
{
	sqlite3 *db = NULL;
	int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
	struct answer found = ask(db, "PRAGMA quick_check(1)", &rc);

	sqlite3_close(db);
	return rc ? rc : strcmp(found.text, "ok") ? SQLITE_CORRUPT : SQLITE_OK;
}

static bool sync_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return good;
}

/* An unfinished copy never has the backup's name. */
static enum store_result back_up(struct sqlite_store *s, int version)
{
	char name[4096], unfinished[4096];

	snprintf(name, sizeof name, "%s.version-%d.backup", s->path, version);
	int n = snprintf(unfinished, sizeof unfinished, "%s.unfinished", s->path);
	int fd = n < (int)sizeof unfinished ?
		 open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600) :
		 -1;
	if (fd >= 0)
		close(fd);
	int rc = fd < 0 ? SQLITE_CANTOPEN : vacuum_into(s->db, unfinished);
	if (!rc)
		rc = check_copy(unfinished);
	if (rc) {
		unlink(unfinished);
		return sqlite_result(s, rc);
	}
	if (!sync_file(unfinished) || rename(unfinished, name) < 0)
		return store_fail(&s->base, STORE_ERROR, "cannot keep the backup %s: %s", name,
				  strerror(errno));
	return STORE_OK;
}

static enum store_result upgrade(struct sqlite_store *s, int version)
{
	enum store_result result = back_up(s, version);
	size_t n = sizeof migrations / sizeof *migrations;

	for (size_t i = 0; result == STORE_OK && i < n; i++)
		if (migrations[i].version > version)
			result = sqlite_result(s, run_script(s->db, migrations[i].sql));
	return result;
}

enum store_result sqlite_migrate(struct sqlite_store *s)
{
	int rc = SQLITE_OK;
	int64_t id = ask(s->db, "PRAGMA application_id", &rc).number;
	int64_t version = ask(s->db, "PRAGMA user_version", &rc).number;
	int64_t tables = ask(s->db, "SELECT count(*) FROM sqlite_schema", &rc).number;

	if (rc)
		return sqlite_result(s, rc);
	if (id == 0 && version == 0 && tables == 0)
		return sqlite_result(s, run_script(s->db, schema));
	if (id != SQLITE_APPLICATION_ID || version < 1)
		return store_fail(&s->base, STORE_NOT_OURS,
				  "%s is the database of another program", s->path);
	if (version > SCHEMA_VERSION)
		return store_fail(&s->base, STORE_TOO_NEW,
				  "%s was written by a later netweight (its version is %d, this "
				  "program knows %d): update netweight, or use another file",
				  s->path, (int)version, SCHEMA_VERSION);
	return version < SCHEMA_VERSION ? upgrade(s, (int)version) : STORE_OK;
}
