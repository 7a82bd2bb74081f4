/* Networks side by side: totals, and layers against those of the first. */
#ifndef SERVER_COMPARE_H
#define SERVER_COMPARE_H

#include "server/report/align.h"
#include "server/report/report.h"

/* A total that is compared. */
struct figure {
	const char *key;		/* "memory.peak" */
	const char *title;
	bool bytes;
	struct amount (*of)(const struct analysis *a);
};
extern const struct figure figures[];	/* ended by a NULL key */

/* What is known of the difference between two totals, of which each may be a lower
 * bound; nothing where one is doubtful. */
enum sureness { SURE, SURE_AT_LEAST, SURE_AT_MOST, UNSURE };
enum sureness sureness_of(const struct amount *m, const struct amount *base);

struct comparison {
	const struct report *reports;	/* the first is the baseline */
	int count;
	bool only_changes;		/* leave out layers that are the same */
	/* Of each but the first: its layers against the first's. */
	struct against {
		const struct pair *pairs;
		int count;
	} *against;
};

enum change { CHANGE_SAME, CHANGE_CHANGED, CHANGE_ADDED, CHANGE_REMOVED };
extern const char *const change_names[];

/* Aligns; everything lives in the arena. */
struct comparison compare_reports(struct arena *arena, const struct report *reports,
				  int count);
enum change change_of(const struct comparison *c, int network, const struct pair *p);

void compare_json(struct buffer *out, const struct comparison *c);
void compare_csv(struct buffer *out, const struct comparison *c);
void compare_markdown(struct buffer *out, const struct comparison *c);
void compare_latex(struct buffer *out, const struct comparison *c);
void compare_table(struct buffer *out, const struct comparison *c,
		   const struct screen *screen);

#endif
