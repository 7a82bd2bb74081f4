/* What a command has made goes to a file, whole or not at all. */
#include "server/command/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "server/command/command.h"

static bool write_all(FILE *f, const struct buffer *text)
{
	return fwrite(text->p, 1, text->n, f) == text->n && fflush(f) == 0;
}

static bool write_file(const char *path, const struct buffer *text)
{
	FILE *f = fopen(path, "wb");
	bool good = f && write_all(f, text);
	int cause = errno;

	if (f && fclose(f) && good) {
		cause = errno;
		good = false;
	}
	if (f && !good)
		remove(path);
	errno = cause;
	return good;
}

int output_write(const char *command, const char *path, const struct buffer *text)
{
	bool screen = !path || strcmp(path, "-") == 0;

	if (screen ? write_all(stdout, text) : write_file(path, text))
		return EXIT_DONE;
	fprintf(stderr, "netweight %s: %s cannot be written: %s\n", command,
		screen ? "the output" : path, strerror(errno));
	return EXIT_TROUBLE;
}
