/* Lists: pages, orders, searches. */
#include "tests/db/suite_tests.h"

#include <stdio.h>
#include <string.h>

struct seen {
	int count;
	char ids[512][25];
};

static void see(void *context, const struct store_network *n)
{
	struct seen *seen = context;

	assert_true(seen->count < 512);
	snprintf(seen->ids[seen->count++], 25, "%.24s", n->sha256);
}

static int64_t list(struct store_query q, struct seen *seen, char *cursor)
{
	int64_t total = -1;
	char next[STORE_CURSOR_SIZE];

	q.cursor = cursor;
	if (store_list_networks(store, &q, see, seen, &total, next) != STORE_OK)
		fail_msg("%s", store_message(store));
	assert_true(strspn(next, "abcdefghijklmnopqrstuvwxyz0123456789.-") == strlen(next));
	strcpy(cursor, next);
	return total;
}

static void list_all(struct store_query q, struct seen *seen)
{
	char cursor[STORE_CURSOR_SIZE] = "";

	seen->count = 0;
	do
		list(q, seen, cursor);
	while (*cursor);
}

static int position(const struct seen *seen, int i)
{
	for (int k = 0; k < seen->count; k++)
		if (strcmp(seen->ids[k], id(i)) == 0)
			return k;
	return -1;
}

static const char *const sorts[] = {
	"created", "-created", "name", "-name", "params", "-params", "macs", "-macs",
	"memory", "-memory", "layers", "-layers", NULL,
};

/* In pages of any size, each network once, in the order of one long page. */
void test_pages(void **state)
{
	static struct seen whole, pieces;

	(void)state;
	for (int i = 0; i < 60; i++)
		assert_store(STORE_OK, put_sample(store, i));
	for (const char *const *sort = sorts; *sort; sort++) {
		list_all((struct store_query){.sort = *sort, .limit = 100}, &whole);
		assert_int_equal(60, whole.count);
		for (int limit = 1; limit < 62; limit += 7) {
			list_all((struct store_query){.sort = *sort, .limit = limit}, &pieces);
			assert_int_equal(60, pieces.count);
			assert_memory_equal(whole.ids, pieces.ids, 60 * sizeof *whole.ids);
		}
	}
}

void test_orders(void **state)
{
	static struct seen seen;
	static const struct {
		const char *sort;
		int first, second, third;
	} rows[] = {
		{NULL, 2, 1, 0},	{"created", 2, 1, 0},	{"-created", 0, 1, 2},
		{"name", 0, 1, 2},	{"-name", 2, 1, 0},	{"params", 2, 1, 0},
		{"-params", 0, 1, 2},	{"macs", 0, 1, 2},	{"-macs", 2, 1, 0},
		{"memory", 2, 0, 1},	{"-memory", 1, 0, 2},	{"layers", 2, 1, 0},
		{"-layers", 0, 1, 2},
	};

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_store(STORE_OK, put_sample(store, i));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		list_all((struct store_query){.sort = rows[i].sort, .limit = 2}, &seen);
		assert_int_equal(3, seen.count);
		assert_int_equal(0, position(&seen, rows[i].first));
		assert_int_equal(1, position(&seen, rows[i].second));
		assert_int_equal(2, position(&seen, rows[i].third));
	}
}

/* Rows that come and go between pages neither repeat nor hide the others. */
void test_pages_under_change(void **state)
{
	static struct seen seen;
	int64_t links;

	(void)state;
	for (const char *const *sort = sorts; *sort; sort++) {
		char cursor[STORE_CURSOR_SIZE] = "";
		seen.count = 0;
		for (int i = 100; i < 130; i++)
			assert_int_not_equal(STORE_ERROR, put_sample(store, i));
		for (int page = 0; page == 0 || *cursor; page++) {
			list((struct store_query){.sort = *sort, .limit = 7}, &seen, cursor);
			put_sample(store, 200 + page);	/* comes */
			for (int i = 100; page == 1 && i < 130; i++)	/* the last seen goes */
				if (position(&seen, i) == 13)
					store_delete_network(store, id(i), &links);
		}
		for (int i = 100; i < 130; i++)
			assert_true(position(&seen, i) >= 0);
		for (int i = 0; i < seen.count; i++)
			for (int k = 0; k < i; k++)
				assert_string_not_equal(seen.ids[i], seen.ids[k]);
		for (int i = 0; i < 40; i++)
			store_delete_network(store, id(200 + i), &links);
	}
}

void test_bad_queries(void **state)
{
	static struct seen seen;
	static const char *const cursors[] = {
		"x", "created", "created.", "created.5", "created.5.", "created..",
		"created.5.0123456789abcdef0123456", "name.0.0123456789abcdef01234567",
		"created.x5.0123456789abcdef01234567", "created.5.0123456789abcdef0123456G",
		"-created.5.0123456789abcdef01234567", NULL,
	};
	char next[STORE_CURSOR_SIZE];
	int64_t total;

	(void)state;
	struct store_query q = {.sort = "size; DROP TABLE networks", .limit = 5};
	assert_store(STORE_BAD_QUERY, store_list_networks(store, &q, see, &seen, &total, next));
	q = (struct store_query){.limit = 0};
	assert_store(STORE_BAD_QUERY, store_list_networks(store, &q, see, &seen, &total, next));
	for (const char *const *c = cursors; *c; c++) {
		q = (struct store_query){.limit = 5, .cursor = *c};
		assert_store(STORE_BAD_QUERY,
			     store_list_networks(store, &q, see, &seen, &total, next));
	}
}

static int64_t matches(struct text search)
{
	static struct seen seen;
	char cursor[STORE_CURSOR_SIZE] = "";

	seen.count = 0;
	int64_t total = list((struct store_query){.search = search, .limit = 100}, &seen,
			     cursor);
	assert_int_equal(total, seen.count);
	return total;
}

void test_search(void **state)
{
	static const struct text names[] = {
		{"AlexNet", 7}, {"100% of it", 10}, {"a_b", 3}, {"axb", 3}, {"back\\slash", 10},
		{"nul\0here", 8}, {"\xff\xfe", 2}, {"R\xc3\xa9seau", 7},
	};
	static const struct {
		struct text search;
		int count;
	} rows[] = {
		{{"alex", 4}, 1}, {{"ALEXNET", 7}, 1}, {{"%", 1}, 1}, {{"_", 1}, 1},
		{{"\\", 1}, 1}, {{"nul\0h", 5}, 1}, {{"nul\0x", 5}, 0}, {{"here", 4}, 1},
		{{"\xff", 1}, 1}, {{"\xc3\xa9", 2}, 1}, {{"a%b", 3}, 0}, {{"", 0}, 8},
		{{".prototxt", 9}, 8}, {{"NET3.PROTO", 10}, 1}, {{"' OR 1=1", 8}, 0},
	};

	(void)state;
	for (int i = 0; i < 8; i++) {
		assert_store(STORE_OK, put_sample(store, i));
		assert_store(STORE_OK, store_rename_network(store, id(i), names[i]));
	}
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(rows[i].count, matches(rows[i].search));
}
