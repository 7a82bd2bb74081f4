/* The database file that the commands share. */
#ifndef SERVER_DATABASE_H
#define SERVER_DATABASE_H

#include "server/api/call.h"

/* Opens `path`, or where netweight keeps its own when it is NULL; prints what is
 * wrong with it.  NULL: it cannot be opened. */
struct store *database_open(const char *path);

#endif
