/* The table of an analysis folded into blocks. */
#ifndef SERVER_BLOCK_GRID_H
#define SERVER_BLOCK_GRID_H

#include "server/report/report.h"

/* Columns, raw keys and all of them for CSV; how many. */
int block_columns(struct grid_column *out, bool csv);
/* A row for each block of r->by, then with `total` one for the network; each
 * begins with the file's name when `with_file`. */
void block_rows(struct grid *g, const struct report *r, bool csv, bool with_file);
void block_total(struct grid *g, const struct report *r);

#endif
