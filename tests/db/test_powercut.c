/* What a power cut leaves: all that was answered "stored", and a sound file.
 *
 * A run is written down as it goes to the disk, with a mark where each call had
 * returned.  Then the power is cut at random places: of what was not yet synced by
 * then, nothing arrives, or some of it, in pieces of a sector.  The same cuts on a
 * run with synchronous = NORMAL must lose something, or the test proves nothing. */
#include "tests/db/shim.h"
#include "tests/db/support.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/sqlite.h"

#define NETWORKS 60
#define SECTOR 512
#define CREATION 60		/* events, while the file is being made */
#define IMAGE_BYTES (4u << 20)

/* A file as the disk has it. */
struct image {
	unsigned char *bytes;
	int64_t size;
	bool exists;
};

enum pending { DROP_ALL, SOME };

static uint64_t random_state;

static uint64_t random_number(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	return random_state ^= random_state << 17;
}

/* Stores, renames, deletes and checkpoints, with an ack after each of the puts
 * (number) and deletions (-number). */
static void run(const char *path, const char *setting, struct shim_record *r)
{
	char sha256[65];
	int64_t links;

	shim_record(r);
	struct store *s = open_store(path);
	assert_int_equal(SQLITE_OK, sqlite3_exec(sqlite_store(s)->db, setting, NULL, NULL, NULL));
	for (int i = 1; i <= NETWORKS; i++) {
		assert_store(STORE_OK, put_sample(s, i));
		shim_ack(i);
		if (i % 9 == 0) {
			fake_hash(sha256, (uint64_t)i - 4);
			assert_store(STORE_OK, store_delete_network(s, sha256, &links));
			shim_ack(4 - i);
		}
		if (i % 17 == 0)
			store_idle(s);
		if (i % 23 == 0)
			sqlite_checkpoint(sqlite_store(s));
	}
	store_close(s);
	shim_record(NULL);
}

static void write_piece(struct image *m, const struct shim_event *e, size_t from, size_t to)
{
	int64_t end = e->offset + (int64_t)to;

	assert_true(end <= (int64_t)IMAGE_BYTES);
	memcpy(m->bytes + e->offset + from, e->bytes + from, to - from);
	m->size = end > m->size ? end : m->size;
}

static void apply(struct image *m, const struct shim_event *e)
{
	m->exists = true;
	if (e->kind == SHIM_WRITE)
		write_piece(m, e, 0, e->size);
	if (e->kind == SHIM_TRUNCATE && e->offset < m->size) {
		memset(m->bytes + e->offset, 0, (size_t)(m->size - e->offset));
		m->size = e->offset;
	}
}

/* Each sector of a write by itself. */
static void apply_torn(struct image *m, const struct shim_event *e)
{
	if (e->kind == SHIM_TRUNCATE && random_number() % 2)
		apply(m, e);
	if (e->kind != SHIM_WRITE)
		return;
	for (size_t from = 0; from < e->size;) {
		size_t to = from + SECTOR - (size_t)((e->offset + (int64_t)from) % SECTOR);
		to = to < e->size ? to : e->size;
		m->exists = true;
		if (random_number() % 2)
			write_piece(m, e, from, to);
		from = to;
	}
}

static bool synced_before(const struct shim_record *r, size_t event, size_t cut)
{
	for (size_t i = event + 1; i < cut; i++)
		if (r->events[i].file == r->events[event].file &&
		    (r->events[i].kind == SHIM_SYNC || r->events[i].kind == SHIM_DELETE))
			return true;
	return false;
}

/* The disk after the power was cut before event `cut`. */
static void cut_power(const struct shim_record *r, size_t cut, enum pending pending,
		      struct image *images)
{
	for (int i = 0; i < SHIM_FILES; i++) {
		memset(images[i].bytes, 0, (size_t)images[i].size);
		images[i].size = 0;
		images[i].exists = false;
	}
	for (size_t i = 0; i < cut; i++) {
		const struct shim_event *e = &r->events[i];
		struct image *m = e->file >= 0 ? &images[e->file] : NULL;
		if (e->kind == SHIM_DELETE) {
			memset(m->bytes, 0, (size_t)m->size);
			m->size = m->exists = 0;
		} else if (e->kind == SHIM_SYNC)
			m->exists = true;	/* a sync keeps the folder's entry too */
		else if (m && synced_before(r, i, cut))
			apply(m, e);
		else if (m && pending == SOME)
			apply_torn(m, e);
	}
}

static void write_images(const struct shim_record *r, const struct image *images,
			 const char *folder)
{
	for (int i = 0; i < r->file_count; i++) {
		const char *path = in_folder(folder, r->files[i]);
		unlink(path);
		FILE *f = images[i].exists ? fopen(path, "wb") : NULL;
		if (!f)
			continue;
		assert_int_equal(images[i].size,
				 fwrite(images[i].bytes, 1, (size_t)images[i].size, f));
		fclose(f);
	}
	unlink(in_folder(folder, "cut.db-shm"));
}

/* Acknowledged, and not there; or deleted, and there again.  -1: cannot be opened. */
static int count_lost(const struct shim_record *r, size_t cut, const char *path)
{
	bool there[NETWORKS + 1] = {false}, sure[NETWORKS + 1] = {false};
	struct store *s;
	char *error;
	int lost = 0;

	if (store_open_sqlite(path, &s, &error) != STORE_OK) {
		print_message("# %s\n", error);
		free(error);
		return -1;
	}
	for (size_t i = 0; i < cut; i++)
		if (r->events[i].kind == SHIM_ACK) {
			int64_t n = r->events[i].offset;
			there[n > 0 ? n : -n] = n > 0;
			sure[n > 0 ? n : -n] = true;
		}
	/* A deletion under way when the power went may have happened. */
	for (size_t i = cut; i < r->count; i++)
		if (r->events[i].kind == SHIM_ACK) {
			if (r->events[i].offset < 0)
				sure[-r->events[i].offset] = false;
			break;
		}
	for (int i = 1; i <= NETWORKS; i++)
		lost += sure[i] && has_sample(s, i) != there[i];
	if (store_read_only(s)) {
		print_message("# cut at %zu: %s\n", cut, store_read_only(s));
		lost = -1;
	}
	store_close(s);
	return lost;
}

struct outcome {
	int lossy, broken;
};

/* Cuts a run with this setting `cuts` times. */
static struct outcome torture(const char *setting, int cuts)
{
	char *folder = new_folder();
	struct shim_record r = {0};
	struct image images[SHIM_FILES];
	struct outcome outcome = {0, 0};

	run(in_folder(folder, "cut.db"), setting, &r);
	for (int i = 0; i < SHIM_FILES; i++)
		images[i] = (struct image){calloc(1, IMAGE_BYTES), IMAGE_BYTES, false};
	for (int i = 0; i < cuts; i++) {
		size_t cut = (size_t)(random_number() % (i % 4 ? r.count + 1 : CREATION));
		cut_power(&r, cut, i % 3 ? SOME : DROP_ALL, images);
		write_images(&r, images, folder);
		int lost = count_lost(&r, cut, in_folder(folder, "cut.db"));
		outcome.lossy += lost > 0;
		outcome.broken += lost < 0;
	}
	for (int i = 0; i < SHIM_FILES; i++)
		free(images[i].bytes);
	shim_free(&r);
	remove_folder(folder);
	return outcome;
}

static int cuts_wanted(void)
{
	const char *cuts = getenv("NETWEIGHT_CUTS");

	return cuts ? atoi(cuts) : 60;
}

static void test_full_loses_nothing(void **state)
{
	struct outcome o = torture("PRAGMA synchronous", cuts_wanted());

	(void)state;
	print_message("# FULL: %d cuts, %d with losses, %d broken\n", cuts_wanted(), o.lossy,
		      o.broken);
	assert_int_equal(0, o.lossy);
	assert_int_equal(0, o.broken);
}

static void test_normal_loses(void **state)
{
	struct outcome o = torture("PRAGMA synchronous = NORMAL", cuts_wanted());

	(void)state;
	print_message("# NORMAL: %d cuts, %d with losses, %d broken\n", cuts_wanted(),
		      o.lossy, o.broken);
	assert_true(o.lossy > cuts_wanted() / 3);
	assert_int_equal(0, o.broken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full_loses_nothing),
		cmocka_unit_test(test_normal_loses),
	};
	const char *seed = getenv("NETWEIGHT_SEED");

	random_state = seed ? strtoull(seed, NULL, 10) | 1 : 88172645463325252u;
	shim_install();
	return cmocka_run_group_tests_name("power cuts", tests, NULL, NULL);
}
