/* The program's commands: one row of the table in main.c and one function. */
#ifndef SERVER_COMMAND_H
#define SERVER_COMMAND_H

/* Exit statuses (DESIGN section 3). */
enum exit_status {
	EXIT_DONE = 0,
	EXIT_INVALID = 1,	/* a network contradicts itself */
	EXIT_TROUBLE = 2,	/* usage, file, port, database */
	EXIT_BUDGET = 3,	/* a --max-… budget is exceeded */
};

/* argv[0] is the command's name.  Each returns the exit status. */
int cmd_analyze(int argc, char **argv);
int cmd_compare(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_help(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_serve(int argc, char **argv);

#endif
