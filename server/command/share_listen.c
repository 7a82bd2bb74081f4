/* The second listener of `netweight serve --share`. */
#include "server/command/share_listen.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "server/http/log.h"

#define CONNECTIONS 256

/* The first server's cache, so that what is due there is due here. */
static bool open_server(struct share_listener *l, struct server *s)
{
	struct store *reader = store_reader(s->store);

	if (!reader || !server_open(&l->server, reader, s->static_folder))
		return false;
	cache_destroy(l->server.cache);
	l->server.cache = s->cache;
	l->server.routes = share_routes;
	return true;
}

static void close_server(struct share_listener *l)
{
	l->server.cache = NULL;
	server_close(&l->server);
}

static bool start(struct share_listener *l, int socket, bool quiet)
{
	struct http_options options = {
		.listener = socket,
		.gate = { .port = l->address.port, .hosts = l->hosts,
			  .host_count = 2 * l->name_count, .only_hosts = true },
		.quiet = quiet,
		.connections = CONNECTIONS,
		.answer = server_answer,
		.context = &l->server,
	};

	l->http = http_start(&options);
	return l->http != NULL;
}

bool share_listen(struct share_listener *l, struct server *s, bool quiet)
{
	int socket = http_listen(l->address.host, &l->address.port);

	if (socket < 0) {
		log_line("cannot share at %s:%d: %s", l->address.host, l->address.port,
			 errno == EADDRNOTAVAIL ? "this machine does not have that address" :
						  strerror(errno));
		return false;
	}
	l->name_count = share_names(&l->address, l->names);
	for (int i = 0; i < l->name_count; i++) {
		share_host(l->names[i], l->sent[i]);
		l->hosts[2 * i] = l->names[i];
		l->hosts[2 * i + 1] = l->sent[i];
	}
	if (!l->name_count || !open_server(l, s)) {
		log_line("cannot share: %s", l->name_count ? "there is no memory" :
			 "this machine is on no network");
		close(socket);
		return false;
	}
	if (!start(l, socket, quiet)) {
		close_server(l);
		log_line("the HTTP server cannot start");
		return false;
	}
	snprintf(l->url, sizeof(l->url), "http://%s:%d", l->names[0], l->address.port);
	s->share_url = l->url;
	return true;
}

void share_listen_end(struct share_listener *l)
{
	if (!l->http)
		return;
	http_free(l->http);
	close_server(l);
	l->http = NULL;
}
