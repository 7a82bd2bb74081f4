/* What a file does not say, and figures rest on. */
#ifndef NET_ASSUMPTION_H
#define NET_ASSUMPTION_H

#include "models/net/shape.h"

/* Why a shape has to be assumed. */
enum assumption_kind {
	ASSUMED_INPUT,		/* the file does not say what comes in */
	ASSUMED_MODULE,		/* Python code, which is not in the file, makes it */
	ASSUMED_RUN,		/* a count that only a forward pass knows */
	ASSUMPTION_KINDS
};
extern const char *const assumption_names[];	/* "input", "module", "run" */

/* Something the file does not say and a result rests on. */
struct assumption {
	enum assumption_kind kind;
	int layer, top;
	struct shape shape;
	struct str what;		/* "the size of the images" */
	struct str why;			/* a sentence: with the reason of its kind */
};

struct assumptions {
	struct assumption *list;
	int count, capacity;
};

#endif
