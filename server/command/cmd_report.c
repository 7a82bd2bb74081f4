/* `netweight report`: networks as one page that needs no server. */
#include <stdio.h>

#include "server/command/command.h"
#include "server/api/database.h"
#include "server/command/file_command.h"
#include "server/command/output.h"
#include "server/command/take.h"
#include "server/base/settings.h"
#include "server/api/single.h"

struct report_command {
	struct settings settings;	/* first: setting_rows write to it */
	const char *output, *title, *note;
};

static const char *set_output(void *target, const char *value)
{
	((struct report_command *)target)->output = value;
	return *value ? NULL : "a file's name is needed";
}

static const char *set_title(void *target, const char *value)
{
	((struct report_command *)target)->title = value;
	return NULL;
}

static const char *set_note(void *target, const char *value)
{
	((struct report_command *)target)->note = value;
	return NULL;
}

static const struct option_row rows[] = {
	{ "--output", "FILE", "where to write it (default: standard output)", set_output },
	{ "-o", "FILE", "the same", set_output },
	{ "--title", "TEXT", "what stands above it", set_title },
	{ "--note", "TEXT", "remarks for its readers", set_note },
	{ NULL, NULL, NULL, NULL },
};

static const struct option_row *const tables[] = { setting_rows, rows, NULL };

static const struct command_line line = {
	.command = "report",
	.usage = "FILE...",
	.text = "Writes one HTML page with the networks side by side, or one network:\n"
		"figures, charts, tables and the files themselves.  It needs no server and\n"
		"asks none; dropped on a dashboard, it gives the networks back.  Of a solver\n"
		"definition it shows the networks that it makes, each in its state.",
	.tables = tables,
};

/* A store in memory is all the server that it takes. */
static bool make(struct report_command *c, struct server *s, char **files, int count,
		 struct buffer *out)
{
	struct arena *a = c->settings.arena;
	struct comparison comparison;
	struct store_comparison row;
	struct bundle bundle = { 0 };

	if (!take_files(s, files, count, &c->settings, false, &comparison))
		return false;
	comparison.title = str_from(c->title ? c->title : "");
	comparison.note = str_from(c->note ? c->note : "");
	comparison_row(a, &comparison, &row);
	bundle_add_row(s, a, &row, &bundle);
	if (single_write(s, a, &bundle, out) == STORE_OK)
		return true;
	fputs("netweight report: there is not enough memory\n", stderr);
	return false;
}

static int run(void *target, char **files, int count)
{
	struct report_command *c = target;
	struct store *store = database_open(":memory:");
	struct server server;
	struct buffer out = { 0 };
	int status = EXIT_TROUBLE;

	if (!store || !server_open(&server, store, NULL))
		return EXIT_TROUBLE;
	if (make(c, &server, files, count, &out))
		status = output_write("report", c->output, &out);
	buffer_free(&out);
	server_close(&server);
	return status;
}

int cmd_report(int argc, char **argv)
{
	static const struct file_command kind = { &line, 1, "no file is given", run };
	struct report_command c = { .output = NULL };

	return file_command(&kind, &c, argc, argv);
}
