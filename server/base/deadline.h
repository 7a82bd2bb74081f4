/* Deadlines of connections: who takes too long is shut down.
 *
 * A timeout that is pushed back by every byte lets 2,000 clients that send one
 * header line each five seconds stop a server for everybody; these are not. */
#ifndef SERVER_DEADLINE_H
#define SERVER_DEADLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wait {
	WAIT_FIRST,	/* 5 s from the connection to the first line */
	WAIT_HEADER,	/* 5 s from the first line */
	WAIT_BODY,	/* 10 s and 1 s for each 50 kB that have come */
	WAIT_RESPONSE,	/* 60 s and 1 s for each 50 kB to be read */
	WAIT_IDLE,	/* 30 s until the next request */
};

/* One connection, in a list. */
struct deadline {
	struct deadline *next, *previous;
	int fd;
	enum wait wait;
	int64_t since_us, at_us;
};

struct deadlines {
	struct deadline *first;
	int64_t reaped_us;	/* when the list was last walked */
};

int64_t clock_us(void);		/* monotonic */

/* Adds a connection that has just been made: it waits for its first line. */
void deadlines_add(struct deadlines *l, struct deadline *d, int fd);
void deadlines_remove(struct deadlines *l, struct deadline *d);
/* What it waits for now; `bytes` as above.  The same wait again keeps its start. */
void deadline_set(struct deadline *d, enum wait wait, size_t bytes);
/* Shuts down those that are late (and those without a
 * request, when `idle` is set).  The
 * owner hears of it as of any closed connection.  Walks the list at most four
 * times a second. */
void deadlines_reap(struct deadlines *l, bool idle);

#endif
