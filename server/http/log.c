/* One line per request, and sentences to the user, on stderr. */
#include "server/http/log.h"

#include <stdio.h>

#define LONGEST 200	/* bytes of a target that are printed */

/* Copies what a terminal may see; the rest as \xHH. */
static void visible(char *to, size_t size, struct str s)
{
	size_t used = 0, limit = s.n < LONGEST ? s.n : LONGEST;

	for (size_t i = 0; i < limit && used + 5 < size; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c > ' ' && c < 0x7f && c != '\\')
			to[used++] = (char)c;
		else
			used += (size_t)snprintf(to + used, 5, "\\x%02x", c);
	}
	to[used] = '\0';
}

void log_request(const struct request *r, int status, size_t bytes, double ms)
{
	char method[64], target[4 * LONGEST + 8];

	visible(method, sizeof(method), r->method);
	visible(target, sizeof(target), r->target);
	fprintf(stderr, "%s %s %d %zu B %.1f ms\n", method, target, status, bytes, ms);
}

void log_line(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("netweight: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
}
