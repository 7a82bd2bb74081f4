#include "tests/server/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define PROGRAM "./netweight"
#define MOST_ARGUMENTS 24
/* Slow machines, valgrind. */
#define PATIENCE_S 20

const char small_network[] =
	"name: \"small\"\n"
	"layer { name: \"data\" type: \"Input\" top: \"data\"\n"
	"  input_param { shape { dim: 2 dim: 3 dim: 8 dim: 8 } } }\n"
	"layer { name: \"conv\" type: \"Convolution\" bottom: \"data\" top: \"conv\"\n"
	"  convolution_param { num_output: 4 kernel_size: 3 } }\n";

/* $NETWEIGHT_RUN may put a checker in front, as "valgrind -q". */
static void run_program(const char *const *arguments)
{
	static char prefix[200];
	const char *argv[MOST_ARGUMENTS + 8];
	const char *checker = getenv("NETWEIGHT_RUN");
	int n = 0;

	/* A test that fails in the middle leaves no server behind. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(prefix, sizeof(prefix), "%s", checker ? checker : "");
	for (char *p = strtok(prefix, " "); p && n < 6; p = strtok(NULL, " "))
		argv[n++] = p;
	argv[n++] = PROGRAM;
	argv[n++] = "serve";
	for (int i = 0; arguments[i] && i < MOST_ARGUMENTS; i++)
		argv[n++] = arguments[i];
	argv[n] = NULL;
	execvp(argv[0], (char **)argv);
	_exit(126);
}

/* Its first line: "netweight: serving http://127.0.0.1:PORT/". */
static int read_port(int fd)
{
	char line[200];
	size_t n = 0;
	int port = 0;

	while (n + 1 < sizeof(line) && read(fd, line + n, 1) == 1 && line[n] != '\n')
		n++;
	line[n] = '\0';
	if (sscanf(line, "netweight: serving http://127.0.0.1:%d/", &port) != 1)
		fail_msg("the server says \"%s\"", line);
	return port;
}

void daemon_start(struct daemon *d, const char *const *more)
{
	const char *arguments[MOST_ARGUMENTS + 1] = { "--port", "0", "--quiet", "--db",
						      d->database };
	int n = 5, out[2];

	for (; more && *more && n < MOST_ARGUMENTS; more++)
		arguments[n++] = *more;
	assert_int_equal(pipe(out), 0);
	d->pid = fork();
	assert_true(d->pid >= 0);
	if (d->pid == 0) {
		dup2(out[1], 1);
		close(out[0]);
		close(out[1]);
		run_program(arguments);
	}
	close(out[1]);
	d->port = read_port(out[0]);
	close(out[0]);
}

void daemon_create(struct daemon *d, const char *const *more)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(d->folder, sizeof(d->folder), "%.40s/nw-test-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(d->folder));
	snprintf(d->database, sizeof(d->database), "%s/networks.db", d->folder);
	daemon_start(d, more);
}

static int wait_status(pid_t pid)
{
	int status;

	for (int i = 0; i < PATIENCE_S * 100; i++) {
		struct timespec pause = { 0, 10000000 };

		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		nanosleep(&pause, NULL);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return -1;
}

int daemon_stop(struct daemon *d)
{
	kill(d->pid, SIGTERM);
	return wait_status(d->pid);
}

void daemon_remove(struct daemon *d)
{
	char command[120];

	snprintf(command, sizeof(command), "rm -rf '%s'", d->folder);
	assert_int_equal(system(command), 0);
}

int serve_status(const char *const *arguments, char *said, size_t size)
{
	int out[2];
	size_t used = 0;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(out), 0);
	pid = fork();
	if (pid == 0) {
		dup2(out[1], 2);
		close(out[0]);
		close(out[1]);
		run_program(arguments);
	}
	close(out[1]);
	while (used + 1 < size && (n = read(out[0], said + used, size - 1 - used)) > 0)
		used += (size_t)n;
	said[used] = '\0';
	close(out[0]);
	return wait_status(pid);
}

int dial(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				  .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct timeval patience = { PATIENCE_S, 0 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

bool send_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes += sent;
		n -= (size_t)sent;
	}
	return true;
}

/* Reads up to and including the empty line; NULL when the connection ends. */
static char *read_head(int fd)
{
	size_t n = 0, capacity = 4096;
	char *head = malloc(capacity);

	for (;;) {
		if (n + 2 > capacity)
			head = realloc(head, capacity *= 2);
		if (read(fd, head + n, 1) != 1)
			break;
		head[++n] = '\0';
		if (n >= 4 && memcmp(head + n - 4, "\r\n\r\n", 4) == 0)
			return head;
	}
	free(head);
	return NULL;
}

struct answer read_answer(int fd, bool head_only)
{
	struct answer a = { .head = read_head(fd) };
	const char *length = a.head ? answer_header(&a, "Content-Length") : NULL;
	size_t size = length && !head_only ? strtoul(length, NULL, 10) : 0;

	if (!a.head)
		return a;
	a.status = atoi(a.head + strlen("HTTP/1.1 "));
	if (a.status == 304)
		size = 0;
	a.body = malloc(size + 1);
	while (a.size < size) {
		ssize_t n = read(fd, a.body + a.size, size - a.size);

		if (n <= 0)
			break;
		a.size += (size_t)n;
	}
	a.body[a.size] = '\0';
	return a;
}

void answer_free(struct answer *a)
{
	free(a->head);
	free(a->body);
	*a = (struct answer){ 0 };
}

const char *answer_header(const struct answer *a, const char *name)
{
	static char value[2000];
	size_t n = strlen(name);

	for (const char *p = a->head; p && *p; p = strstr(p, "\r\n")) {
		if (*p == '\r')
			p += 2;
		if (strncasecmp(p, name, n) == 0 && p[n] == ':') {
			snprintf(value, sizeof(value), "%.*s",
				 (int)strcspn(p + n + 2, "\r"), p + n + 2);
			return value;
		}
	}
	return NULL;
}

const char *answer_text(const struct answer *a, const char *key)
{
	static char text[400];
	char wanted[60];
	const char *found;

	snprintf(wanted, sizeof(wanted), "\"%s\":\"", key);
	found = a->body ? strstr(a->body, wanted) : NULL;
	if (!found)
		return "";
	found += strlen(wanted);
	snprintf(text, sizeof(text), "%.*s", (int)strcspn(found, "\""), found);
	return text;
}

struct answer ask_bytes(const struct daemon *d, const char *method, const char *target,
			const char *headers, const char *body, size_t n)
{
	bool safe = !strcmp(method, "GET") || !strcmp(method, "HEAD") ||
		    !strcmp(method, "OPTIONS");
	struct answer a = { 0 };
	char head[4000];
	int fd = dial(d->port);

	snprintf(head, sizeof(head), "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s%s", method,
		 target, d->port, safe ? "" : "X-Netweight: 1\r\n", headers ? headers : "");
	if (!safe)
		snprintf(head + strlen(head), sizeof(head) - strlen(head),
			 "Content-Length: %zu\r\n", n);
	strcat(head, "\r\n");
	if (send_all(fd, head, strlen(head)) && send_all(fd, body, n))
		a = read_answer(fd, strcmp(method, "HEAD") == 0);
	close(fd);
	return a;
}

struct answer ask(const struct daemon *d, const char *method, const char *target,
		  const char *headers, const char *body)
{
	return ask_bytes(d, method, target, headers, body, body ? strlen(body) : 0);
}

struct answer ask_raw(const struct daemon *d, const char *bytes, size_t n)
{
	struct answer a;
	int fd = dial(d->port);

	send_all(fd, bytes, n);
	a = read_answer(fd, false);
	close(fd);
	return a;
}

void assert_status(struct answer a, int status)
{
	if (a.status != status)
		fail_msg("%d, expected %d: %.300s", a.status, status,
			 a.body ? a.body : "(nothing)");
	answer_free(&a);
}

void assert_has(const struct answer *a, const char *text)
{
	if (!strstr(a->body, text))
		fail_msg("no %s in: %.600s", text, a->body);
}

struct daemon served;

int serve_setup(void **state)
{
	(void)state;
	daemon_create(&served, NULL);
	return 0;
}

int serve_teardown(void **state)
{
	int status = daemon_stop(&served);

	(void)state;
	daemon_remove(&served);
	return status;
}
