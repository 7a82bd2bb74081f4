/* One line per request, and sentences to the user, on stderr. */
#ifndef SERVER_LOG_H
#define SERVER_LOG_H

#include "server/http/request.h"

/* "POST /api/networks?name=a 201 512 B 1.3 ms", control bytes made visible. */
void log_request(const struct request *r, int status, size_t bytes, double ms);
/* "netweight: …" and a newline. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
