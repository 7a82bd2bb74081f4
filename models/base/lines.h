/* Offsets in a text as lines and columns.
 *
 * Nothing is looked at before it is asked for: many a network has no message, and
 * its text need not be read a second time. */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include "models/base/str.h"

#define NO_PLACE UINT32_MAX	/* of what is nowhere in the text */

struct lines_index;

struct lines {
	struct str text;
	struct lines_index *index;	/* what searches have learnt */
};

void lines_init(struct lines *l, struct arena *a, struct str text);

/* 1-based line and column of an offset (0, 0 for NO_PLACE).  Columns are bytes, as
 * TextFormat counts them: a tab goes to the next multiple of 8.  Offsets in rising
 * order take linear time in all, however long a line is. */
void lines_find(const struct lines *l, uint32_t at, int *line, int *column);

/* The line that holds an offset, without its newline.  The next one starts behind
 * that newline. */
struct str lines_text(const struct lines *l, uint32_t at);

int lines_count(const struct lines *l);	/* newlines + 1 */

#endif
