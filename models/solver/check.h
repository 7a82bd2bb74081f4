/* What Caffe checks before it makes a solver's networks. */
#ifndef SOLVER_CHECK_H
#define SOLVER_CHECK_H

#include "models/solver/file.h"
#include "models/textproto/message.h"

/* Adds a message for each of these checks that the SolverParameter fails: solver.cpp
 * (Init, InitTrainNet, InitTestNets), solver_factory.hpp, sgd_solvers.hpp and
 * upgrade_proto.cpp (UpgradeSolverType). */
void solver_check(const struct message *m, struct solver_file *file);

#endif
