/* Files of the command line come into the store. */
#ifndef SERVER_TAKE_H
#define SERVER_TAKE_H

#include "server/api/comparison.h"
#include "server/base/settings.h"

/* Files become networks of the store and sides of *out (64 at most), a solver definition
 * the networks that it makes (load_solver.h), each in its state; with these settings, or
 * where `own`, as each network is asked when nobody asks for more.  False, and said why,
 * when one cannot. */
bool take_files(struct server *s, char **files, int count, const struct settings *settings,
		bool own, struct comparison *out);

#endif
