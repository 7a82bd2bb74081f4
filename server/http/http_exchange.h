/* One connection and the request on it: what libmicrohttpd calls.  Inside of
 * http.c only. */
#ifndef SERVER_HTTP_EXCHANGE_H
#define SERVER_HTTP_EXCHANGE_H

#include <microhttpd.h>

#include "server/base/deadline.h"
#include "server/http/http.h"
#include "server/http/http_ready.h"

/* Kept for the next request; the rest are freed. */
#define SPARE_ARENAS 8

struct http {
	struct http_options options;
	struct MHD_Daemon *daemon;
	int epoll, wake, listener;
	struct arena *spare[SPARE_ARENAS];
	int spares;
	size_t bodies;
	struct ready ready;
	struct deadlines connections;
	bool draining;
	int64_t busy_us;		/* when something last happened */
};

/* The callbacks; the context is the struct http. */
void on_connection(void *context, struct MHD_Connection *connection,
		   void **socket_context, enum MHD_ConnectionNotificationCode code);
void *on_target(void *context, const char *target, struct MHD_Connection *connection);
void on_completed(void *context, struct MHD_Connection *connection,
		  void **request_context, enum MHD_RequestTerminationCode code);
size_t on_unescape(void *context, struct MHD_Connection *connection, char *s);
enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
			   const char *url, const char *method, const char *version,
			   const char *data, size_t *size, void **request_context);

#endif
