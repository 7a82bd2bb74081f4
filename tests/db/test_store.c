/* The suite of every store, against SQLite in a file and in memory. */
#include "tests/db/suite.h"

static struct store *in_a_file(const char *folder)
{
	return open_store(in_folder(folder, "sub/folder/store.db"));
}

static struct store *in_memory(const char *folder)
{
	(void)folder;
	return open_store(":memory:");
}

int main(void)
{
	static const struct suite suites[] = {
		{"sqlite file", in_a_file, true},
		{"sqlite memory", in_memory, false},
	};
	int failed = 0;

	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
		failed += run_suite(&suites[i]);
	return failed != 0;
}
