/* Every write, sync, removal, opening and allocation of a working day fails, one at a
 * time, once or from then on: nothing crashes, what was answered "stored" is there
 * afterwards, what was answered otherwise is there whole or not at all, and the file
 * is sound.  Then kill -9, at any moment. */
#include "tests/db/fixture.h"
#include "tests/db/shim.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/sqlite.h"

#define WRITES 3	/* networks stored in a day, numbers 10, 11, … */

static int tear_down(void **state)
{
	shim_fail(0, 0, 0, false);
	return leave_folder(state);
}

struct day {
	bool opened, stored[WRITES], deleted, renamed;
	enum store_result worst;	/* of the writes */
	bool stopped, wrote_after_error;
};

static void note(struct day *d, enum store_result result)
{
	if (result == STORE_OK && d->worst != STORE_OK)
		d->wrote_after_error = true;
	if (result != STORE_OK)
		d->worst = result;
}

static void see_nothing(void *context, const struct store_network *n)
{
	(void)context;
	(void)n;
}

static enum store_result put_comparison(struct store *s)
{
	char networks[1][65];
	struct store_comparison c = {
		.id = "0123456789abcdef01234567", .canonical = text("{}"),
		.title = text("t"), .analyzer = "1", .network_count = 1,
		.networks = (const char (*)[65])networks,
	};

	fake_hash(networks[0], 1);
	return store_put_comparison(s, &c);
}

static void read_all(struct store *s)
{
	char cursor[STORE_CURSOR_SIZE];
	struct store_query q = {.limit = 5, .sort = "name", .search = text("n")};
	struct store_comparison c;
	struct store_counts counts;
	int64_t total;

	store_list_networks(s, &q, see_nothing, NULL, &total, cursor);
	store_count(s, &counts);
	if (store_get_comparison(s, "0123456789abcdef01234567", &c) == STORE_OK)
		store_release(c.memory);
}

/* On a database that has networks 1 to 5. */
static struct day live_a_day(void)
{
	struct day d = {0};
	struct store *s;
	char *error = NULL, sha256[65];
	int64_t links;

	if (store_open_sqlite(path, &s, &error) != STORE_OK) {
		assert_non_null(error);
		free(error);
		return d;
	}
	d.opened = true;
	for (int i = 0; i < WRITES; i++) {
		enum store_result result = put_sample(s, 10 + i);
		d.stored[i] = result == STORE_OK;
		note(&d, result);
	}
	fake_hash(sha256, 2);
	enum store_result result = store_delete_network(s, sha256, &links);
	d.deleted = result == STORE_OK;
	note(&d, result);
	put_comparison(s);
	store_idle(s);
	fake_hash(sha256, 3);
	d.renamed = store_rename_network(s, sha256, text("other")) == STORE_OK;
	read_all(s);
	d.stopped = store_read_only(s) != NULL;
	store_close(s);
	return d;
}

static bool there(struct store *s, int i)
{
	struct store_network n;
	char sha256[65];

	fake_hash(sha256, (uint64_t)i);
	if (store_get_network(s, sha256, false, &n) != STORE_OK)
		return false;
	store_release(n.memory);
	return true;
}

/* What that day left, with everything working again. */
static void check_what_is_left(const struct day *d)
{
	struct store *s = open_store(path);
	struct store_network n;
	char sha256[65];

	assert_null(store_read_only(s));
	for (int i = 0; i < WRITES; i++) {
		assert_true(!d->stored[i] || there(s, 10 + i));
		assert_true(!there(s, 10 + i) || has_sample(s, 10 + i));
		assert_true(put_sample(s, 10 + i) <= STORE_EXISTS);	/* may be repeated */
		assert_true(has_sample(s, 10 + i));
	}
	assert_true(has_sample(s, 1) && has_sample(s, 4) && has_sample(s, 5));
	assert_true(!d->deleted || !there(s, 2));
	fake_hash(sha256, 3);
	assert_store(STORE_OK, store_get_network(s, sha256, false, &n));
	assert_true(!d->renamed || text_is(n.name, text("other")));
	store_release(n.memory);
	store_close(s);
}

static void start_with_five(void)
{
	static const char *const ends[] = {"net.db", "net.db-wal", "net.db-shm",
					   "net.db-journal"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		unlink(in_folder(folder, ends[i]));
	if (copy_file(in_folder(folder, "five.db"), path))
		return;
	struct store *s = open_store(path);
	for (int i = 1; i <= 5; i++)
		assert_store(STORE_OK, put_sample(s, i));
	store_close(s);
	assert_true(copy_file(path, in_folder(folder, "five.db")));
}

/* Lets each call of `mask` fail in its turn, until a day passes without; gives the
 * number of calls there are. */
static int fail_each(unsigned mask, int code, bool always,
		     void (*check)(const struct day *d))
{
	for (int n = 1;; n++) {
		start_with_five();
		shim_fail(mask, n, code, always);
		struct day d = live_a_day();
		int failures = shim_failures();
		shim_fail(0, 0, 0, false);
		if (check && failures)
			check(&d);
		check_what_is_left(&d);
		if (!failures)
			return n - 1;
	}
}

static void expect_full(const struct day *d)
{
	assert_true(d->worst == STORE_OK || d->worst == STORE_FULL);
	assert_false(d->stopped);
}

static void expect_recovery(const struct day *d)
{
	expect_full(d);
	assert_true(!d->opened || d->stored[WRITES - 1] || d->stored[0]);
}

static void expect_stop(const struct day *d)
{
	assert_false(d->wrote_after_error);
	assert_true(!d->worst || d->worst == STORE_ERROR || d->worst == STORE_READ_ONLY);
}

#define CHANGES (1u << SHIM_WRITE | 1u << SHIM_TRUNCATE)

static void test_disk_full(void **state)
{
	(void)state;
	assert_true(fail_each(CHANGES, SQLITE_FULL, false, expect_recovery) > 20);
	assert_true(fail_each(CHANGES, SQLITE_FULL, true, expect_full) > 20);
}

static void test_write_errors(void **state)
{
	(void)state;
	assert_true(fail_each(CHANGES, SQLITE_IOERR_WRITE, false, NULL) > 20);
	assert_true(fail_each(CHANGES, SQLITE_IOERR_WRITE, true, NULL) > 20);
	assert_true(fail_each(CHANGES, SQLITE_READONLY, true, NULL) > 20);
}

static void test_sync_errors(void **state)
{
	(void)state;
	assert_true(fail_each(1u << SHIM_SYNC, SQLITE_IOERR_FSYNC, false, expect_stop) > 4);
	assert_true(fail_each(1u << SHIM_SYNC, SQLITE_IOERR_FSYNC, true, expect_stop) > 4);
}

static void test_other_errors(void **state)
{
	(void)state;
	assert_true(fail_each(1u << SHIM_OPEN, SQLITE_CANTOPEN, false, NULL) > 1);
	assert_true(fail_each(1u << SHIM_DELETE, SQLITE_IOERR_DELETE, false, NULL) >= 0);
	assert_true(fail_each(1u << SHIM_READ, SQLITE_IOERR_READ, false, NULL) > 10);
}

/* Allocations. */
static sqlite3_mem_methods real_memory;
static struct {
	long count, fail_at;
	bool always;
} memory;

static bool memory_fails(void)
{
	memory.count++;
	return memory.fail_at && (memory.count == memory.fail_at ||
				  (memory.always && memory.count > memory.fail_at));
}

static void *failing_malloc(int n)
{
	return memory_fails() ? NULL : real_memory.xMalloc(n);
}

static void *failing_realloc(void *p, int n)
{
	return memory_fails() ? NULL : real_memory.xRealloc(p, n);
}

static void install_memory(void)
{
	sqlite3_mem_methods shim;

	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
	shim = real_memory;
	shim.xMalloc = failing_malloc;
	shim.xRealloc = failing_realloc;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &shim) != SQLITE_OK)
		abort();
}

/* Each of the first, then further and further apart: a day has some thousands.
 * NETWEIGHT_TORTURE=1 takes every one. */
static void fail_allocations(bool always)
{
	bool every = getenv("NETWEIGHT_TORTURE") != NULL;

	for (long n = 1;; n += every ? 1 : 1 + n / 10) {
		start_with_five();
		memory.count = 0;
		memory.always = always;
		memory.fail_at = n;
		struct day d = live_a_day();
		bool failed = memory.count >= n;
		memory.fail_at = 0;
		assert_false(d.stopped);
		check_what_is_left(&d);
		if (!failed)
			break;
	}
	assert_true(memory.count > 1000);
}

static void test_no_memory_once(void **state)
{
	(void)state;
	fail_allocations(false);
}

static void test_no_memory_any_more(void **state)
{
	(void)state;
	fail_allocations(true);
}

/* Stores networks 100, 101, … until killed, and tells of each through the pipe. */
static void store_until_killed(int pipe_end, int first)
{
	struct store *s = open_store(path);

	for (int i = first; i < first + 10000; i++) {
		if (put_sample(s, i) != STORE_OK || write(pipe_end, &i, sizeof i) != sizeof i)
			_exit(1);
		if (i % 20 == 0)
			store_idle(s);
	}
	_exit(0);
}

static void test_kill(void **state)
{
	int last = 99;

	(void)state;
	for (int round = 0; round < 15; round++) {
		int ends[2], told, status, first = last + 1;
		assert_int_equal(0, pipe(ends));
		pid_t child = fork();
		if (child == 0)
			store_until_killed(ends[1], first);
		close(ends[1]);
		for (int i = 0; i < 3 + 2 * round; i++)
			if (read(ends[0], &told, sizeof told) == sizeof told)
				last = told;
		usleep((useconds_t)(97 * round));
		kill(child, SIGKILL);
		while (read(ends[0], &told, sizeof told) == sizeof told)
			last = told;
		close(ends[0]);
		waitpid(child, &status, 0);
		assert_true(WIFSIGNALED(status));
		struct store *s = open_store(path);
		assert_null(store_read_only(s));
		for (int i = first; i <= last; i++)
			assert_true(has_sample(s, i));
		assert_true(!there(s, last + 1) || has_sample(s, last + 1));
		last += there(s, last + 1);
		store_close(s);
	}
	assert_true(last > 120);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, enter_folder, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_disk_full),	   TEST(test_write_errors),
		TEST(test_sync_errors),	   TEST(test_other_errors),
		TEST(test_no_memory_once), TEST(test_no_memory_any_more),
		TEST(test_kill),
	};

	install_memory();
	shim_install();
	return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
