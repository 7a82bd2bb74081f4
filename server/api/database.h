/* The database file that the commands share. */
#ifndef SERVER_DATABASE_H
#define SERVER_DATABASE_H

#include "models/analyze.h"
#include "server/api/call.h"

/* Opens `path`, or where netweight keeps its own when it is NULL; prints what is
 * wrong with it.  NULL: it cannot be opened. */
struct store *database_open(const char *path);

/* Files of the command line become networks of the store and sides of *out (64 at
 * most), with these options (NULL: as each is asked when nobody asks for more); false,
 * and said why, when one cannot. */
struct comparison;
bool database_take(struct server *s, struct arena *a, char **files, int count,
		   const struct analyze_options *options, struct comparison *out);

#endif
