/* Caffe's solvers, and what they keep per parameter. */
#ifndef SOLVER_SOLVER_H
#define SOLVER_SOLVER_H

#include "models/base/str.h"

/* Blobs of a parameter's size that are really allocated, because the solver
 * touches them: on the CPU the history, update and temporary ones that its
 * ComputeUpdateValue uses, on the GPU those of its fused kernel
 * (sgd_solver.cpp, adam_solver.cpp … and their .cu files). */
struct solver {
	const char *name;
	int cpu, gpu;
};

extern const struct solver solvers[];	/* SGD first; ended by a NULL name */

/* By name, upper or lower case; NULL when there is none. */
const struct solver *solver_named(struct str name);

#endif
