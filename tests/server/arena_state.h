/* The group fixture of tests whose state is an arena. */
#ifndef TESTS_SERVER_ARENA_STATE_H
#define TESTS_SERVER_ARENA_STATE_H

#include "models/base/arena.h"

static int arena_setup(void **state)
{
	*state = arena_create(0);
	return *state ? 0 : -1;
}

static int arena_teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

#endif
