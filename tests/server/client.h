/* A real `netweight serve` on a free port with a database of its own, and a plain
 * socket to talk to it. */
#ifndef TESTS_SERVER_CLIENT_H
#define TESTS_SERVER_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct daemon {
	pid_t pid;
	int port;
	char folder[64];	/* temporary; removed by daemon_remove() */
	char database[96];
};

/* Makes the folder and starts a server there with further arguments (ended by
 * NULL, or NULL).  Fails the test when it does not come up. */
void daemon_create(struct daemon *d, const char *const *more);
/* Starts it again on the same database. */
void daemon_start(struct daemon *d, const char *const *more);
/* SIGTERM; the exit status (-1: it had to be killed). */
int daemon_stop(struct daemon *d);
void daemon_remove(struct daemon *d);
/* Runs `netweight serve` with these arguments to its end: its exit status; what it
 * says on stderr in `said`. */
int serve_status(const char *const *arguments, char *said, size_t size);

/* The server of a whole test program: cmocka's group fixture. */
extern struct daemon served;
int serve_setup(void **state);
int serve_teardown(void **state);

/* A connection, or -1. */
int dial(int port);
bool send_all(int fd, const char *bytes, size_t n);

/* One answer; all texts end in NUL. */
struct answer {
	int status;		/* 0: closed without an answer */
	char *head, *body;
	size_t size;		/* of the body */
};
/* Reads one answer (`head_only`: to a HEAD request). */
struct answer read_answer(int fd, bool head_only);
void answer_free(struct answer *a);
/* The value of a header, or NULL; valid until the next call. */
const char *answer_header(const struct answer *a, const char *name);
/* The text of the first "key":"…" of the body; valid until the next call. */
const char *answer_text(const struct answer *a, const char *key);

/* One request on a connection of its own.  `headers` are whole lines with CRLF, or
 * NULL; Host and, for what changes something, X-Netweight are added. */
struct answer ask(const struct daemon *d, const char *method, const char *target,
		  const char *headers, const char *body);
struct answer ask_bytes(const struct daemon *d, const char *method, const char *target,
			const char *headers, const char *body, size_t n);
/* The bytes as they are, and the first answer. */
struct answer ask_raw(const struct daemon *d, const char *bytes, size_t n);

/* Fails the test unless it has this status; frees it. */
void assert_status(struct answer a, int status);
/* Fails the test unless this is in its body. */
void assert_has(const struct answer *a, const char *text);

/* Two layers, complete. */
extern const char small_network[];

#endif
