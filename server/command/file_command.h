/* A command whose arguments are files and whose options are settings. */
#ifndef SERVER_FILE_COMMAND_H
#define SERVER_FILE_COMMAND_H

#include "server/base/options.h"

struct file_command {
	const struct command_line *line;
	int least;			/* files that it needs */
	const char *lacking;		/* said when there are fewer: "no file is given" */
	/* The work; the exit status. */
	int (*run)(void *command, char **files, int count);
};

/* Reads the arguments into `command`, a struct that begins with a struct settings and
 * has its own defaults already, and runs it.  The exit status. */
int file_command(const struct file_command *kind, void *command, int argc, char **argv);

#endif
