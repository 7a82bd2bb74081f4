#include "server/command/file_command.h"

#include <stdio.h>

#include "server/command/command.h"
#include "server/base/settings.h"

int file_command(const struct file_command *kind, void *command, int argc, char **argv)
{
	const char *name = kind->line->command;
	struct arena *arena = arena_create(0);
	int files, status;

	if (!arena)
		return EXIT_TROUBLE;
	settings_init(command, arena);
	status = options_parse(kind->line, command, argc, argv, &files);
	if (status == OPTIONS_GO_ON && files < kind->least) {
		fprintf(stderr, "netweight %s: %s (see netweight %s --help)\n", name,
			kind->lacking, name);
		status = EXIT_TROUBLE;
	}
	if (status == OPTIONS_GO_ON)
		status = kind->run(command, argv, files);
	arena_destroy(arena);
	return status;
}
