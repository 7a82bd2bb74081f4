/* Opens and closes a store on SQLite. */
#include "db/sqlite_rules.h"
#include "db/sqlite_shares.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file from elsewhere may hold anything; these bound what reading it can cost. */
static const struct {
	int limit, value;
} limits[] = {
	{SQLITE_LIMIT_LENGTH, 64 << 20},	/* a value or a row; uploads are 8 MiB */
	{SQLITE_LIMIT_SQL_LENGTH, 100000},
	{SQLITE_LIMIT_COLUMN, 100},
	{SQLITE_LIMIT_EXPR_DEPTH, 20},
	{SQLITE_LIMIT_COMPOUND_SELECT, 4},
	{SQLITE_LIMIT_VDBE_OP, 25000},
	{SQLITE_LIMIT_FUNCTION_ARG, 8},
	{SQLITE_LIMIT_VARIABLE_NUMBER, 100},
	{SQLITE_LIMIT_TRIGGER_DEPTH, 10},
	{SQLITE_LIMIT_ATTACHED, 1},		/* VACUUM INTO attaches its target */
};
#define HEAP_BYTES (INT64_C(512) << 20)

static const struct {
	int option, value;
} options[] = {
	{SQLITE_DBCONFIG_DEFENSIVE, 1},
	{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
	{SQLITE_DBCONFIG_DQS_DML, 0},
	{SQLITE_DBCONFIG_DQS_DDL, 0},
	{SQLITE_DBCONFIG_ENABLE_FKEY, 1},
	{SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},	/* until the file is known to be sound */
};

static const char *const statement_texts[] = {
#define STATEMENT(name, sql) sql,
#include "db/statements.def"
};

static int on_commit(void *context, sqlite3 *db, const char *name, int pages)
{
	struct sqlite_store *s = context;

	(void)db;
	(void)name;
	s->wal_pages = pages;
	return SQLITE_OK;
}

/* EXTRA until the WAL is in use: a rollback journal whose removal a power cut undid
 * would be played back over what came later. */
static enum store_result configure(struct sqlite_store *s)
{
	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, SQLITE_WAIT_MS);
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		sqlite3_limit(s->db, limits[i].limit, limits[i].value);
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		sqlite3_db_config(s->db, options[i].option, options[i].value, NULL);
	return sqlite_result(s, sqlite3_exec(s->db,
		"PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
		" PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;"
		" PRAGMA synchronous = EXTRA",
		NULL, NULL, NULL));
}

static int note_mode(void *context, int count, char **values, char **names)
{
	(void)names;
	*(bool *)context = count && values[0] && strcmp(values[0], "wal") == 0;
	return 0;
}

/* FULL: what was answered "stored" survives a power cut. */
static enum store_result start_wal(struct sqlite_store *s)
{
	bool wal = false;
	int rc = sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", note_mode, &wal, NULL);

	if (!rc)
		rc = sqlite3_exec(s->db, "PRAGMA synchronous = FULL;"
				  " PRAGMA wal_autocheckpoint = 0;"
				  " PRAGMA journal_size_limit = 16777216", NULL, NULL, NULL);
	if (!rc && !wal && s->lock >= 0)
		return store_fail(&s->base, STORE_READ_ONLY, "%s cannot be written", s->path);
	sqlite3_wal_hook(s->db, on_commit, s);
	s->wal_pages = 1;	/* a WAL from before may be there */
	return sqlite_result(s, rc);
}

static enum store_result prepare(struct sqlite_store *s)
{
	int rc = SQLITE_OK;

	for (int i = 0; !rc && i < STATEMENT_COUNT; i++)
		rc = sqlite3_prepare_v3(s->db, statement_texts[i], -1,
					SQLITE_PREPARE_PERSISTENT, &s->statements[i], NULL);
	return sqlite_result(s, rc);
}

/* Damage leaves the store open for reading, if the statements can be prepared. */
static enum store_result start(struct sqlite_store *s)
{
	enum store_result result = sqlite_check(s);

	if (result == STORE_CORRUPT)
		return prepare(s);
	if (result == STORE_OK)
		result = sqlite_migrate(s);
	if (result == STORE_OK)
		result = start_wal(s);
	if (result == STORE_OK)
		result = prepare(s);
	if (result == STORE_OK)
		sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	return result;
}

static bool in_memory(const struct sqlite_store *s)
{
	return strcmp(s->path, ":memory:") == 0;
}

static enum store_result open_file(struct sqlite_store *s)
{
	enum store_result result = in_memory(s) ? STORE_OK : sqlite_claim(s);

	if (result != STORE_OK)
		return result;
	sqlite3_hard_heap_limit64(HEAP_BYTES);
	int rc = sqlite3_open_v2(s->path, &s->db, SQLITE_OPEN_READWRITE |
				 SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
	result = sqlite_result(s, rc);
	if (result == STORE_OK)
		result = configure(s);
	return result == STORE_OK ? start(s) : result;
}

static void idle(struct store *base)
{
	sqlite_checkpoint(sqlite_store(base));
}

static enum store_result count(struct store *base, struct store_counts *out)
{
	struct sqlite_store *s = sqlite_store(base);
	struct call c = call(s, SQL_COUNT);

	if (call_step(&c)) {
		out->networks = call_column_int(&c, 0);
		out->zoo = call_column_int(&c, 1);
		out->comparisons = call_column_int(&c, 2);
	}
	enum store_result result = call_done(&c);
	out->bytes = sqlite_bytes(s);
	return result;
}

static void close_store(struct store *base)
{
	struct sqlite_store *s = sqlite_store(base);

	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(s->statements[i]);
	if (*s->base.stopped)
		sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_close(s->db);
	if (s->lock >= 0)
		close(s->lock);
	free(s->path);
	free(s);
}

static const struct store_class sqlite_class = {
	.name = "sqlite",
	.close = close_store,
	.note_address = sqlite_note_address,
	.idle = idle,
	.count = count,
	.put_network = sqlite_put_network,
	.put_documents = sqlite_put_documents,
	.get_network = sqlite_get_network,
	.get_document = sqlite_get_document,
	.rename_network = sqlite_rename_network,
	.delete_network = sqlite_delete_network,
	.count_links = sqlite_count_links,
	.list_networks = sqlite_list_networks,
	.put_comparison = sqlite_put_comparison,
	.get_comparison = sqlite_get_comparison,
	.rename_comparison = sqlite_rename_comparison,
	.delete_comparison = sqlite_delete_comparison,
	.list_comparisons = sqlite_list_comparisons,
	.set_options = sqlite_set_options,
	.list_due = sqlite_list_due,
	.next_old = sqlite_next_old,
	.put_rule = sqlite_put_rule,
	.delete_rule = sqlite_delete_rule,
	.list_rules = sqlite_list_rules,
	.put_share = sqlite_put_share,
	.get_share = sqlite_get_share,
	.delete_share = sqlite_delete_share,
	.list_shares = sqlite_list_shares,
	.put_solver = sqlite_put_solver,
	.delete_solver = sqlite_delete_solver,
	.list_solvers = sqlite_list_solvers,
};

/* SQLite would read "file:…" as a URI, and "" or ":x" as names of its own. */
static char *plain_path(const char *path)
{
	bool plain = path[0] == '/' || strcmp(path, ":memory:") == 0;
	size_t size = strlen(path) + 3;
	char *copy = malloc(size);

	if (copy)
		snprintf(copy, size, "%s%s", plain ? "" : "./", path);
	return copy;
}

enum store_result store_open_sqlite(const char *path, struct store **store,
				    char **error)
{
	struct sqlite_store *s = calloc(1, sizeof *s);
	char *copy = plain_path(path);

	*store = NULL;
	*error = NULL;
	if (!s || !copy) {
		free(s);
		free(copy);
		*error = strdup("out of memory");
		return STORE_NO_MEMORY;
	}
	s->base.class = &sqlite_class;
	s->path = copy;
	s->lock = -1;
	store_set_limits(&s->base, STORE_MAX_BYTES, STORE_RESERVE_BYTES);
	enum store_result result = open_file(s);
	if (result == STORE_OK) {
		*store = &s->base;
		return STORE_OK;
	}
	*error = strdup(s->base.message);
	s->wal_pages = 0;	/* nothing is written to what was refused */
	close_store(&s->base);
	return result;
}
