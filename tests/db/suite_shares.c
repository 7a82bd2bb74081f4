/* Links on the network, and the store of those who only read. */
#include "tests/db/suite_tests.h"

#include <stdio.h>
#include <string.h>

static enum store_result put_share(int token, const char *comparison, int64_t expires)
{
	struct store_share share = {.created = token, .expires = expires};

	strcpy(share.token, hash(token));
	snprintf(share.comparison, sizeof share.comparison, "%s", comparison);
	return store_put_share(store, &share);
}

static void see_share(void *context, const struct store_share *share)
{
	char *out = context;

	sprintf(out + strlen(out), "%d-%d ", (int)share->created, (int)share->expires);
}

static void put_link(void)
{
	char networks[1][65];
	struct store_comparison c = {
		.canonical = text("{}"), .title = text("t"), .note = text(""),
		.figures = text("[]"), .analyzer = "0.1.0", .created = 5,
		.networks = (const char (*)[65])networks, .network_count = 1,
	};

	strcpy(networks[0], hash(1));
	snprintf(c.id, sizeof c.id, "%s", id(900));
	assert_store(STORE_OK, store_put_comparison(store, &c));
}

void test_shares(void **state)
{
	struct store_share share;
	char out[200] = "";

	(void)state;
	assert_store(STORE_NOT_FOUND, put_share(7, id(900), 50));
	put_link();
	assert_store(STORE_OK, put_share(7, id(900), 50));
	assert_store(STORE_OK, put_share(8, id(900), 60));
	assert_store(STORE_OK, store_get_share(store, hash(7), &share));
	assert_string_equal(id(900), share.comparison);
	assert_int_equal(50, share.expires);
	assert_store(STORE_NOT_FOUND, store_get_share(store, hash(9), &share));
	assert_store(STORE_NOT_FOUND, store_get_share(store, "x", &share));
	assert_store(STORE_OK, store_list_shares(store, see_share, out));
	assert_string_equal("8-60 7-50 ", out);
	assert_store(STORE_OK, store_delete_share(store, id(8)));
	assert_store(STORE_NOT_FOUND, store_delete_share(store, id(8)));
	assert_store(STORE_OK, store_delete_comparison(store, id(900)));
	assert_store(STORE_NOT_FOUND, store_get_share(store, hash(7), &share));
}

void test_reader(void **state)
{
	struct store *reader = store_reader(store);
	struct store_network n;
	struct store_comparison c;

	(void)state;
	assert_store(STORE_OK, put_sample(store, 1));
	put_link();
	assert_store(STORE_OK, store_get_network(reader, id(1), true, &n));
	store_release(n.memory);
	assert_store(STORE_OK, store_get_comparison(reader, id(900), &c));
	store_release(c.memory);
	assert_store(STORE_READ_ONLY, put_sample(reader, 2));
	assert_store(STORE_NOT_FOUND, store_get_network(reader, id(2), false, &n));
	assert_store(STORE_NOT_FOUND, store_get_network(store, id(2), false, &n));
	store_close(reader);
}
