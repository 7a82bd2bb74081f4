/* Rules, options and solvers: what the documents of networks are asked. */
#include "tests/db/suite_tests.h"

#include <stdio.h>
#include <string.h>

static enum store_result put_rule(const char *type, const char *rule)
{
	struct store_rule r = {text(type), text(rule), 7};

	return store_put_rule(store, &r);
}

static void see_rule(void *context, const struct store_rule *rule)
{
	char *out = context;

	sprintf(out + strlen(out), "%.*s=%.*s@%d ", (int)rule->type.n, rule->type.p,
		(int)rule->text.n, rule->text.p, (int)rule->created);
}

static const char *listed(const char *of)
{
	static char out[400];

	out[0] = '\0';
	assert_store(STORE_OK, store_list_rules(store, of, see_rule, out));
	return out;
}

/* Is the network's document as it was stored, or to be made anew? */
static bool is_due(int i)
{
	struct store_document d;
	void *memory;

	assert_store(STORE_OK, store_get_document(store, id(i), "phase=TEST", &d, &memory));
	bool due = strcmp(d.analyzer, "") == 0;
	store_release(memory);
	return due;
}

void test_rules(void **state)
{
	(void)state;
	assert_string_equal("", listed(NULL));
	assert_store(STORE_OK, put_rule("Foo", "a"));
	assert_store(STORE_OK, put_rule("Convolution", "b"));
	assert_store(STORE_OK, put_rule("Foo", "c"));
	assert_string_equal("Convolution=b@7 Foo=c@7 ", listed(NULL));
	assert_store(STORE_OK, put_sample(store, 1));
	assert_string_equal("Convolution=b@7 ", listed(id(1)));
	assert_string_equal("", listed(id(2)));
	assert_store(STORE_NOT_FOUND, store_list_rules(store, "x", see_rule, NULL));
	assert_store(STORE_OK, store_delete_rule(store, text("Foo")));
	assert_store(STORE_NOT_FOUND, store_delete_rule(store, text("Foo")));
	assert_string_equal("Convolution=b@7 ", listed(NULL));
}

static void see_due(void *context, const char *due)
{
	strcat(context, due);
}

static const char *due(int limit)
{
	static char out[100];

	out[0] = '\0';
	assert_store(STORE_OK, store_list_due(store, limit, see_due, out));
	return out;
}

/* A changed rule concerns the networks with layers of its type, and no others. */
void test_rules_expire(void **state)
{
	(void)state;
	assert_store(STORE_OK, put_sample(store, 1));
	assert_store(STORE_OK, put_rule("Foo", "a"));
	assert_false(is_due(1));
	assert_string_equal("", due(10));
	assert_store(STORE_OK, put_rule("Convolution", "a"));
	assert_true(is_due(1));
	assert_string_equal(id(1), due(10));
	assert_store(STORE_OK, put_sample(store, 2));
	assert_false(is_due(2));
	assert_store(STORE_OK, store_delete_rule(store, text("Convolution")));
	assert_true(is_due(2));
	assert_int_equal(48, strlen(due(2)));
	assert_int_equal(24, strlen(due(1)));
}

void test_options(void **state)
{
	struct store_network n;

	(void)state;
	assert_store(STORE_OK, put_sample(store, 1));
	assert_store(STORE_OK, put_sample(store, 2));
	assert_store(STORE_OK, store_set_options(store, id(1), text("{\"batch\":2}")));
	assert_store(STORE_NOT_FOUND, store_set_options(store, id(3), text("{}")));
	assert_store(STORE_OK, store_get_network(store, id(1), true, &n));
	assert_true(text_is(n.options, text("{\"batch\":2}")));
	store_release(n.memory);
	assert_true(is_due(1));
	assert_false(is_due(2));
}

static void see_solver(void *context, const struct store_solver *solver)
{
	char *out = context;

	sprintf(out + strlen(out), "%.4s %.*s %.*s; ", solver->sha256, (int)solver->file.n,
		solver->file.p, (int)solver->summary.n, solver->summary.p);
}

static enum store_result put_solver(int i, const char *file, const char *summary)
{
	struct store_solver s = {.file = text(file), .summary = text(summary),
				 .created = i};

	strcpy(s.sha256, hash(i));
	return store_put_solver(store, &s);
}

void test_solvers(void **state)
{
	char out[400] = "", want[400];

	(void)state;
	assert_store(STORE_OK, put_solver(1, "a", "{}"));
	assert_store(STORE_OK, put_solver(2, "b", "{2}"));
	assert_store(STORE_OK, put_solver(1, "c", "{1}"));
	assert_store(STORE_OK, store_list_solvers(store, see_solver, out));
	sprintf(want, "%.4s b {2}; %.4s c {1}; ", hash(2), hash(1));
	assert_string_equal(want, out);
	assert_store(STORE_OK, store_delete_solver(store, id(2)));
	assert_store(STORE_NOT_FOUND, store_delete_solver(store, id(2)));
	assert_store(STORE_NOT_FOUND, store_delete_solver(store, "2"));
}
