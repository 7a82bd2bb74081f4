/* Set-up and tear-down of a test in a new folder. */
#ifndef TESTS_DB_FIXTURE_H
#define TESTS_DB_FIXTURE_H

#include "tests/db/support.h"

extern char *folder;
extern char *path;	/* where a store would be in it */

int enter_folder(void **state);
int leave_folder(void **state);

#endif
