/* A table of cells, and the four ways to write one down. */
#ifndef SERVER_GRID_H
#define SERVER_GRID_H

#include "server/base/buffer.h"

struct screen {
	int width;		/* columns of the terminal; 0: no limit */
	bool unicode;
};
/* What standard output is: a terminal's width, and the locale's letters. */
struct screen screen_of_output(void);

struct grid_column {
	const char *title;
	bool number;		/* right-aligned, never quoted */
	bool code;		/* a name from a file */
	int shrink;		/* > 0: may be cut to so many columns */
};

struct grid {
	const struct grid_column *columns;
	int column_count;
	struct buffer text;	/* of all cells, one after the other */
	size_t *start;		/* of each cell in text */
	size_t cells, capacity;
	size_t rule_row;	/* a line goes before this row; 0: none */
	bool failed;
};

void grid_start(struct grid *g, const struct grid_column *columns, int count);
void grid_free(struct grid *g);
/* Begins the next cell, row by row; append its text to what is returned. */
struct buffer *grid_cell(struct grid *g);
/* The next row is a total: a line goes before it. */
void grid_rule(struct grid *g);

void grid_write_terminal(struct buffer *out, const struct grid *g,
			 const struct screen *screen);
void grid_write_csv(struct buffer *out, const struct grid *g);	/* RFC 4180 */
void grid_write_markdown(struct buffer *out, const struct grid *g);
void grid_write_latex(struct buffer *out, const struct grid *g);  /* booktabs */

#endif
