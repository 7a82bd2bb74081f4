/* From each earlier version of the schema to today's, and what users see of it. */
#include "tests/db/fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void make_schema(const char *file, int version)
{
	char name[4096];
	const char *srcdir = getenv("srcdir");

	snprintf(name, sizeof name, "%s/tests/db/schema-%d.sql", srcdir ? srcdir : ".",
		 version);
	char *schema = content(name);
	sql(file, schema);
	free(schema);
}

static void make_version_1(const char *file)
{
	make_schema(file, 1);
	sql(file, "PRAGMA journal_mode = WAL; INSERT INTO comparisons VALUES"
	    " ('0123456789abcdef01234567', '{}', 'old', '0.0.9', 3);"
	    "INSERT INTO networks VALUES (1, substr(printf('%064d', 5), 1, 24),"
	    " printf('%064d', 5), 'n', 'f', 'upload', 'V1', 'complete', 1, 3, 9, 8, 7, 6, 5,"
	    " '{}'); INSERT INTO sources VALUES (1, x'414243')");
}

static void test_migration(void **state)
{
	struct store_comparison c;
	struct store_network n;

	(void)state;
	make_version_1(path);
	struct store *s = open_store(path);
	assert_store(STORE_OK, store_get_comparison(s, "0123456789abcdef01234567", &c));
	assert_true(text_is(c.title, text("old")) && c.note.n == 0 && c.figures.n == 0);
	store_release(c.memory);
	assert_store(STORE_OK, store_rename_comparison(s, "0123456789abcdef01234567",
						       text("new"), text("a note")));
	assert_store(STORE_OK, store_get_network(s, "000000000000000000000000", true, &n));
	assert_true(text_is(n.source, text("ABC")));
	store_release(n.memory);
	assert_store(STORE_OK, put_sample(s, 1));
	store_close(s);

	const char *backup = in_folder(folder, "net.db.version-1.backup");
	assert_int_equal(0600, mode_of(backup));
	char *old = rows(backup, "SELECT title, (SELECT user_version FROM"
			 " pragma_user_version) FROM comparisons");
	assert_string_equal("old|1\n", old);
	free(old);
	assert_int_not_equal(0, access(in_folder(folder, "net.db.unfinished"), F_OK));
}

/* A database of version 2, with a document that knows nothing of rules. */
static void test_migration_from_2(void **state)
{
	static const struct store_rule rule = {
		{"Convolution", 11}, {"Convolution: top = bottom0", 26}, 5,
	};
	struct store_network n;
	struct store_document d;
	void *memory;

	(void)state;
	make_schema(path, 2);
	struct store *s = open_store(path);
	assert_store(STORE_OK, put_sample(s, 1));
	assert_store(STORE_OK, store_put_rule(s, &rule));
	char hash[65];
	fake_hash(hash, 1);
	assert_store(STORE_OK, store_get_network(s, hash, false, &n));
	assert_int_equal(0, n.options.n);
	store_release(n.memory);
	assert_store(STORE_OK, store_get_document(s, hash, "phase=TEST", &d, &memory));
	assert_string_equal("", d.analyzer);
	store_release(memory);
	store_close(s);
}

/* A migrated database is what a new one is. */
static void compare_with_new(int version)
{
	static const char *const query =
		"SELECT t.name, t.type, t.wr, t.strict, c.* FROM pragma_table_list AS t,"
		" pragma_table_xinfo(t.name) AS c WHERE t.name NOT LIKE 'sqlite_%'"
		" ORDER BY t.name, c.cid";
	static const char *const indexes =
		"SELECT name, tbl_name FROM sqlite_schema WHERE type <> 'table'"
		" UNION ALL SELECT user_version, 0 FROM pragma_user_version ORDER BY 1";
	char *old = strdup(in_folder(folder, "old.db"));
	char *other = strdup(in_folder(folder, "new.db"));
	const char *const queries[] = {query, indexes};

	make_schema(old, version);
	store_close(open_store(old));
	store_close(open_store(other));
	for (int i = 0; i < 2; i++) {
		char *migrated = rows(old, queries[i]), *fresh = rows(other, queries[i]);
		assert_string_equal(fresh, migrated);
		assert_true(strlen(fresh) > 100);
		free(migrated);
		free(fresh);
	}
	unlink(old);
	free(old);
	free(other);
}

static void test_migrated_schema(void **state)
{
	(void)state;
	for (int version = 1; version <= 3; version++)
		compare_with_new(version);
}

/* No backup, no migration. */
static void test_migration_without_backup(void **state)
{
	(void)state;
	make_version_1(path);
	assert_int_equal(0, mkdir(in_folder(folder, "net.db.unfinished"), 0700));
	refuse(path, STORE_ERROR, path);
	assert_int_equal(0, rmdir(in_folder(folder, "net.db.unfinished")));
	char *version = rows(path, "PRAGMA user_version");
	assert_string_equal("1\n", version);
	free(version);
	store_close(open_store(path));
}

/* Killed at any moment of a migration: the next start finishes it. */
static void test_migration_killed(void **state)
{
	(void)state;
	for (int delay = 0; delay < 30; delay++) {
		char *file = strdup(in_folder(folder, "old.db"));
		make_version_1(file);
		pid_t child = fork();
		if (child == 0) {
			open_store(file);
			_exit(0);
		}
		usleep((useconds_t)delay * 500);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		struct store *s = open_store(file);
		struct store_comparison c;
		assert_store(STORE_OK, store_get_comparison(s, "0123456789abcdef01234567", &c));
		store_release(c.memory);
		store_close(s);
		unlink(file);
		free(file);
	}
}

static void test_views(void **state)
{
	(void)state;
	struct store *s = open_store(path);
	assert_store(STORE_OK, put_sample(s, 7));
	char *layers = rows(path, "SELECT network, options, position, layer, type, shape,"
			    " params, macs FROM layer_statistics WHERE position = 2");
	assert_string_equal("Net 7|phase=TEST|2|conv|Convolution|1x96x55x55|34951|105415202\n",
			    layers);
	free(layers);
	char *figures = rows(path, "SELECT network, position, figure, value FROM"
			     " network_figures ORDER BY position");
	assert_string_equal("Net 7|-1|memory.peak|1007\nNet 7|2|stride|4\n", figures);
	free(figures);
	store_close(s);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_migration),
		TEST(test_migration_from_2),
		TEST(test_migrated_schema),
		TEST(test_migration_without_backup),
		TEST(test_migration_killed),
		TEST(test_views),
	};

	return cmocka_run_group_tests_name("migration", tests, NULL, NULL);
}
