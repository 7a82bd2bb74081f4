/* `netweight serve`: opens the store, loads what it is given, serves until it is
 * told to stop. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "server/command/command.h"
#include "server/api/database.h"
#include "server/http/http.h"
#include "server/http/log.h"
#include "server/base/options.h"
#include "server/command/share_listen.h"
#include "server/command/take.h"
#include "server/api/zoo.h"

#define DEFAULT_PORT 8642
#define MAX_HOSTS 16

struct serve {
	int port;
	const char *database, *folder;
	const char *hosts[MAX_HOSTS];
	int host_count;
	bool open, quiet;
	struct share_listener shared;
};

static const char *set_port(void *target, const char *value)
{
	struct serve *o = target;
	int64_t port;

	if (!option_integer(value, &port) || port < 0 || port > 65535)
		return "a port is a whole number from 0 (any free one) to 65535";
	o->port = (int)port;
	return NULL;
}

static const char *set_database(void *target, const char *value)
{
	((struct serve *)target)->database = value;
	return *value ? NULL : "the database needs a file name";
}

static const char *set_folder(void *target, const char *value)
{
	((struct serve *)target)->folder = value;
	return NULL;
}

static const char *set_open(void *target, const char *value)
{
	(void)value;
	((struct serve *)target)->open = true;
	return NULL;
}

static const char *set_quiet(void *target, const char *value)
{
	(void)value;
	((struct serve *)target)->quiet = true;
	return NULL;
}

static const char *add_host(void *target, const char *value)
{
	struct serve *o = target;

	if (o->host_count == MAX_HOSTS)
		return "there can be at most 16 further names";
	if (!*value || strpbrk(value, "/@ "))
		return "a host is a name, or NAME:PORT";
	o->hosts[o->host_count++] = value;
	return NULL;
}

static const char *set_share(void *target, const char *value)
{
	struct share_listener *l = &((struct serve *)target)->shared;

	l->wanted = true;
	return share_address_read(value, l->any, &l->address);
}

static const char *set_share_any(void *target, const char *value)
{
	(void)value;
	((struct serve *)target)->shared.any = true;
	return NULL;
}

static const struct option_row serve_rows[] = {
	{ "--port", "N", "port on 127.0.0.1 (default: 8642; 0: any free one)", set_port },
	{ "--db", "FILE", "database (default: $XDG_DATA_HOME/netweight/netweight.db)",
	  set_database },
	{ "--static", "DIR", "serve the page's files from a folder, while developing",
	  set_folder },
	{ "--allow-host", "NAME", "answer under this name too; may be given again",
	  add_host },
	{ "--share", "ADDR[:PORT]", "show what is shared on the network too, read-only, at "
	  "this address (default port: 8643)", set_share },
	{ "--share-any", NULL, "let --share take 0.0.0.0 or ::, which is every network",
	  set_share_any },
	{ "--open", NULL, "open the page in a browser", set_open },
	{ "--quiet", NULL, "do not print a line for each request", set_quiet },
	{ NULL, NULL, NULL, NULL },
};

static const struct option_row *const serve_tables[] = { serve_rows, NULL };

static const struct command_line serve_line = {
	.command = "serve",
	.usage = "[FILE]...",
	.text = "Serves the dashboard on this machine only.  Files that are given are\n"
		"stored, of a solver definition the networks that it makes, and their\n"
		"comparison is opened.",
	.tables = serve_tables,
};

static struct http *serving;

/* The first signal ends gracefully, the second at once. */
static void on_signal(int number)
{
	static volatile sig_atomic_t before;

	if (before)
		_exit(128 + number);
	before = 1;
	http_stop(serving);
}

static void catch_signals(struct http *h)
{
	struct sigaction stop = { .sa_handler = on_signal };

	serving = h;
	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
}

static void on_idle(void *context)
{
	struct server *s = context;

	intake_refresh_next(s);
	store_idle(s->store);
}

/* Starts the desktop's opener and forgets it. */
static void open_browser(const char *url)
{
	pid_t child = fork();

	if (child == 0) {
		/* What we ignore, a program that is started would ignore too. */
		signal(SIGPIPE, SIG_DFL);
		signal(SIGCHLD, SIG_DFL);
		setsid();
		execlp("xdg-open", "xdg-open", url, (char *)NULL);
		_exit(127);
	}
}

/* Stores the files and their comparison; *path is what to open. */
static bool open_files(struct server *s, struct arena *a, char **files, int count,
		       char path[40])
{
	struct settings settings;
	struct comparison c;
	enum store_result result;
	char id[25];

	settings_init(&settings, a);
	if (!take_files(s, files, count, &settings, true, &c))
		return false;
	snprintf(path, 40, "/n/%.24s", c.list[0].sha256);
	if (c.count < 2)
		return true;
	result = comparison_put(s, a, &c, id);
	if (result != STORE_OK && result != STORE_EXISTS) {
		log_line("%s", store_message(s->store));
		return false;
	}
	snprintf(path, 40, "/c/%.24s", id);
	return true;
}

static bool load(struct server *s, char **files, int count, char path[40])
{
	struct arena *a = count ? arena_create(0) : NULL;
	bool done = true;

	if (zoo_load(s) != STORE_OK)
		log_line("the bundled networks cannot be stored: %s",
			 store_message(s->store));
	strcpy(path, "/");
	if (count)
		done = a && open_files(s, a, files, count, path);
	if (a)
		arena_destroy(a);
	return done;
}

static void announce(struct server *s, const struct serve *o, const char *path)
{
	char url[80];

	snprintf(url, sizeof(url), "http://127.0.0.1:%d/", o->port);
	store_note_address(s->store, url);
	printf("netweight: serving %s\n", url);
	fflush(stdout);
	for (int i = 0; o->shared.http && i < o->shared.name_count; i++)
		printf("netweight: what is shared is at http://%s:%d/, read-only\n",
		       o->shared.names[i], o->shared.address.port);
	fflush(stdout);
	if (path[1]) {
		printf("netweight: open http://127.0.0.1:%d%s\n", o->port, path);
		fflush(stdout);
	}
	if (o->open) {
		snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", o->port, path);
		open_browser(url);
	}
}

/* Listens, and serves until a signal. */
static int serve(struct server *s, struct serve *o, int listener, const char *path)
{
	struct http_options options = {
		.listener = listener,
		.gate = { .port = o->port, .hosts = o->hosts,
			  .host_count = o->host_count, .body_limit = UPLOAD_LIMIT },
		.quiet = o->quiet,
		.answer = server_answer,
		.idle = on_idle,
		.context = s,
	};
	struct http *list[HTTP_MOST] = { http_start(&options) };

	if (!list[0]) {
		log_line("the HTTP server cannot start");
		return EXIT_TROUBLE;
	}
	if (o->shared.wanted && !share_listen(&o->shared, s, o->quiet)) {
		http_free(list[0]);
		return EXIT_TROUBLE;
	}
	list[1] = o->shared.http;
	catch_signals(list[0]);
	announce(s, o, path);
	http_run(list, list[1] ? 2 : 1);
	share_listen_end(&o->shared);
	http_free(list[0]);
	return EXIT_DONE;
}

/* A listening socket; -1, and said why and what to do. */
static int listen_or_say(struct serve *o)
{
	int fd = http_listen(NULL, &o->port);

	if (fd < 0 && errno == EADDRINUSE)
		log_line("port %d is in use, perhaps by another netweight: open "
			 "http://127.0.0.1:%d/, or choose another with --port N "
			 "(--port 0 takes a free one)", o->port, o->port);
	else if (fd < 0)
		log_line("cannot listen on port %d: %s", o->port, strerror(errno));
	return fd;
}

static int run(struct serve *o, char **files, int count)
{
	char path[40];
	struct server server;
	struct store *store;
	int listener, status = EXIT_TROUBLE;

	store = database_open(o->database);
	if (!store)
		return EXIT_TROUBLE;
	if (!server_open(&server, store, o->folder)) {
		log_line("there is no memory");
		return EXIT_TROUBLE;
	}
	listener = listen_or_say(o);
	if (listener >= 0) {
		if (load(&server, files, count, path))
			status = serve(&server, o, listener, path);
		else
			close(listener);
	}
	server_close(&server);
	return status;
}

int cmd_serve(int argc, char **argv)
{
	struct serve options = { .port = DEFAULT_PORT };
	int files, status = options_parse(&serve_line, &options, argc, argv, &files);

	if (status != OPTIONS_GO_ON)
		return status;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_IGN);
	return run(&options, argv, files);
}
