/* `netweight export` and `netweight import`: bundles, without a server. */
#include <stdio.h>

#include "server/api/bundle.h"
#include "server/command/command.h"
#include "server/api/database.h"
#include "server/base/file.h"
#include "server/http/log.h"
#include "server/base/options.h"
#include "server/command/output.h"

struct bundle_command {
	const char *database, *output;
};

static const char *set_database(void *target, const char *value)
{
	((struct bundle_command *)target)->database = value;
	return *value ? NULL : "the database needs a file name";
}

static const char *set_output(void *target, const char *value)
{
	((struct bundle_command *)target)->output = value;
	return *value ? NULL : "a file's name is needed";
}

static const struct option_row database_rows[] = {
	{ "--db", "FILE", "database (default: $XDG_DATA_HOME/netweight/netweight.db)",
	  set_database },
	{ NULL, NULL, NULL, NULL },
};
static const struct option_row export_rows[] = {
	{ "--output", "FILE", "where to write it (default: standard output)", set_output },
	{ "-o", "FILE", "the same", set_output },
	{ NULL, NULL, NULL, NULL },
};
static const struct option_row *const export_tables[] = { database_rows, export_rows, NULL };
static const struct option_row *const import_tables[] = { database_rows, NULL };

static const struct command_line export_line = {
	.command = "export",
	.usage = "[ID]...",
	.text = "Writes networks and links of a database as one JSON file: those with the\n"
		"ids, or all that was uploaded and every link.  A server that runs on the\n"
		"database gives the same at /api/bundle.",
	.tables = export_tables,
};
static const struct command_line import_line = {
	.command = "import",
	.usage = "FILE...|-",
	.text = "Stores what `netweight export` wrote.  Networks and links that are there\n"
		"already stay as they are.",
	.tables = import_tables,
};

/* An id names a link or a network. */
static bool choose(struct server *s, struct arena *a, const char *id, struct bundle *b)
{
	if (bundle_add_link(s, a, id, b) == STORE_OK ||
	    bundle_add_network(s, a, id, b) == STORE_OK)
		return true;
	log_line("%s: no network and no link has this id", id);
	return false;
}

static bool write_chosen(struct server *s, struct arena *a, char **ids, int count,
			 struct buffer *out)
{
	struct bundle b = { 0 };
	enum store_result result = STORE_OK;

	for (int i = 0; i < count; i++)
		if (!choose(s, a, ids[i], &b))
			return false;
	if (!count)
		result = bundle_all(s, a, &b);
	if (result == STORE_OK)
		result = bundle_write(s, a, &b, out);
	if (result != STORE_OK)
		log_line("%s", store_message(s->store));
	return result == STORE_OK;
}

static int run_export(struct bundle_command *c, struct server *s, struct arena *a,
		      char **ids, int count)
{
	struct buffer out = { 0 };
	int status = EXIT_TROUBLE;

	if (write_chosen(s, a, ids, count, &out))
		status = output_write("export", c->output, &out);
	buffer_free(&out);
	return status;
}

static bool import_file(struct server *s, struct arena *a, const char *path)
{
	struct buffer text = { 0 };
	const char *fault = file_read(path, FILE_LIMIT, &text);
	struct bundle_taken taken;
	struct str error;
	bool good = false;

	if (fault)
		log_line("%s: %s", path, fault);
	else if (!bundle_read(s, a, (struct str){ text.p, text.n }, &taken, &error))
		log_line("%s: %.*s", path, STR_ARGS(error));
	else
		good = true;
	buffer_free(&text);
	if (good)
		printf("%s: %d networks and %d links stored, %d and %d were there\n", path,
		       taken.networks, taken.links, taken.networks_present,
		       taken.links_present);
	return good;
}

static int run_import(struct bundle_command *c, struct server *s, struct arena *a,
		      char **files, int count)
{
	int status = count ? EXIT_DONE : EXIT_TROUBLE;

	(void)c;
	if (!count)
		fputs("netweight import: no file is given (see netweight import --help)\n",
		      stderr);
	for (int i = 0; i < count; i++)
		if (!import_file(s, a, files[i]))
			status = EXIT_TROUBLE;
	return status;
}

static int run(const struct command_line *line, int argc, char **argv,
	       int (*work)(struct bundle_command *c, struct server *s, struct arena *a,
			   char **arguments, int count))
{
	struct bundle_command c = { .database = NULL };
	struct server server;
	struct store *store;
	struct arena *a;
	int count, status = options_parse(line, &c, argc, argv, &count);

	if (status != OPTIONS_GO_ON)
		return status;
	store = database_open(c.database);
	if (!store || !server_open(&server, store, NULL))
		return EXIT_TROUBLE;
	status = EXIT_TROUBLE;
	a = arena_create(0);
	if (a) {
		status = work(&c, &server, a, argv, count);
		arena_destroy(a);
	}
	server_close(&server);
	return status;
}

int cmd_export(int argc, char **argv)
{
	return run(&export_line, argc, argv, run_export);
}

int cmd_import(int argc, char **argv)
{
	return run(&import_line, argc, argv, run_import);
}
