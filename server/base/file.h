/* Whole files as text. */
#ifndef SERVER_FILE_H
#define SERVER_FILE_H

#include "server/base/buffer.h"

#define FILE_LIMIT ((size_t)1 << 30)	/* 1 GiB: places in a text are 32 bits wide */

/* Reads a file ("-": standard input) into `out`.  NULL, or a sentence that says
 * what went wrong (static or from strerror). */
const char *file_read(const char *path, size_t limit, struct buffer *out);

#endif
