/* Opening: whose file, which version, who has it, is it sound? */
#include "tests/db/fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/sqlite.h"

static void test_modes(void **state)
{
	char *deep = strdup(in_folder(folder, "a/b/c/net.db"));

	(void)state;
	mode_t before = umask(0);
	struct store *s = open_store(deep);
	umask(before);
	assert_store(STORE_OK, put_sample(s, 1));
	assert_int_equal(0700, mode_of(in_folder(folder, "a")));
	assert_int_equal(0700, mode_of(in_folder(folder, "a/b/c")));
	assert_int_equal(0600, mode_of(deep));
	assert_int_equal(0600, mode_of(in_folder(folder, "a/b/c/net.db-wal")));
	assert_int_equal(0600, mode_of(in_folder(folder, "a/b/c/net.db.lock")));
	store_close(s);
	assert_int_not_equal(0, access(in_folder(folder, "a/b/c/net.db-wal"), F_OK));
	free(deep);
}

static void test_settings(void **state)
{
	struct store *s = open_store(path);
	sqlite3 *db = sqlite_store(s)->db;
	int value;
	static const int options[][2] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}, {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
	};
	static const char *const pragmas[][2] = {
		{"PRAGMA synchronous", "2"}, {"PRAGMA journal_mode", "wal"},
		{"PRAGMA wal_autocheckpoint", "0"}, {"PRAGMA cell_size_check", "1"},
		{"PRAGMA mmap_size", "0"}, {"PRAGMA foreign_keys", "1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		sqlite3_db_config(db, options[i][0], -1, &value);
		assert_int_equal(options[i][1], value);
	}
	for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++) {
		sqlite3_stmt *p;
		assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, pragmas[i][0], -1, &p, NULL));
		assert_int_equal(SQLITE_ROW, sqlite3_step(p));
		assert_string_equal(pragmas[i][1], (const char *)sqlite3_column_text(p, 0));
		sqlite3_finalize(p);
	}
	store_close(s);
}

static void test_odd_paths(void **state)
{
	char before[4096];

	(void)state;
	refuse(folder, STORE_ERROR, "");
	assert_int_equal(0, mkfifo(path, 0600));
	refuse(path, STORE_ERROR, "not an ordinary file");
	refuse("/proc/net.db", STORE_ERROR, "cannot");
	assert_non_null(getcwd(before, sizeof before));
	assert_int_equal(0, chdir(folder));
	refuse("", STORE_ERROR, "");
	struct store *s = open_store("file:x?mode=memory");
	assert_store(STORE_OK, put_sample(s, 1));
	store_close(s);
	assert_int_equal(0, access("file:x?mode=memory", F_OK));
	assert_int_equal(0, chdir(before));
}

static void test_network_filesystems(void **state)
{
	(void)state;
	assert_string_equal("NFS", sqlite_network_filesystem(0x6969));
	assert_string_equal("CIFS", sqlite_network_filesystem(0xff534d42));
	/* f_type is signed, so 32-bit magics may come sign-extended. */
	assert_string_equal("CIFS", sqlite_network_filesystem((unsigned long)(int)0xff534d42));
	assert_string_equal("FUSE", sqlite_network_filesystem(0x65735546));
	assert_null(sqlite_network_filesystem(0xef53));		/* ext4 */
	assert_null(sqlite_network_filesystem(0x01021994));	/* tmpfs */
}

static void test_second_process(void **state)
{
	struct store *s = open_store(path);
	char who[64];
	int status;

	(void)state;
	snprintf(who, sizeof who, "process %ld, at http://127.0.0.1:8642", (long)getpid());
	store_note_address(s, "http://127.0.0.1:8642");
	pid_t child = fork();
	if (child == 0) {
		struct store *t;
		char *error;
		enum store_result result = store_open_sqlite(path, &t, &error);
		_exit(result != STORE_IN_USE || !strstr(error, path) || !strstr(error, who));
	}
	assert_int_equal(child, waitpid(child, &status, 0));
	assert_int_equal(0, status);
	refuse(path, STORE_IN_USE, who);
	assert_store(STORE_OK, put_sample(s, 1));
	store_close(s);
	store_close(open_store(path));
}

/* A killed process leaves no lock behind. */
static void test_killed_holder(void **state)
{
	int ready[2], status;
	char byte;

	(void)state;
	assert_int_equal(0, pipe(ready));
	pid_t child = fork();
	if (child == 0) {
		struct store *t = open_store(path);
		byte = put_sample(t, 1) == STORE_OK;
		if (write(ready[1], &byte, 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	assert_int_equal(1, read(ready[0], &byte, 1));
	assert_int_equal(1, byte);
	refuse(path, STORE_IN_USE, "process");
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	struct store *s = open_store(path);
	assert_true(has_sample(s, 1));
	store_close(s);
	close(ready[0]);
	close(ready[1]);
}

static void stays_untouched(enum store_result expected, const char *word)
{
	char *before = content(path);
	struct stat a, b;

	assert_int_equal(0, stat(path, &a));
	refuse(path, expected, word);
	char *after = content(path);
	assert_int_equal(0, stat(path, &b));
	assert_memory_equal(before, after, 1 << 20);
	assert_true(a.st_size == b.st_size && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec);
	free(before);
	free(after);
}

static void test_not_ours(void **state)
{
	(void)state;
	sql(path, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
	stays_untouched(STORE_NOT_OURS, "another program");
	assert_int_not_equal(0, access(in_folder(folder, "net.db.lock"), F_OK));
	sql(path, "PRAGMA application_id = 7; PRAGMA journal_mode = WAL");
	stays_untouched(STORE_NOT_OURS, "another program");
	FILE *f = fopen(path, "w");
	fputs("name: \"AlexNet\"\n", f);
	fclose(f);
	stays_untouched(STORE_NOT_OURS, "not a database");
}

static void test_too_new(void **state)
{
	(void)state;
	store_close(open_store(path));
	sql(path, "PRAGMA user_version = 1000");
	stays_untouched(STORE_TOO_NEW, "1000");
}

/* Opened before anything was written, as after a kill in the first moment. */
static void test_empty_file(void **state)
{
	(void)state;
	fclose(fopen(path, "w"));
	struct store *s = open_store(path);
	assert_store(STORE_OK, put_sample(s, 1));
	store_close(s);
}

static uint64_t random_state = 88172645463325252u;

static uint64_t random_number(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	return random_state ^= random_state << 17;
}

static void count_row(void *context, const struct store_network *n)
{
	*(size_t *)context += n->name.n + n->summary.n;
}

/* Everything a server would do with it; only crashes matter. */
static void exercise(struct store *s)
{
	char cursor[STORE_CURSOR_SIZE];
	struct store_query q = {.search = text("net"), .sort = "name", .limit = 50};
	struct store_counts counts;
	int64_t links;
	size_t bytes = 0;
	char sha256[65];

	store_count(s, &counts);
	store_list_networks(s, &q, count_row, &bytes, &links, cursor);
	for (int i = 0; i < 12; i++)
		has_sample(s, i);
	fake_hash(sha256, 3);
	put_sample(s, 20);
	store_rename_network(s, sha256, text("again"));
	store_delete_network(s, sha256, &links);
	store_idle(s);
}

static void flip_bits(const char *file, int flips)
{
	struct stat st;
	int fd = open(file, O_RDWR);
	unsigned char byte;

	assert_int_equal(0, fstat(fd, &st));
	while (flips--) {
		off_t at = (off_t)(random_number() % (uint64_t)st.st_size);
		assert_int_equal(1, pread(fd, &byte, 1, at));
		byte ^= (unsigned char)(1u << random_number() % 8);
		assert_int_equal(1, pwrite(fd, &byte, 1, at));
	}
	close(fd);
}

/* Whatever is in the file: refused with a sentence, read-only with one, or working.
 * A refused file is left as it is, for repair. */
static void test_damaged_files(void **state)
{
	char *good = strdup(in_folder(folder, "good.db"));
	int refused = 0, read_only = 0;

	(void)state;
	struct store *s = open_store(good);
	for (int i = 0; i < 12; i++)
		assert_store(STORE_OK, put_sample(s, i));
	store_close(s);
	for (int round = 0; round < 150; round++) {
		char *error;
		assert_true(copy_file(good, path));
		flip_bits(path, 1 + round % 40);
		if (store_open_sqlite(path, &s, &error) == STORE_OK) {
			read_only += store_read_only(s) != NULL;
			exercise(s);
			store_close(s);
		} else {
			assert_true(strlen(error) > 20);
			refused++;
			free(error);
		}
		assert_int_equal(0, access(path, F_OK));
		unlink(in_folder(folder, "net.db-wal"));
		unlink(in_folder(folder, "net.db-shm"));
	}
	assert_true(refused > 0 && read_only > 0);
	free(good);
}

/* Damage that a check finds: reading goes on, writing does not. */
static void test_damage_is_read_only(void **state)
{
	(void)state;
	struct store *s = open_store(path);
	for (int i = 0; i < 12; i++)
		assert_store(STORE_OK, put_sample(s, i));
	store_close(s);
	sql(path, "PRAGMA ignore_check_constraints = ON; UPDATE networks SET status = 'odd'"
	    " WHERE name = 'Net 5'");
	s = open_store(path);
	assert_non_null(store_read_only(s));
	assert_non_null(strstr(store_read_only(s), "damaged"));
	assert_true(has_sample(s, 3));
	assert_store(STORE_READ_ONLY, put_sample(s, 50));
	assert_non_null(strstr(store_message(s), "damaged"));
	store_close(s);
}

static off_t size_of(const char *file)
{
	struct stat st;

	return stat(file, &st) == 0 ? st.st_size : -1;
}

/* Without a moment of rest, too; and readers with the sqlite3 program do not matter. */
static void test_wal_stays_short(void **state)
{
	static char source[500000];
	struct sample sample;
	struct store *s = open_store(path);

	(void)state;
	for (int i = 0; i < 40; i++) {
		make_sample(&sample, i);
		sample.network.source = (struct text){source, sizeof source};
		assert_store(STORE_OK, store_put_network(s, &sample.network,
							 &sample.document, 1));
		assert_true(size_of(in_folder(folder, "net.db-wal")) < (off_t)5 << 20);
	}
	store_idle(s);
	assert_true(size_of(path) > (off_t)20000000);
	store_close(s);
	assert_int_equal(-1, size_of(in_folder(folder, "net.db-wal")));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_modes),		TEST(test_settings),
		TEST(test_odd_paths),		TEST(test_network_filesystems),
		TEST(test_second_process),	TEST(test_killed_holder),
		TEST(test_not_ours),		TEST(test_too_new),
		TEST(test_empty_file),		TEST(test_damaged_files),
		TEST(test_damage_is_read_only),	TEST(test_wal_stays_short),
	};

	return cmocka_run_group_tests_name("opening", tests, NULL, NULL);
}
