/* Elements in bytes: activations and weights have a number type each. */
#ifndef FIGURES_BYTES_H
#define FIGURES_BYTES_H

#include "models/analysis.h"

/* Elements of a type in bytes, rounded up; saturates. */
int64_t type_bytes(int64_t elements, const struct dtype *type);

/* The types in force: of blobs and their gradients; of parameters, their
 * gradients and the solver's state. */
const struct dtype *activation_type(const struct analysis *a);
const struct dtype *weight_type(const struct analysis *a);

int64_t amount_bytes(const struct analysis *a, int64_t elements);	/* activations */
int64_t weight_bytes(const struct analysis *a, int64_t elements);

/* The solver in force. */
const struct solver *analysis_solver(const struct analysis *a);
/* What the solver keeps of its own, for each distinct parameter.  Caffe keeps it
 * for every learnable parameter, trained or not; a shared one has it once. */
struct amount solver_state(const struct analysis *a, const struct solver *s, bool gpu);
/* All that training takes with this solver on a CPU or a GPU.  `iter_size` adds
 * nothing: Caffe sums its gradients up in the parameters' own. */
struct amount training_total(const struct analysis *a, const struct solver *s, bool gpu);
int64_t training_bytes(const struct analysis *a, const struct solver *s, bool gpu);

/* Bytes that a layer moves at least, and all layers together: every bottom and
 * every parameter read once, every top written once. */
int64_t layer_traffic(const struct analysis *a, const struct layer *l);
int64_t total_traffic(const struct analysis *a);
/* Arithmetic intensity, FLOPs per byte, to three digits after the point. */
double intensity_of(int64_t flops, int64_t traffic);

#endif
