/* What every implementation of the store must do: run it against any of them. */
#ifndef TESTS_DB_SUITE_H
#define TESTS_DB_SUITE_H

#include "tests/db/support.h"

struct suite {
	const char *name;
	/* Opens what is kept in `folder`, new the first time. */
	struct store *(*open)(const char *folder);
	bool persistent;		/* what was closed can be opened again */
};

/* The number of failed tests. */
int run_suite(const struct suite *suite);

#endif
