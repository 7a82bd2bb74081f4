/* From a solver definition to the networks that Caffe makes of it, for the commands. */
#ifndef SERVER_LOAD_SOLVER_H
#define SERVER_LOAD_SOLVER_H

#include "server/command/load.h"

/* Where `text`, read from `path`, is a solver definition: adds its networks and is true.
 * They are the train network and each test network in its state, or those of the phase
 * that was asked for; a level, stages and a solver type that were asked for go on top.  A
 * file is looked for beside the solver's and where Caffe would find it; in place of one
 * that is not there, the solver itself is added, which is no network.  What was done, and
 * what is wrong with the solver, goes to stderr. */
bool load_solver(struct loaded_list *all, const char *path, struct str text,
		 const struct settings *settings);

#endif
