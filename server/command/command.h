/* The program's commands: one row of the table in main.c and one function. */
#ifndef SERVER_COMMAND_H
#define SERVER_COMMAND_H

#include "server/base/exit_status.h"

/* argv[0] is the command's name.  Each returns the exit status. */
int cmd_analyze(int argc, char **argv);
int cmd_compare(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_help(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_serve(int argc, char **argv);

#endif
