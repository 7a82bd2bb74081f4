#include "tests/db/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct suite *suite;
static char *folder;
static struct store *store;

static int set_up(void **state)
{
	(void)state;
	folder = new_folder();
	store = suite->open(folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	store_close(store);
	remove_folder(folder);
	return 0;
}

static const char *hash(int i)
{
	static char hashes[4][65];
	static int next;

	next = (next + 1) % 4;
	fake_hash(hashes[next], (uint64_t)i);
	return hashes[next];
}

static const char *id(int i)
{
	static char ids[4][25];
	static int next;

	next = (next + 1) % 4;
	snprintf(ids[next], sizeof ids[0], "%.24s", hash(i));
	return ids[next];
}

static void test_put_get(void **state)
{
	(void)state;
	assert_store(STORE_OK, put_sample(store, 1));
	assert_true(has_sample(store, 1));
	assert_false(has_sample(store, 2));
	struct store_network n;
	assert_store(STORE_OK, store_get_network(store, id(1), false, &n));
	assert_string_equal(hash(1), n.sha256);
	assert_int_equal(0, n.source.n);
	store_release(n.memory);
}

static void test_put_twice(void **state)
{
	struct store_counts counts;

	(void)state;
	assert_store(STORE_OK, put_sample(store, 1));
	assert_store(STORE_OK, store_rename_network(store, id(1), text("mine")));
	assert_store(STORE_EXISTS, put_sample(store, 1));
	struct store_network n;
	assert_store(STORE_OK, store_get_network(store, id(1), false, &n));
	assert_true(text_is(n.name, text("mine")));
	store_release(n.memory);
	assert_store(STORE_OK, store_count(store, &counts));
	assert_int_equal(1, counts.networks);
}

static void test_conflict(void **state)
{
	struct sample s;

	(void)state;
	assert_store(STORE_OK, put_sample(store, 1));
	make_sample(&s, 2);
	memcpy(s.network.sha256, hash(1), 24);
	assert_store(STORE_CONFLICT, store_put_network(store, &s.network, &s.document, 1));
	assert_non_null(strstr(store_message(store), hash(1)));
	assert_true(has_sample(store, 1));
	struct store_network n;
	assert_store(STORE_NOT_FOUND, store_get_network(store, s.network.sha256, false, &n));
}

static void test_unknown_ids(void **state)
{
	const char *ids[] = {id(5), hash(5), "", "0", "../../etc/passwd",
			     "0123456789ABCDEF01234567", "' OR 1=1 --", "%", NULL};
	struct store_network n;
	struct store_comparison c;
	struct store_document d;
	void *memory;
	int64_t links;

	(void)state;
	assert_store(STORE_OK, put_sample(store, 1));
	for (const char **p = ids; *p; p++) {
		assert_store(STORE_NOT_FOUND, store_get_network(store, *p, true, &n));
		assert_store(STORE_NOT_FOUND, store_rename_network(store, *p, text("x")));
		assert_store(STORE_NOT_FOUND, store_delete_network(store, *p, &links));
		assert_store(STORE_NOT_FOUND, store_get_document(store, *p, "", &d, &memory));
		assert_store(STORE_NOT_FOUND, store_put_documents(store, *p, &n, &d, 0));
		assert_store(STORE_NOT_FOUND, store_get_comparison(store, *p, &c));
		assert_store(STORE_NOT_FOUND, store_delete_comparison(store, *p));
		assert_store(STORE_NOT_FOUND,
			     store_rename_comparison(store, *p, text(""), text("")));
	}
	assert_store(STORE_NOT_FOUND, store_get_document(store, id(1), "?", &d, &memory));
	assert_true(has_sample(store, 1));
}

static void test_put_documents(void **state)
{
	struct sample s;
	struct store_document docs[2], d;
	struct store_network n;
	void *memory;

	(void)state;
	assert_store(STORE_OK, put_sample(store, 1));
	make_sample(&s, 7);
	docs[0] = docs[1] = s.document;
	docs[0].options = "phase=TRAIN";
	docs[1].options = "phase=TEST&batch=1";
	s.network.status = "partial";
	assert_store(STORE_OK, store_put_documents(store, id(1), &s.network, docs, 2));
	assert_store(STORE_NOT_FOUND,
		     store_get_document(store, id(1), "phase=TEST", &d, &memory));
	assert_store(STORE_OK, store_get_document(store, id(1), "phase=TRAIN", &d, &memory));
	assert_string_equal(s.document.etag, d.etag);
	store_release(memory);
	assert_store(STORE_OK, store_get_network(store, hash(1), false, &n));
	assert_string_equal("partial", n.status);
	assert_int_equal(7000021, n.params);
	assert_true(text_is(n.name, text("Net 1")));
	assert_int_equal(1001, n.created);
	store_release(n.memory);
}

static void test_rejected_whole(void **state)
{
	struct sample s;

	(void)state;
	make_sample(&s, 1);
	s.layers[4].index = 3;	/* twice the same layer */
	assert_store(STORE_ERROR, store_put_network(store, &s.network, &s.document, 1));
	assert_false(has_sample(store, 1));
	make_sample(&s, 1);
	s.network.status = "odd";
	assert_store(STORE_ERROR, store_put_network(store, &s.network, &s.document, 1));
	strcpy(s.network.sha256, "not a hash");
	assert_store(STORE_ERROR, store_put_network(store, &s.network, &s.document, 1));
	assert_store(STORE_OK, put_sample(store, 1));
	assert_true(has_sample(store, 1));
}

/* Any bytes are a name, and come back. */
static void test_hostile_names(void **state)
{
	static char long_name[65536];
	memset(long_name, 0x80, sizeof long_name);
	const struct text names[] = {
		{"'; DROP TABLE networks; --", 26}, {"\" OR \"\"=\"", 9}, {"", 0},
		{"a\0b", 3}, {"\xff\xfe\xc3(", 4}, {"\xed\xa0\x80", 3}, {"%_\\", 3},
		{"<script>", 8}, {"\r\nX: y", 6}, {long_name, sizeof long_name},
	};
	struct store_network n;

	(void)state;
	for (int i = 0; i < (int)(sizeof names / sizeof *names); i++) {
		assert_store(STORE_OK, put_sample(store, i));
		assert_store(STORE_OK, store_rename_network(store, id(i), names[i]));
		assert_store(STORE_OK, store_get_network(store, id(i), false, &n));
		assert_true(text_is(n.name, names[i]));
		store_release(n.memory);
	}
}

static void test_extremes(void **state)
{
	struct sample s;
	struct store_network n;

	(void)state;
	make_sample(&s, 3);
	s.network.params = INT64_MAX;
	s.network.macs = INT64_MIN;
	s.network.source = s.network.name = s.network.file = s.network.summary = text("");
	s.document.json_size = 0;
	s.document.layer_count = s.document.figure_count = 0;
	assert_store(STORE_OK, store_put_network(store, &s.network, &s.document, 1));
	assert_store(STORE_OK, store_get_network(store, hash(3), true, &n));
	assert_true(n.params == INT64_MAX && n.macs == INT64_MIN && n.source.n == 0);
	store_release(n.memory);
}

static void test_too_big(void **state)
{
	struct sample s;
	size_t size = (size_t)100 << 20;
	char *source = calloc(1, size);

	(void)state;
	assert_non_null(source);
	make_sample(&s, 3);
	s.network.source = (struct text){source, size};
	assert_store(STORE_TOO_BIG, store_put_network(store, &s.network, &s.document, 1));
	free(source);
	assert_store(STORE_OK, put_sample(store, 3));
}

/* Pages. */
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
static void test_pages(void **state)
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

static void test_orders(void **state)
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
static void test_pages_under_change(void **state)
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

static void test_bad_queries(void **state)
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

static void test_search(void **state)
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

/* Comparisons. */
static enum store_result put_link(const char *link, const char *canonical, int a, int b)
{
	char networks[2][65];
	struct store_comparison c = {
		.canonical = text(canonical), .title = text("Two"), .note = text("why"),
		.figures = text("[1]"), .analyzer = "0.1.0", .created = 5,
		.networks = (const char (*)[65])networks, .network_count = 2,
	};

	snprintf(c.id, sizeof c.id, "%s", link);
	strcpy(networks[0], hash(a));
	strcpy(networks[1], hash(b));
	return store_put_comparison(store, &c);
}

static void test_comparisons(void **state)
{
	struct store_comparison c;

	(void)state;
	assert_store(STORE_OK, put_link(id(900), "{1}", 1, 2));
	assert_store(STORE_EXISTS, put_link(id(900), "{1}", 1, 2));
	assert_store(STORE_CONFLICT, put_link(id(900), "{2}", 1, 2));
	assert_store(STORE_OK, store_get_comparison(store, id(900), &c));
	assert_string_equal(id(900), c.id);
	assert_true(text_is(c.canonical, text("{1}")) && text_is(c.note, text("why")));
	assert_true(text_is(c.title, text("Two")) && text_is(c.figures, text("[1]")));
	assert_string_equal("0.1.0", c.analyzer);
	assert_int_equal(2, c.network_count);
	assert_string_equal(hash(1), c.networks[0]);
	assert_string_equal(hash(2), c.networks[1]);
	store_release(c.memory);
	assert_store(STORE_OK, store_rename_comparison(store, id(900), text("T"), text("N")));
	assert_store(STORE_OK, store_get_comparison(store, id(900), &c));
	assert_true(text_is(c.title, text("T")) && text_is(c.note, text("N")));
	store_release(c.memory);
	assert_store(STORE_OK, store_delete_comparison(store, id(900)));
	assert_store(STORE_NOT_FOUND, store_get_comparison(store, id(900), &c));
}

static void see_link(void *context, const struct store_comparison *c)
{
	char *out = context;

	strcat(out, c->id);
	strcat(out, " ");
}

static void test_list_comparisons(void **state)
{
	char out[200] = "";

	(void)state;
	assert_store(STORE_OK, put_link("aaaaaaaaaaaaaaaaaaaaaaaa", "1", 1, 2));
	assert_store(STORE_OK, put_link("bbbbbbbbbbbbbbbbbbbbbbbb", "2", 1, 2));
	assert_store(STORE_OK, store_list_comparisons(store, see_link, out));
	assert_string_equal("bbbbbbbbbbbbbbbbbbbbbbbb aaaaaaaaaaaaaaaaaaaaaaaa ", out);
}

static void test_links(void **state)
{
	int64_t links = -1;
	struct store_comparison c;

	(void)state;
	assert_store(STORE_OK, put_sample(store, 1));
	assert_store(STORE_OK, put_link(id(900), "{1}", 1, 1));
	assert_store(STORE_OK, put_link(id(901), "{2}", 2, 1));
	assert_store(STORE_OK, put_link(id(902), "{3}", 2, 3));
	assert_store(STORE_OK, store_count_links(store, id(1), &links));
	assert_int_equal(2, links);
	assert_store(STORE_OK, store_count_links(store, id(2), &links));
	assert_int_equal(0, links);
	assert_store(STORE_OK, store_delete_network(store, id(1), &links));
	assert_int_equal(2, links);
	assert_false(has_sample(store, 1));
	assert_store(STORE_OK, store_get_comparison(store, id(900), &c));
	store_release(c.memory);
	assert_store(STORE_OK, put_sample(store, 1));
	assert_store(STORE_OK, store_count_links(store, hash(1), &links));
	assert_int_equal(2, links);
}

static void test_counts(void **state)
{
	struct store_counts counts;

	(void)state;
	for (int i = 0; i < 21; i++)
		assert_store(STORE_OK, put_sample(store, i));
	assert_store(STORE_OK, put_link(id(900), "{1}", 1, 1));
	assert_store(STORE_OK, store_count(store, &counts));
	assert_int_equal(21, counts.networks);
	assert_int_equal(3, counts.zoo);
	assert_int_equal(1, counts.comparisons);
	assert_true(counts.bytes > 0);
}

static void test_quota(void **state)
{
	struct store_counts counts;
	int64_t links;
	int i = 0;

	(void)state;
	store_set_limits(store, 400000, 0);
	while (put_sample(store, i) == STORE_OK)
		i++;
	assert_true(i > 10);
	assert_store(STORE_FULL, put_sample(store, i));
	assert_store(STORE_EXISTS, put_sample(store, 0));
	assert_store(STORE_OK, store_count(store, &counts));
	assert_true(counts.bytes <= 400000);
	for (int k = 0; k < 5; k++)
		assert_store(STORE_OK, store_delete_network(store, id(k), &links));
	assert_store(STORE_OK, put_sample(store, i));
	store_set_limits(store, 0, INT64_MAX / 2);
	if (suite->persistent)
		assert_store(STORE_FULL, put_sample(store, i + 1));
}

static void test_reopen(void **state)
{
	(void)state;
	if (!suite->persistent)
		return;
	for (int i = 0; i < 10; i++)
		assert_store(STORE_OK, put_sample(store, i));
	store_close(store);
	store = suite->open(folder);
	for (int i = 0; i < 10; i++)
		assert_true(has_sample(store, i));
	store_idle(store);
	assert_store(STORE_EXISTS, put_sample(store, 3));
	assert_store(STORE_OK, put_sample(store, 11));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int run_suite(const struct suite *which)
{
	const struct CMUnitTest tests[] = {
		TEST(test_put_get),	    TEST(test_put_twice),	TEST(test_conflict),
		TEST(test_unknown_ids),	    TEST(test_put_documents),	TEST(test_rejected_whole),
		TEST(test_hostile_names),   TEST(test_extremes),	TEST(test_too_big),
		TEST(test_pages),	    TEST(test_orders),	TEST(test_pages_under_change),
		TEST(test_bad_queries),	    TEST(test_search),		TEST(test_comparisons),
		TEST(test_list_comparisons), TEST(test_links),		TEST(test_counts),
		TEST(test_quota),	    TEST(test_reopen),
	};

	suite = which;
	return _cmocka_run_group_tests(which->name, tests, sizeof tests / sizeof *tests,
				       NULL, NULL);
}
