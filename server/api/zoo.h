/* The bundled networks and what INDEX says of them. */
#ifndef SERVER_ZOO_H
#define SERVER_ZOO_H

#include "server/api/intake.h"

/* One row of INDEX: its cells, in the order of the heading. */
#define ZOO_COLUMNS 16
struct zoo_row {
	struct str cell[ZOO_COLUMNS];
	int count;
};

/* The heading and the rows of INDEX, in order; *count without the heading. */
struct zoo_row *zoo_rows(struct arena *a, int *count);
/* The bytes of a bundled file; n 0 when there is none of that name. */
struct str zoo_bytes(struct str file);
/* Stores one bundled network, as it came; `in` says how it went.  False: there is none of
 * that name. */
bool zoo_store(struct server *s, struct arena *a, struct str file, struct intake *in);
/* Stores all bundled networks, when the store is as new.  The first failure. */
enum store_result zoo_load(struct server *s);

#endif
