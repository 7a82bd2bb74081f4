/* One input of a fuzz target: what libFuzzer and AFL++ call, and replay.c as well. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define FUZZ_MEMORY ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Folders of the source tree with inputs to begin with; ended by NULL. */
extern const char *const fuzz_folders[];

/* Not assert(): a fuzzer is told by a signal, with NDEBUG too. */
static inline void check(bool holds)
{
	if (!holds)
		abort();
}

#endif
