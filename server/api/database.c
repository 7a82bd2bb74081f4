/* The database file that the commands share. */
#include "server/api/database.h"

#include <stdio.h>
#include <stdlib.h>

#include "server/http/log.h"

/* $XDG_DATA_HOME/netweight/netweight.db, or below ~/.local/share. */
static const char *default_path(char *path, size_t size)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (data && data[0] == '/')
		snprintf(path, size, "%s/netweight/netweight.db", data);
	else
		snprintf(path, size, "%s/.local/share/netweight/netweight.db",
			 home ? home : ".");
	return path;
}

struct store *database_open(const char *path)
{
	char own[4096];
	struct store *store = NULL;
	char *error = NULL;

	if (!path)
		path = default_path(own, sizeof(own));
	if (store_open_sqlite(path, &store, &error) != STORE_OK) {
		log_line("%s", error ? error : "the database cannot be opened");
		free(error);
		return NULL;
	}
	if (store_read_only(store))
		log_line("%s: %s", path, store_message(store));
	return store;
}
