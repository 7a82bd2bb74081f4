/* How often each address has failed lately: whoever guesses has to wait. */
#ifndef SERVER_GUESSES_H
#define SERVER_GUESSES_H

#include <stdbool.h>
#include <stdint.h>

#define GUESS_SLOTS 1024
#define GUESSES_PER_MINUTE 20

struct guesses {
	struct guess {
		uint32_t peer;
		int64_t since;		/* ms */
		int failures;
	} slots[GUESS_SLOTS];
};

/* False while the address has failed 20 times within a minute. */
bool guess_allowed(struct guesses *g, uint32_t peer, int64_t now);
void guess_failed(struct guesses *g, uint32_t peer, int64_t now);

#endif
