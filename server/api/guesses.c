/* How often each address has failed lately: whoever guesses has to wait. */
#include "server/api/guesses.h"

#define MINUTE 60000

/* Addresses may share a slot; the one that failed last has it. */
static struct guess *slot_of(struct guesses *g, uint32_t peer)
{
	return &g->slots[(peer * UINT32_C(2654435761)) >> 22];
}

bool guess_allowed(struct guesses *g, uint32_t peer, int64_t now)
{
	const struct guess *slot = slot_of(g, peer);

	return slot->peer != peer || now - slot->since >= MINUTE ||
	       slot->failures < GUESSES_PER_MINUTE;
}

void guess_failed(struct guesses *g, uint32_t peer, int64_t now)
{
	struct guess *slot = slot_of(g, peer);

	if (slot->peer != peer || now - slot->since >= MINUTE)
		*slot = (struct guess){ peer, now, 0 };
	slot->failures++;
}
