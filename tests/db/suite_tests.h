/* What the files of the suite share. */
#ifndef TESTS_DB_SUITE_TESTS_H
#define TESTS_DB_SUITE_TESTS_H

#include "tests/db/suite.h"

extern const struct suite *suite;
extern struct store *store;	/* a new one for each test */

/* The hash of sample `i`, and its id; good until the fourth call after. */
const char *hash(int i);
const char *id(int i);

void test_pages(void **state);
void test_orders(void **state);
void test_pages_under_change(void **state);
void test_bad_queries(void **state);
void test_search(void **state);
void test_comparisons(void **state);
void test_list_comparisons(void **state);
void test_links(void **state);
void test_counts(void **state);
void test_rules(void **state);
void test_shares(void **state);
void test_reader(void **state);
void test_rules_expire(void **state);
void test_options(void **state);
void test_solvers(void **state);

#endif
