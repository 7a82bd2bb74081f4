/* Command-line options as tables: what --help prints is what is parsed. */
#ifndef SERVER_OPTIONS_H
#define SERVER_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* One option.  A list ends with a row without a name. */
struct option_row {
	const char *name;	/* "--batch" */
	const char *argument;	/* "N"; NULL for a switch */
	const char *text;	/* what it does, for --help */
	/* Takes the value ("" for a switch) into the command's struct; NULL, or
	 * a sentence about what is wrong with it. */
	const char *(*set)(void *target, const char *value);
};

struct command_line {
	const char *command;		/* "analyze" */
	const char *usage;		/* "FILE...|-" */
	const char *text;		/* a paragraph for --help */
	const struct option_row *const *tables;	/* ended by NULL */
};

#define OPTIONS_GO_ON (-1)

/* Reads the options into `target` and leaves the other arguments in
 * argv[0 .. *files-1].  `--name value` and `--name=value` both do; after `--`
 * everything is a file.  Returns OPTIONS_GO_ON, or the exit status when the
 * command is done: --help was printed, or an error. */
int options_parse(const struct command_line *line, void *target, int argc,
		  char **argv, int *files);

/* Whole decimal numbers; false when it is none or too large. */
bool option_integer(const char *text, int64_t *n);
/* With k, M, G, T (powers of 1000) or Ki, Mi, Gi, Ti (of 1024), and a B. */
bool option_amount(const char *text, int64_t *n);

#endif
