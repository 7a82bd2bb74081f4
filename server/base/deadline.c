/* Deadlines of connections. */
#include "server/base/deadline.h"

#include <sys/socket.h>
#include <time.h>

#define SECOND 1000000
#define BYTES_PER_SECOND 50000
#define REAP_EVERY (SECOND / 4)

static const struct patience {
	int64_t us;
	bool by_size;
} patience[] = {
	[WAIT_FIRST] = { 5 * SECOND, false },
	[WAIT_HEADER] = { 5 * SECOND, false },
	[WAIT_BODY] = { 10 * SECOND, true },
	[WAIT_RESPONSE] = { 60 * SECOND, true },
	[WAIT_IDLE] = { 30 * SECOND, false },
};

int64_t clock_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

void deadlines_add(struct deadlines *l, struct deadline *d, int fd)
{
	d->fd = fd;
	d->previous = NULL;
	d->next = l->first;
	if (l->first)
		l->first->previous = d;
	l->first = d;
	d->wait = WAIT_IDLE;
	deadline_set(d, WAIT_FIRST, 0);
}

void deadlines_remove(struct deadlines *l, struct deadline *d)
{
	if (d->previous)
		d->previous->next = d->next;
	else
		l->first = d->next;
	if (d->next)
		d->next->previous = d->previous;
}

void deadline_set(struct deadline *d, enum wait wait, size_t bytes)
{
	const struct patience *p = &patience[wait];

	if (d->wait != wait)
		d->since_us = clock_us();
	d->wait = wait;
	d->at_us = d->since_us + p->us;
	if (p->by_size)
		d->at_us += (int64_t)bytes * SECOND / BYTES_PER_SECOND;
}

static bool has_no_request(const struct deadline *d)
{
	return d->wait == WAIT_IDLE || d->wait == WAIT_FIRST;
}

void deadlines_reap(struct deadlines *l, bool idle)
{
	int64_t now = clock_us();

	if (now - l->reaped_us < REAP_EVERY)
		return;
	l->reaped_us = now;
	for (struct deadline *d = l->first; d; d = d->next)
		if (now >= d->at_us || (idle && has_no_request(d)))
			shutdown(d->fd, SHUT_RDWR);
}
