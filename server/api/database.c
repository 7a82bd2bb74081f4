/* The database file that the commands share, and files that come into it. */
#include "server/api/database.h"

#include <stdio.h>
#include <stdlib.h>

#include "server/api/comparison.h"
#include "server/api/defaults.h"
#include "server/base/file.h"
#include "server/api/intake.h"
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

/* Stores one file; false, and said so, when that cannot be. */
static bool take_file(struct server *s, struct arena *a, const char *path, char id[65])
{
	struct buffer text = { 0 };
	const char *fault = file_read(path, FILE_LIMIT, &text);
	struct intake in = { .file = str_from(path), .origin = "upload" };

	if (fault) {
		log_line("%s: %s", path, fault);
		return false;
	}
	in.bytes = str_copy(a, (struct str){ text.p, text.n });
	buffer_free(&text);
	intake(s, a, &in);
	memcpy(id, in.sha256, 65);
	if (in.outcome == INTAKE_REFUSED)
		log_line("%s: this is not a network; `netweight analyze` says why", path);
	else if (in.outcome == INTAKE_FAILED)
		log_line("%s: %s", path, store_message(s->store));
	return in.outcome == INTAKE_STORED || in.outcome == INTAKE_PRESENT;
}

bool database_take(struct server *s, struct arena *a, char **files, int count,
		   const struct analyze_options *options, struct comparison *out)
{
	char id[65];

	*out = (struct comparison){ .title = S(""), .note = S("") };
	if (count > MAX_COMPARED) {
		log_line("at most %d files can be compared", MAX_COMPARED);
		return false;
	}
	out->list = NEW_ARRAY(a, count, struct compared);
	for (; out->count < count; out->count++) {
		struct analyze_options own;

		if (!take_file(s, a, files[out->count], id) ||
		    defaults_of(s, a, id, &own) != STORE_OK ||
		    comparison_side(s, a, id, options ? options : &own, &own,
				    &out->list[out->count]) != STORE_OK)
			return false;
	}
	return true;
}
