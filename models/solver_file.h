/* A solver definition: what trains a network, and in which states it is run
 * (SolverParameter of caffe.proto; solver.cpp, InitTrainNet and InitTestNets). */
#ifndef MODELS_SOLVER_FILE_H
#define MODELS_SOLVER_FILE_H

#include "models/net.h"
#include "models/solver.h"

struct solver_file {
	struct str train_net, test_net;	/* paths as written, or "" */
	struct str type;		/* "Adam" */
	const struct solver *solver;	/* of that type, or NULL */
	struct net_state train, test;	/* of the first test network */
};

/* Reads a solver's text; false when it is none (TextFormat refuses it).  All lives in
 * the arena and the text. */
bool solver_file_read(struct arena *a, struct str text, struct solver_file *out);

/* The last part of a path. */
struct str path_name(struct str path);

#endif
