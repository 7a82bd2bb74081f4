/* A solver definition: the networks that Caffe makes of it, in which states, and what
 * trains them (SolverParameter of caffe.proto; solver.cpp, InitTrainNet and
 * InitTestNets; upgrade_proto.cpp, UpgradeSolverType). */
#ifndef SOLVER_FILE_H
#define SOLVER_FILE_H

#include "models/net/net.h"
#include "models/solver/solver.h"

/* One network that a solver makes. */
struct solver_net {
	bool tests;			/* else it is the one that is trained */
	const char *field;		/* that names or holds it: "test_net" */
	struct str path;		/* as written; "" where it is inline */
	struct str text;		/* inline: the definition itself, in the solver's text */
	struct net_state state;		/* yields to the file's own (net_state.yields) */
	int64_t iterations;		/* its test_iter; 0: not said, or trained */
};

struct solver_file {
	struct str type;		/* "Adam", also of the enum of older files */
	const struct solver *solver;	/* of that type, or NULL */
	struct solver_net *nets;	/* as Caffe makes them: train net, then test nets */
	int net_count;			/* with a fault as many as can be told */
	struct diags diags;		/* located; errors: where Caffe would stop */
	struct lines lines;
	bool ok;			/* no errors */
};

/* Reads a solver's text; false when it is none (no message of that type can be made of
 * it).  All lives in the arena and the text. */
bool solver_file_read(struct arena *a, struct str text, struct solver_file *out);

/* The text with all but one inline network blanked, so that places in it are those of the
 * solver's file. */
struct str solver_net_alone(struct arena *a, struct str text, const struct solver_net *net);

/* The last part of a path. */
struct str path_name(struct str path);

#endif
