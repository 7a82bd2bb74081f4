/* Which batch fits in so many bytes. */
#ifndef MODELS_FIT_H
#define MODELS_FIT_H

#include "models/analysis.h"

/* One way of running a network, and what that takes. */
struct fit_kind {
	const char *name, *title, *text;
	enum phase phase;
	int64_t (*bytes)(const struct analysis *a);
};

enum { FIT_KINDS = 4 };
extern const struct fit_kind fit_kinds[FIT_KINDS];

/* The answer for one of them. */
struct fit {
	bool applies;		/* there is something to run or train */
	bool any;		/* every batch fits: it changes nothing */
	int64_t batch;		/* the largest that fits; 0: not even one item */
	int64_t bytes;		/* what that batch takes, or one item */
	int64_t next_bytes;	/* what one item more takes */
	bool refused;		/* Caffe refuses a network of that batch: a blob is
				   too large for it */
	bool lower_bound;	/* something unknown takes more */
	bool doubtful;		/* a fault may have changed it */
};

/* Answers for `bytes` by analysing the text with one batch after the other: the
 * figures grow with the batch, so that the answer is exact: its batch fits and
 * the next does not.  The options' own batch counts for nothing, nor does
 * their phase: each kind has its own.  Fills FIT_KINDS answers. */
void fit_batches(struct str text, const struct analyze_options *options,
		 int64_t bytes, size_t arena_limit, struct fit *answers);

#endif
