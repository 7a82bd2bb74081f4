/* Starting, stopping, many clients and slow ones. */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/server/client.h"

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void assert_healthy(const struct daemon *d)
{
	struct answer a = ask(d, "GET", "/healthz", NULL, NULL);

	assert_int_equal(a.status, 200);
	answer_free(&a);
}

/* Links and networks are there after a restart; so are their documents. */
static void test_restart(void **state)
{
	struct daemon d;
	struct answer a;
	char id[40], body[200], path[80];

	(void)state;
	daemon_create(&d, NULL);
	a = ask(&d, "POST", "/api/networks?name=s", NULL, small_network);
	assert_int_equal(a.status, 201);
	snprintf(id, sizeof(id), "%s", answer_text(&a, "id"));
	answer_free(&a);
	snprintf(body, sizeof(body), "{\"networks\":[{\"id\":\"%s\"}],\"title\":\"t\"}", id);
	a = ask(&d, "POST", "/api/comparisons", NULL, body);
	assert_int_equal(a.status, 201);
	snprintf(path, sizeof(path), "/api/comparisons/%s", answer_text(&a, "id"));
	answer_free(&a);
	assert_int_equal(daemon_stop(&d), 0);
	daemon_start(&d, NULL);
	a = ask(&d, "GET", path, NULL, NULL);
	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.body, "\"title\":\"t\""));
	answer_free(&a);
	snprintf(path, sizeof(path), "/api/networks/%s/analysis", id);
	a = ask(&d, "GET", path, NULL, NULL);
	assert_int_equal(a.status, 200);
	answer_free(&a);
	assert_int_equal(daemon_stop(&d), 0);
	daemon_remove(&d);
}

/* What was answered 201 is there after kill -9. */
static void test_kill(void **state)
{
	struct daemon d;
	struct answer a;
	char path[80];

	(void)state;
	daemon_create(&d, NULL);
	a = ask(&d, "POST", "/api/networks?name=s", NULL, small_network);
	snprintf(path, sizeof(path), "/api/networks/%s", answer_text(&a, "id"));
	answer_free(&a);
	kill(d.pid, SIGKILL);
	waitpid(d.pid, NULL, 0);
	daemon_start(&d, NULL);
	a = ask(&d, "GET", path, NULL, NULL);
	assert_int_equal(a.status, 200);
	answer_free(&a);
	assert_int_equal(daemon_stop(&d), 0);
	daemon_remove(&d);
}

static void test_second_process(void **state)
{
	struct daemon d;
	char said[1000], port[20];

	(void)state;
	daemon_create(&d, NULL);
	const char *const same_database[] = { "--port", "0", "--db", d.database, NULL };

	assert_int_equal(serve_status(same_database, said, sizeof(said)), 2);
	assert_non_null(strstr(said, "networks.db"));
	snprintf(port, sizeof(port), "%d", d.port);
	strcat(d.database, "2");
	const char *const same_port[] = { "--port", port, "--db", d.database, NULL };

	assert_int_equal(serve_status(same_port, said, sizeof(said)), 2);
	assert_non_null(strstr(said, "--port"));
	assert_healthy(&d);
	assert_int_equal(daemon_stop(&d), 0);
	daemon_remove(&d);
}

static void test_usage(void **state)
{
	static const char *const bad[][3] = {
		{ "--port", "65536", NULL }, { "--port", "x", NULL }, { "--port", NULL },
		{ "--nonsense", NULL }, { "--db", "/proc/none/x.db", NULL },
		{ "--allow-host", "http://x", NULL },
	};
	char said[2000];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (serve_status(bad[i], said, sizeof(said)) != 2 || !said[0])
			fail_msg("%s %s: %s", bad[i][0], bad[i][1] ? bad[i][1] : "", said);
}

/* The given files are stored and compared. */
static void test_files(void **state)
{
	struct daemon d;
	char one[120], two[120];
	FILE *f;
	struct answer a;

	(void)state;
	daemon_create(&d, NULL);
	assert_int_equal(daemon_stop(&d), 0);
	snprintf(one, sizeof(one), "%s/one.prototxt", d.folder);
	snprintf(two, sizeof(two), "%s/two.prototxt", d.folder);
	f = fopen(one, "w");
	fputs(small_network, f);
	fclose(f);
	f = fopen(two, "w");
	fputs("name: \"two\"", f);
	fclose(f);
	const char *const files[] = { one, two, "--allow-host", "weigh.example", NULL };

	daemon_start(&d, files);
	a = ask(&d, "GET", "/api/comparisons", NULL, NULL);
	assert_non_null(strstr(a.body, "\"networks\":2"));
	answer_free(&a);
	a = ask(&d, "GET", "/api/networks?q=one.prototxt", NULL, NULL);
	assert_non_null(strstr(a.body, "\"total\":1"));
	answer_free(&a);
	assert_int_equal(daemon_stop(&d), 0);
	daemon_remove(&d);
}

/* All connections have a request ready in one wake-up of the server. */
static void burst(const struct daemon *d, int count)
{
	int *fd = calloc((size_t)count, sizeof(*fd));
	char request[100];
	double start;

	snprintf(request, sizeof(request), "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
		 d->port);
	for (int i = 0; i < count; i++)
		assert_true((fd[i] = dial(d->port)) >= 0);
	assert_healthy(d);
	kill(d->pid, SIGSTOP);
	for (int i = 0; i < count; i++)
		assert_true(send_all(fd[i], request, strlen(request)));
	start = now_s();
	kill(d->pid, SIGCONT);
	for (int i = 0; i < count; i++) {
		struct answer a = read_answer(fd[i], false);

		assert_int_equal(a.status, 200);
		answer_free(&a);
		close(fd[i]);
	}
	if (now_s() - start > 10)
		fail_msg("%d connections took %.1f s", count, now_s() - start);
	free(fd);
}

static void test_bursts(void **state)
{
	static const int counts[] = { 127, 128, 129, 256, 384, 512 };
	struct daemon d;

	(void)state;
	daemon_create(&d, NULL);
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		burst(&d, counts[i]);
	assert_int_equal(daemon_stop(&d), 0);
	daemon_remove(&d);
}

/* A client that never ends its request, and when it was closed. */
struct slow {
	int fd;
	const char *drip;	/* sent each half second; NULL: silent */
	double took, least, most;
};

/* Drips, and notes when it is closed. */
static bool step(struct slow *s, double start)
{
	struct pollfd p = { s->fd, POLLIN, 0 };
	char c;

	if (s->took == 0 && ((poll(&p, 1, 0) > 0 && read(s->fd, &c, 1) <= 0) ||
			     (s->drip && !send_all(s->fd, s->drip, strlen(s->drip)))))
		s->took = now_s() - start;
	return s->took > 0;
}

/* A header line or a byte of the body each half second is not enough; the deadline
 * does not move. */
static void test_slow_clients(void **state)
{
	struct timespec half = { 0, 500000000 };
	struct daemon d;
	struct slow slow[] = { { 0, "X: y\r\n", 0, 4.9, 15 }, { 0, NULL, 0, 4.9, 15 },
			       { 0, " ", 0, 9.9, 25 } };
	char head[200];
	double start;
	int closed = 0;

	(void)state;
	daemon_create(&d, NULL);
	start = now_s();
	for (int i = 0; i < 3; i++)
		slow[i].fd = dial(d.port);
	assert_true(send_all(slow[0].fd, "GET / HTTP/1.1\r\n", 16));
	snprintf(head, sizeof(head), "POST /api/networks HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
		 "X-Netweight: 1\r\nContent-Length: 1000000\r\n\r\n", d.port);
	assert_true(send_all(slow[2].fd, head, strlen(head)));
	while (closed < 3 && now_s() - start < 30) {
		nanosleep(&half, NULL);
		closed = 0;
		for (int i = 0; i < 3; i++)
			closed += step(&slow[i], start);
		assert_healthy(&d);
	}
	for (int i = 0; i < 3; i++) {
		if (slow[i].took < slow[i].least || slow[i].took > slow[i].most)
			fail_msg("client %d was closed after %.1f s", i, slow[i].took);
		close(slow[i].fd);
	}
	assert_int_equal(daemon_stop(&d), 0);
	daemon_remove(&d);
}

/* Clients that ask without end, until the server goes; how many answers were cut
 * off in the middle. */
static int ask_until_closed(int port)
{
	struct daemon d = { .port = port };
	int cut = 0;

	for (;;) {
		int fd = dial(port);
		char request[100];
		struct answer a;

		if (fd < 0)
			return cut;
		snprintf(request, sizeof(request),
			 "GET /api/zoo HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", d.port);
		if (send_all(fd, request, strlen(request))) {
			a = read_answer(fd, false);
			cut += a.status == 200 && (!a.size || a.body[a.size - 1] != '}');
			answer_free(&a);
		}
		close(fd);
	}
}

static void test_stop_under_load(void **state)
{
	struct timespec half = { 0, 500000000 };
	struct daemon d;
	pid_t clients[4];
	double start;

	(void)state;
	daemon_create(&d, NULL);
	for (int i = 0; i < 4; i++)
		if ((clients[i] = fork()) == 0)
			_exit(ask_until_closed(d.port));
	nanosleep(&half, NULL);
	start = now_s();
	assert_int_equal(daemon_stop(&d), 0);
	assert_true(now_s() - start < 15);
	for (int i = 0; i < 4; i++) {
		int status;

		waitpid(clients[i], &status, 0);
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	daemon_start(&d, NULL);
	assert_healthy(&d);
	assert_int_equal(daemon_stop(&d), 0);
	daemon_remove(&d);
}

/* An open request holds the server for a while; a second signal does not wait. */
static void test_second_signal(void **state)
{
	struct timespec pause = { 0, 200000000 };
	struct daemon d;
	int status, fd;

	(void)state;
	daemon_create(&d, NULL);
	fd = dial(d.port);
	send_all(fd, "GET / HTTP/1.1\r\n", 16);
	assert_healthy(&d);
	kill(d.pid, SIGTERM);
	nanosleep(&pause, NULL);
	assert_int_equal(waitpid(d.pid, &status, WNOHANG), 0);
	kill(d.pid, SIGTERM);
	waitpid(d.pid, &status, 0);
	assert_int_equal(WEXITSTATUS(status), 128 + SIGTERM);
	close(fd);
	daemon_remove(&d);
}

/* With few descriptors the server takes fewer clients than it could open files
 * for, and serves those; the others wait for their turn. */
static int serve_with_few_descriptors(void)
{
	const struct rlimit few = { 110, 110 };
	struct daemon d;
	int fd[80], status;
	struct answer a;

	setrlimit(RLIMIT_NOFILE, &few);
	daemon_create(&d, NULL);
	for (int i = 0; i < 80; i++)
		fd[i] = dial(d.port);
	for (int i = 0; i < 80; i++)
		close(fd[i]);
	a = ask(&d, "GET", "/healthz", NULL, NULL);
	status = a.status;
	answer_free(&a);
	if (daemon_stop(&d) != 0)
		status = 0;
	daemon_remove(&d);
	return status == 200 ? 0 : 1;
}

static void test_few_descriptors(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0)
		_exit(serve_with_few_descriptors());
	waitpid(child, &status, 0);
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_restart),
		cmocka_unit_test(test_kill),
		cmocka_unit_test(test_second_process),
		cmocka_unit_test(test_usage),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_bursts),
		cmocka_unit_test(test_slow_clients),
		cmocka_unit_test(test_stop_under_load),
		cmocka_unit_test(test_second_signal),
		cmocka_unit_test(test_few_descriptors),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
