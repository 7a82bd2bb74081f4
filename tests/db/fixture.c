#include "tests/db/fixture.h"

#include <stdlib.h>
#include <string.h>

char *folder;
char *path;

int enter_folder(void **state)
{
	(void)state;
	folder = new_folder();
	path = strdup(in_folder(folder, "net.db"));
	return 0;
}

int leave_folder(void **state)
{
	(void)state;
	free(path);
	remove_folder(folder);
	return 0;
}
