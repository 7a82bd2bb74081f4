/* Requests in, answers out: the socket, the daemon, the loop. */
#include "server/http/http.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http/http_exchange.h"

/* libmicrohttpd touches all of it for each connection. */
#define CONNECTION_MEMORY ((size_t)16 << 10)
#define BACKLOG 1024
#define MAX_CONNECTIONS 4096
/* Descriptors for the database, the log and what a library opens. */
#define RESERVED_DESCRIPTORS 64
#define TICK_MS 250
#define IDLE_MS 1000
#define DRAIN_MS 5000

static int port_of(int fd)
{
	struct sockaddr_storage at;
	socklen_t size = sizeof(at);

	if (getsockname(fd, (struct sockaddr *)&at, &size))
		return -1;
	return ntohs(at.ss_family == AF_INET6 ?
		((const struct sockaddr_in6 *)(const void *)&at)->sin6_port :
		((const struct sockaddr_in *)(const void *)&at)->sin_port);
}

static int listen_at(const struct addrinfo *at, int *port)
{
	int yes = 1, cause;
	int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (at->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof(yes));
	if (!bind(fd, at->ai_addr, at->ai_addrlen) && !listen(fd, BACKLOG)) {
		*port = port_of(fd);
		if (*port >= 0)
			return fd;
	}
	cause = errno;
	close(fd);
	errno = cause;
	return -1;
}

int http_listen(const char *name, int *port)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
				  .ai_socktype = SOCK_STREAM };
	struct addrinfo *at;
	char service[8];
	int fd, cause;

	snprintf(service, sizeof(service), "%d", *port);
	if (getaddrinfo(name ? name : "127.0.0.1", service, &hints, &at)) {
		errno = EADDRNOTAVAIL;
		return -1;
	}
	fd = listen_at(at, port);
	cause = errno;
	freeaddrinfo(at);
	errno = cause;
	return fd;
}

int http_connection_limit(void)
{
	struct rlimit files = { 0 };
	long limit;

	if (getrlimit(RLIMIT_NOFILE, &files))
		return RESERVED_DESCRIPTORS;
	if (files.rlim_cur < MAX_CONNECTIONS + RESERVED_DESCRIPTORS) {
		rlim_t wanted = MAX_CONNECTIONS + RESERVED_DESCRIPTORS;

		files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
		setrlimit(RLIMIT_NOFILE, &files);
		getrlimit(RLIMIT_NOFILE, &files);
	}
	if (files.rlim_cur >= MAX_CONNECTIONS + RESERVED_DESCRIPTORS)
		return MAX_CONNECTIONS;
	limit = (long)files.rlim_cur - RESERVED_DESCRIPTORS;
	return limit > 8 ? (int)limit : 8;
}

static bool start_daemon(struct http *h)
{
	const union MHD_DaemonInfo *info;

	h->daemon = MHD_start_daemon(
		MHD_USE_EPOLL, 0, NULL, NULL, on_request, h,
		MHD_OPTION_LISTEN_SOCKET, h->listener,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)(h->options.connections ?
			h->options.connections : http_connection_limit()),
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, h,
		MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, h,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, h, MHD_OPTION_END);
	if (!h->daemon)
		return false;
	info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	h->epoll = info ? info->epoll_fd : -1;
	return h->epoll >= 0;
}

struct http *http_start(const struct http_options *options)
{
	struct http *h = calloc(1, sizeof(*h));

	if (!h) {
		close(options->listener);
		return NULL;
	}
	h->options = *options;
	h->listener = options->listener;
	h->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (h->wake >= 0 && start_daemon(h))
		return h;
	http_free(h);
	return NULL;
}

void http_free(struct http *h)
{
	if (h->daemon)
		MHD_stop_daemon(h->daemon);
	else if (h->listener >= 0)
		close(h->listener);
	ready_free(&h->ready);
	while (h->spares)
		arena_destroy(h->spare[--h->spares]);
	if (h->wake >= 0)
		close(h->wake);
	free(h);
}

void http_stop(struct http *h)
{
	uint64_t one = 1;
	ssize_t written = write(h->wake, &one, sizeof(one));

	(void)written;
}

/* How long poll() may sleep. */
static int patience(struct http *const *list, int count, int most)
{
	MHD_UNSIGNED_LONG_LONG due;

	for (int i = 0; i < count; i++)
		if (MHD_get_timeout(list[i]->daemon, &due) == MHD_YES &&
		    due < (unsigned)most)
			most = (int)due;
	return most;
}

/* Calls the owner when nothing has happened for a while. */
static void rest(struct http *h, bool busy)
{
	int64_t now = clock_us();

	if (!busy && now - h->busy_us >= IDLE_MS * 1000 && h->options.idle) {
		h->options.idle(h->options.context);
		busy = true;
	}
	if (busy)
		h->busy_us = now;
}

static bool any_connection(struct http *const *list, int count)
{
	for (int i = 0; i < count; i++)
		if (list[i]->connections.first)
			return true;
	return false;
}

/* One turn: wait, serve, close who is too slow.  False when told to stop. */
static bool turn(struct http *const *list, int count, int most)
{
	struct pollfd fds[HTTP_MOST + 1] = { { list[0]->wake, POLLIN, 0 } };
	bool draining = list[0]->draining;
	int ready;

	for (int i = 0; i < count; i++)
		fds[i + 1] = (struct pollfd){ list[i]->epoll, POLLIN, 0 };
	ready = poll(draining ? fds + 1 : fds, (nfds_t)(draining ? count : count + 1),
		     patience(list, count, most));
	for (int i = 0; i < count; i++) {
		MHD_run(list[i]->daemon);
		deadlines_reap(&list[i]->connections, draining);
	}
	rest(list[0], ready > 0);
	return !(fds[0].revents & POLLIN);
}

void http_run(struct http *const *list, int count)
{
	int64_t end;

	while (turn(list, count, any_connection(list, count) ? TICK_MS : IDLE_MS))
		;
	for (int i = 0; i < count; i++) {
		list[i]->draining = true;
		close(MHD_quiesce_daemon(list[i]->daemon));
		list[i]->listener = -1;
	}
	end = clock_us() + DRAIN_MS * 1000;
	while (any_connection(list, count) && clock_us() < end)
		turn(list, count, TICK_MS);
}
