/* Solver definitions in the store. */
#ifndef SERVER_SOLVERS_H
#define SERVER_SOLVERS_H

#include "models/solver/file.h"
#include "server/api/call.h"

/* Stores what a solver says of its networks, and those that stand in it; *row is what is
 * stored, in the arena. */
enum store_result solver_keep(struct server *s, struct arena *a, struct str bytes,
			      struct str name, const struct solver_file *file,
			      struct store_solver *row);

/* The name under which a network of a solver is stored: its file's, without folders, or
 * for one that stands in the solver "solver.prototxt.train_net_param". */
struct str solver_net_file(struct arena *a, struct str solver, const struct solver_net *net);

#endif
