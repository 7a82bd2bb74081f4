#include <stdio.h>

#include "server/command/command.h"
#include "server/report/compare.h"
#include "server/command/file_command.h"
#include "server/command/load.h"
#include "server/base/settings.h"

struct compare_command {
	struct settings settings;	/* first: setting_rows write to it */
	const struct format *format;
	bool strict, only_changes;
};

static const struct format {
	const char *name;
	void (*write)(struct buffer *out, const struct comparison *c);
} formats[] = {
	{ "table", NULL },		/* depends on the screen */
	{ "json", compare_json },
	{ "csv", compare_csv },
	{ "markdown", compare_markdown },
	{ "latex", compare_latex },
};

static const char *set_format(void *target, const char *value)
{
	struct compare_command *c = target;

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (strcmp(formats[i].name, value) == 0) {
			c->format = &formats[i];
			return NULL;
		}
	return "the formats are table, json, csv, markdown and latex";
}

static const char *set_strict(void *target, const char *value)
{
	(void)value;
	((struct compare_command *)target)->strict = true;
	return NULL;
}

static const char *set_changes(void *target, const char *value)
{
	(void)value;
	((struct compare_command *)target)->only_changes = true;
	return NULL;
}

static const struct option_row rows[] = {
	{ "--format", "FORMAT", "table (default), json, csv, markdown or latex",
	  set_format },
	{ "--changes", NULL, "leave out the layers that are the same", set_changes },
	{ "--strict", NULL, "status 1 also for what stock Caffe would refuse",
	  set_strict },
	{ NULL, NULL, NULL, NULL },
};

static const struct option_row *const tables[] = { setting_rows, rows, NULL };

static const struct command_line line = {
	.command = "compare",
	.usage = "FILE FILE...",
	.text = "Puts networks side by side: totals with difference and ratio to the\n"
		"first, then the layers of each against those of the first.",
	.tables = tables,
};

static bool print(const struct compare_command *command, const struct comparison *c)
{
	struct screen screen = screen_of_output();
	struct buffer out = { 0 };
	bool ok;

	if (command->format->write)
		command->format->write(&out, c);
	else
		compare_table(&out, c, &screen);
	ok = !out.failed && fwrite(out.p, 1, out.n, stdout) == out.n &&
	     fflush(stdout) == 0;
	buffer_free(&out);
	if (!ok)
		fputs("netweight compare: the output could not be written\n", stderr);
	return ok;
}

static int judge(const struct compare_command *command, const struct report *reports,
		 int count)
{
	for (int i = 0; i < count; i++)
		if (!loaded_sound(&reports[i]) ||
		    (command->strict && !reports[i].a->caffe_loads))
			return EXIT_INVALID;
	return EXIT_DONE;
}

static const char lacking[] = "two files are needed at least, or a solver of two networks";

static int run(void *target, char **paths, int count)
{
	const struct compare_command *command = target;
	struct loaded_list all;
	int status = EXIT_TROUBLE;
	bool ok = loaded_open(&all, paths, count, &command->settings);

	if (ok && all.count < 2) {
		fprintf(stderr, "netweight compare: %s\n", lacking);
	} else if (ok) {
		struct comparison c = compare_reports(command->settings.arena, all.reports,
						      all.count);

		c.only_changes = command->only_changes;
		for (int i = 0; i < all.count; i++)
			loaded_print_diagnostics(&all.reports[i]);
		if (print(command, &c))
			status = judge(command, all.reports, all.count);
	}
	loaded_close(&all);
	return status;
}

int cmd_compare(int argc, char **argv)
{
	static const struct file_command kind = { &line, 1, lacking, run };
	struct compare_command c = { .format = &formats[0] };

	return file_command(&kind, &c, argc, argv);
}
