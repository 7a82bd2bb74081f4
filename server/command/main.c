#include <stdio.h>
#include <string.h>

#include "server/command/command.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *text;
} commands[] = {
	{ "serve", cmd_serve, "show networks in a local web dashboard" },
	{ "analyze", cmd_analyze, "say what networks weigh: table, JSON, CSV, Markdown, LaTeX" },
	{ "compare", cmd_compare, "put networks side by side, layer by layer" },
	{ "report", cmd_report, "write a page of its own, for any browser, offline" },
	{ "export", cmd_export, "write networks and links as one file" },
	{ "import", cmd_import, "take in what export wrote" },
	{ "help", cmd_help, "say what there is, or more about one command" },
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(*commands))

static const struct command *command_named(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static void print_usage(FILE *out)
{
	fputs("usage: netweight COMMAND [OPTION]... [FILE]...\n"
	      "       netweight --version\n\n"
	      "What does your network weigh?  Shapes, parameters, memory and\n"
	      "arithmetic of Caffe networks, as Caffe itself would count them.\n\n",
	      out);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].text);
	fputs("\n`netweight COMMAND --help` lists the options of a command.\n", out);
}

static int unknown_command(const char *name)
{
	fprintf(stderr, "netweight: no command named '%s' (see netweight --help)\n",
		name);
	return EXIT_TROUBLE;
}

int cmd_help(int argc, char **argv)
{
	const struct command *c = argc > 1 ? command_named(argv[1]) : NULL;
	char *help[] = { NULL, (char[]){ "--help" }, NULL };

	if (argc > 1 && !c)
		return unknown_command(argv[1]);
	if (c && c->run != cmd_help) {
		help[0] = argv[1];
		return c->run(2, help);
	}
	print_usage(stdout);
	return EXIT_DONE;
}

int main(int argc, char **argv)
{
	const struct command *c;

	if (argc < 2) {
		print_usage(stderr);
		return EXIT_TROUBLE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("netweight " PACKAGE_VERSION);
		return EXIT_DONE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return cmd_help(1, argv);
	c = command_named(argv[1]);
	return c ? c->run(argc - 1, argv + 1) : unknown_command(argv[1]);
}
