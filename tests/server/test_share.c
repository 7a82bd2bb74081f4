/* Links on the network: addresses, tokens, guesses; and base64. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "server/base/base64.h"
#include "server/api/share.h"

static void test_addresses(void **state)
{
	static const char *const bad[] = { "", "localhost", "192.168.1", "::", "[::]:80", "0.0.0.0", "[::1", "[::1]x", "::1]", "[::1]:",
		"[1.2.3.4]:80", "1.2.3.4%lo", "fe80::1%", "[::1]:99999", "::g",
		"192.168.1.5:", "192.168.1.5:x", "192.168.1.5:70000", "1.2.3.4.5.6.7.8.9" };
	struct share_address address;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_non_null(share_address_read(bad[i], false, &address));
	assert_null(share_address_read("192.168.1.5", false, &address));
	assert_string_equal("192.168.1.5", address.host);
	assert_int_equal(8643, address.port);
	assert_null(share_address_read("192.168.1.5:80", false, &address));
	assert_int_equal(80, address.port);
	assert_null(share_address_read("0.0.0.0:0", true, &address));
	assert_null(share_address_read("[::]:0", true, &address));
	assert_null(share_address_read("::1", false, &address));
	assert_string_equal("::1", address.host);
	assert_int_equal(8643, address.port);
	assert_null(share_address_read("[fe80::1%eth0]:81", false, &address));
	assert_string_equal("fe80::1%eth0", address.host);
	assert_int_equal(81, address.port);
}

static void test_names(void **state)
{
	struct share_address address = { .host = "192.168.1.5" };
	struct share_address scoped = { .host = "fe80::1%eth0" };
	char names[SHARE_NAMES][SHARE_NAME_SIZE], host[SHARE_NAME_SIZE];

	(void)state;
	assert_int_equal(1, share_names(&address, names));
	assert_string_equal("192.168.1.5", names[0]);
	assert_int_equal(1, share_names(&scoped, names));
	assert_string_equal("[fe80::1%25eth0]", names[0]);
	share_host(names[0], host);
	assert_string_equal("[fe80::1]", host);
}

static void test_tokens(void **state)
{
	char one[SHARE_TOKEN_SIZE], two[SHARE_TOKEN_SIZE], hash[65], again[65];

	(void)state;
	assert_true(share_token(one, hash));
	assert_true(share_token(two, again));
	assert_int_equal(22, strlen(one));
	assert_int_equal(22, strspn(one, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-_"));
	assert_string_not_equal(one, two);
	share_hash(str_from(one), again);
	assert_string_equal(hash, again);
	assert_null(strstr(hash, one));
}

static void test_guesses(void **state)
{
	static struct guesses g;

	(void)state;
	for (int i = 0; i < GUESSES_PER_MINUTE; i++) {
		assert_true(guess_allowed(&g, 5, 1000 + i));
		guess_failed(&g, 5, 1000 + i);
	}
	assert_false(guess_allowed(&g, 5, 2000));
	assert_true(guess_allowed(&g, 6, 2000));
	assert_false(guess_allowed(&g, 5, 60999));
	assert_true(guess_allowed(&g, 5, 61000));
	guess_failed(&g, 5, 61000);
	assert_true(guess_allowed(&g, 5, 61001));
}

static void test_base64(void **state)
{
	static const char *const rows[][2] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
		{ "foo", "Zm9v" }, { "foob", "Zm9vYg==" }, { "\xff\xfe\xfd", "//79" } };
	static const char *const bad[] = { "Zg=", "Zg", "Z===", "Zm9v!m9v", "Zg==Zg==" };
	struct arena *a = arena_create(0);
	struct str out;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str plain = str_from(rows[i][0]), coded = str_from(rows[i][1]);

		assert_true(str_equal(base64_encode(a, plain.p, plain.n), coded));
		assert_true(base64_decode(a, coded, &out) && str_equal(out, plain));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(base64_decode(a, str_from(bad[i]), &out));
	arena_destroy(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses), cmocka_unit_test(test_names),
		cmocka_unit_test(test_tokens),	  cmocka_unit_test(test_guesses),
		cmocka_unit_test(test_base64),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
