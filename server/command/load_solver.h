/* From a solver definition to the network that it trains, for the commands. */
#ifndef SERVER_LOAD_SOLVER_H
#define SERVER_LOAD_SOLVER_H

#include "models/analyze.h"
#include "server/base/buffer.h"

/* Where `text`, read from *path, is a solver definition: reads the network that it
 * names into `text`, from beside the solver's file or as Caffe would find it, and
 * sets *path to it and *options to those with the solver's state and type (what was
 * asked for goes on top).  Everything else, and a solver whose network is not there, is
 * left as it is.  What was done, or why not, goes to stderr. */
void load_solver(struct arena *a, struct buffer *text, const char **path,
		 const struct analyze_options **options);

#endif
