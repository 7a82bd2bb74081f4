/* Comparisons, and the networks they use. */
#include "tests/db/suite_tests.h"

#include <stdio.h>
#include <string.h>

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

void test_comparisons(void **state)
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

void test_list_comparisons(void **state)
{
	char out[200] = "";

	(void)state;
	assert_store(STORE_OK, put_link("aaaaaaaaaaaaaaaaaaaaaaaa", "1", 1, 2));
	assert_store(STORE_OK, put_link("bbbbbbbbbbbbbbbbbbbbbbbb", "2", 1, 2));
	assert_store(STORE_OK, store_list_comparisons(store, see_link, out));
	assert_string_equal("bbbbbbbbbbbbbbbbbbbbbbbb aaaaaaaaaaaaaaaaaaaaaaaa ", out);
}

void test_links(void **state)
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

void test_counts(void **state)
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
