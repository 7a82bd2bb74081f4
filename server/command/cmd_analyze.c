#include <stdio.h>

#include "server/command/budget.h"
#include "server/command/command.h"
#include "server/command/file_command.h"
#include "server/command/load.h"
#include "server/base/settings.h"

struct analyze_command {
	struct settings settings;	/* first: setting_rows write to it */
	const struct format *format;
	int by;				/* of struct report */
	bool strict;
	struct budgets budgets;
};

static const struct format {
	const char *name;
	void (*write)(struct buffer *out, const struct report *r, int count);
	bool streamed;			/* written while it is made */
} formats[] = {
	{ "table", NULL, false },	/* depends on the screen */
	{ "json", report_json, true },
	{ "csv", report_csv, false },
	{ "markdown", report_markdown, false },
	{ "latex", report_latex, false },
};

static const char *set_format(void *target, const char *value)
{
	struct analyze_command *c = target;

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (strcmp(formats[i].name, value) == 0) {
			c->format = &formats[i];
			return NULL;
		}
	return "the formats are table, json, csv, markdown and latex";
}

static const char *set_by(void *target, const char *value)
{
	struct analyze_command *c = target;

	c->by = report_by(str_from(value));
	return c->by >= 0 ? NULL : "rows are by layer, stage, block or structure";
}

static const char *set_strict(void *target, const char *value)
{
	struct analyze_command *c = target;

	(void)value;
	c->strict = true;
	return NULL;
}

static const char *set_max_params(void *target, const char *value)
{
	struct budgets *b = &((struct analyze_command *)target)->budgets;

	b->has_params = option_amount(value, &b->params);
	return b->has_params ? NULL : "a number is needed, as in 60965224 or 61M";
}

static const char *set_max_macs(void *target, const char *value)
{
	struct budgets *b = &((struct analyze_command *)target)->budgets;

	b->has_macs = option_amount(value, &b->macs);
	return b->has_macs ? NULL : "a number is needed, as in 724406816 or 725M";
}

static const char *set_max_memory(void *target, const char *value)
{
	return budget_set_memory(&((struct analyze_command *)target)->budgets, value);
}

static const struct option_row rows[] = {
	{ "--format", "FORMAT", "table (default), json, csv, markdown or latex",
	  set_format },
	{ "--by", "WHAT", "rows of the table: layer (default), stage (res2), block (res2a) or "
	  "structure (repeated units)", set_by },
	{ "--strict", NULL, "status 1 also for what stock Caffe would refuse",
	  set_strict },
	{ "--max-params", "N", "status 3 when there are more parameters",
	  set_max_params },
	{ "--max-memory", "[FIGURE:]BYTES", "status 3 when memory is more; the figure is "
	  "caffe (default), blobs, peak, training or weights", set_max_memory },
	{ "--max-macs", "N", "status 3 when there are more MACs (whole batch)",
	  set_max_macs },
	{ NULL, NULL, NULL, NULL },
};

static const struct option_row *const tables[] = { setting_rows, rows, NULL };

static const struct command_line line = {
	.command = "analyze",
	.usage = "FILE...|-",
	.text = "Says what networks weigh.  '-' is standard input.  Exit status: 0 done;\n"
		"1 a network contradicts itself, or with --strict Caffe would refuse it;\n"
		"2 usage or file trouble; 3 a budget is exceeded.",
	.tables = tables,
};

#define STREAMED_AT_ONCE ((size_t)256 << 10)

static bool write_output(const char *p, size_t n)
{
	return fwrite(p, 1, n, stdout) == n;
}

static int print(const struct analyze_command *c, const struct report *reports,
		 int count)
{
	struct screen screen = screen_of_output();
	struct buffer out = { 0 };
	bool ok;

	if (c->format->streamed && buffer_room(&out, STREAMED_AT_ONCE))
		out.flush = write_output;
	if (c->format->write)
		c->format->write(&out, reports, count);
	else
		report_table(&out, reports, count, &screen);
	ok = !out.failed && write_output(out.p, out.n) && fflush(stdout) == 0;
	buffer_free(&out);
	if (!ok)
		fputs("netweight analyze: the output could not be written\n", stderr);
	return ok ? EXIT_DONE : EXIT_TROUBLE;
}

/* What the networks themselves say about the exit status. */
static int judge(const struct analyze_command *c, const struct report *reports,
		 int count)
{
	int status = EXIT_DONE;

	for (int i = 0; i < count; i++) {
		const struct analysis *a = reports[i].a;

		if (status == EXIT_DONE && (!loaded_sound(&reports[i]) ||
					    (c->strict && !a->caffe_loads)))
			status = EXIT_INVALID;
		if (budget_check(&c->budgets, &reports[i]))
			status = EXIT_BUDGET;
	}
	return status;
}

static int run(void *target, char **paths, int count)
{
	const struct analyze_command *c = target;
	struct loaded_list all;
	int status = EXIT_TROUBLE, verdict;

	if (loaded_open(&all, paths, count, &c->settings)) {
		for (int i = 0; i < all.count; i++) {
			loaded_print_diagnostics(&all.reports[i]);
			all.reports[i].by = c->by;
		}
		status = print(c, all.reports, all.count);
		verdict = judge(c, all.reports, all.count);
		status = status == EXIT_DONE ? verdict : status;
	}
	loaded_close(&all);
	return status;
}

int cmd_analyze(int argc, char **argv)
{
	static const struct file_command kind = { &line, 1, "no file is given", run };
	struct analyze_command c = { .format = &formats[0] };

	return file_command(&kind, &c, argc, argv);
}
