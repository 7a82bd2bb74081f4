/* What a command has made goes to a file, whole or not at all. */
#ifndef SERVER_OUTPUT_H
#define SERVER_OUTPUT_H

#include "server/base/buffer.h"

/* Writes to `path` (NULL or "-": standard output).  The exit status, and said why
 * when it is not EXIT_DONE. */
int output_write(const char *command, const char *path, const struct buffer *text);

#endif
