/* Network files whose comments say what to expect (README.md here). */
#ifndef TESTS_CASE_H
#define TESTS_CASE_H

#include "models/analyze.h"

/* One "# expect" comment. */
struct expectation {
	int line;
	int run;		/* the run it belongs to; -1: all of them */
	struct str text;	/* behind "# expect" */
	bool met;		/* a diagnostic that has been seen */
};

/* One case: a file, and the ways in which it is to be analysed. */
struct test_case {
	struct arena *arena;
	const char *file;
	struct str text;
	struct expectation *expectations;
	int expectation_count;
	struct analyze_options *runs;
	int run_count;
	struct coverage *coverage;	/* NULL: not asked for */
	int failures;
};

/* The rows of layer types, and of Python modules, whose layers a case expects to be
 * something. */
#define MAX_ROWS 512
struct coverage {
	const struct layer_kind *rows[MAX_ROWS];
	int count;
};

void coverage_note(struct coverage *c, const struct layer_kind *row);

/* Prints the rows that no case has; how many there are. */
int coverage_missing(const struct coverage *c);

/* Reads the comments of c->text; problems are failures. */
void case_read(struct test_case *c);

/* Compares what is expected of run `run` with an analysis. */
void case_check(struct test_case *c, int run, const struct analysis *a);

/* Prints everything that could be expected of an analysis, as comments. */
void case_print(const struct analysis *a);

/* Counts a failure and prints it with its place. */
void case_fail(struct test_case *c, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Cuts the first word off *text; empty when there is none. */
struct str next_word(struct str *text);

#endif
