#include "tests/db/suite_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct suite *suite;
struct store *store;
static char *folder;

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

const char *hash(int i)
{
	static char hashes[4][65];
	static int next;

	next = (next + 1) % 4;
	fake_hash(hashes[next], (uint64_t)i);
	return hashes[next];
}

const char *id(int i)
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
		TEST(test_rules),	    TEST(test_rules_expire),	TEST(test_options),
		TEST(test_solvers),	    TEST(test_shares),		TEST(test_reader),
		TEST(test_quota),	    TEST(test_reopen),
	};

	suite = which;
	return _cmocka_run_group_tests(which->name, tests, sizeof tests / sizeof *tests,
				       NULL, NULL);
}
