/* An analysed file, and the ways to write it down. */
#ifndef SERVER_REPORT_H
#define SERVER_REPORT_H

#include "server/report/document.h"
#include "server/report/grid.h"

struct report {
	const struct analysis *a;
	struct document_source source;
	int by;			/* rows are blocks of the grouping by - 1; 0: layers */
};

/* A figure of a layer, or a word about it: one row of a table. */
struct column {
	const char *key;	/* "params": CSV */
	const char *title;	/* "params": tables; NULL: in CSV only */
	int shrink;		/* > 0: may be cut to so many columns */
	bool code;		/* a name of the file's */
	/* One of these.  number: false where it is not known. */
	void (*text)(struct buffer *b, const struct analysis *a, int layer);
	bool (*number)(const struct analysis *a, int layer, int64_t *n);
	/* The whole network's figure, or NULL. */
	int64_t (*total)(const struct analysis *a);
	struct amount (*marks)(const struct analysis *a);	/* the total's, or NULL */
	int64_t (*part_of)(const struct analysis *a);	/* show as a percentage */
};
extern const struct column columns[];		/* ended by a NULL key */

/* "60,965,224" */
void put_grouped(struct buffer *b, int64_t n);
/* What stands before a figure: ">=" where something unknown is missing, "~" where it
 * rests on a fault, ">~"; in words "at least ", "about ". */
const char *amount_sign(const struct amount *m);
const char *amount_words(const struct amount *m);
/* A figure of a layer with its sign, in a table of raw numbers without; where nothing is
 * known "?", or nothing. */
void put_marked(struct buffer *b, const struct amount *m, bool raw);
/* Which of a row's numbers are lower bounds, in tables of raw numbers: "params macs". */
void put_lower_bounds(struct buffer *b, bool params, bool memory, bool live, bool macs);
/* "232.6 MiB" */
void put_bytes_size(struct buffer *b, int64_t bytes);
void put_percent(struct buffer *b, int64_t part, int64_t whole);
/* "1x3x224x224", "scalar", "?" */
void put_shape_text(struct buffer *b, const struct shape *s);

/* "layer", "stage" … as `by` of a report; -1: no such word. */
int report_by(struct str word);

/* Writers: all take any number of reports. */
void report_json(struct buffer *out, const struct report *r, int count);
void report_csv(struct buffer *out, const struct report *r, int count);
void report_markdown(struct buffer *out, const struct report *r, int count);
void report_latex(struct buffer *out, const struct report *r, int count);
void report_table(struct buffer *out, const struct report *r, int count,
		  const struct screen *screen);

/* The answers to the three questions and what else is to be known, line by
 * line, in the head of a report. */
enum heading { HEADING_TERMINAL, HEADING_MARKDOWN, HEADING_LATEX };
void report_heading(struct buffer *out, const struct report *r, enum heading kind,
		    bool unicode);

#endif
