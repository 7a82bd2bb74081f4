/* The HTTP side: requests in, answers out.  The only user of libmicrohttpd.
 *
 * One thread: libmicrohttpd's epoll descriptor under our own poll(), because the
 * internal epoll loop of 0.9.75 hangs when exactly 128 connections are ready.
 * Its timeout measures only inactivity, so slow clients are closed by deadlines
 * kept here. */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include "server/http/gate.h"
#include "server/http/reply.h"

struct http;

struct http_options {
	int listener;			/* a listening socket; http owns it then */
	struct gate gate;
	bool quiet;			/* no line per request */
	int connections;		/* at most; 0: http_connection_limit() */
	/* Fills *reply; everything may live in the request's arena. */
	void (*answer)(void *context, struct arena *a, const struct request *request,
		       struct reply *reply);
	void (*idle)(void *context);	/* nothing has happened for a second */
	void *context;
};

/* A listening socket on an IPv4 or IPv6 address (NULL: 127.0.0.1); *port 0 takes a free one and
 * is set to it.  -1 with errno. */
int http_listen(const char *address, int *port);
/* NULL when the daemon cannot start. */
struct http *http_start(const struct http_options *options);
/* Serves all of them (HTTP_MOST at most) until http_stop() of the first, then lets open
 * requests end (5 s at most).  One thread. */
#define HTTP_MOST 2
void http_run(struct http *const *list, int count);
/* Asks http_run to end; for the first of them.  May be called from a signal handler. */
void http_stop(struct http *h);
void http_free(struct http *h);
/* How many connections are served at once, given the limit on descriptors. */
int http_connection_limit(void);

#endif
