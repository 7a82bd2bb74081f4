/* N-dimensional shapes with checked arithmetic. */
#ifndef NET_SHAPE_H
#define NET_SHAPE_H

#include "models/base/str.h"

#define MAX_AXES 32		/* Caffe's kMaxBlobAxes (blob.hpp) */

struct shape {
	const int64_t *dim;
	int axes;		/* 0: a scalar, count 1 */
	bool known;		/* false: dim and count mean nothing */
	bool assumed;		/* rests on an assumed input (--data-shape) */
	bool doubtful;		/* follows from a fault that has been reported */
	bool overflow;		/* count does not fit int64; count is INT64_MAX */
	int64_t count;		/* product of dims; 0 for a Blob that was never
				   given a shape (an Input layer without one) */
};

/* A known shape; the dims are copied. */
struct shape shape_make(struct arena *a, const int64_t *dim, int axes);
static inline struct shape shape_unknown(void) { return (struct shape){ 0 }; }

/* Product of dim[from .. to-1]; false when it overflows int64. */
bool shape_product(const struct shape *s, int from, int to, int64_t *product);
bool shape_equal(const struct shape *a, const struct shape *b);

/* Caffe's CanonicalAxisIndex: -1 is the last axis.  -1 when out of range. */
int shape_axis(const struct shape *s, int64_t axis);

/* "1x3x224x224", "scalar", "?" */
struct str shape_format(struct arena *a, const struct shape *s);
/* Reads "1x3x224x224" or "1,3,224,224"; false when it is not one. */
bool shape_read(struct arena *a, struct str text, struct shape *out);

/* Checked arithmetic: the result, saturated at INT64_MAX, *overflow set (never
 * cleared) when it saturated.  Arguments are not negative. */
static inline int64_t sum_checked(int64_t a, int64_t b, bool *overflow)
{
	int64_t sum;

	if (!__builtin_add_overflow(a, b, &sum))
		return sum;
	*overflow = true;
	return INT64_MAX;
}

static inline int64_t product_checked(int64_t a, int64_t b, bool *overflow)
{
	int64_t product;

	if (!__builtin_mul_overflow(a, b, &product))
		return product;
	*overflow = true;
	return INT64_MAX;
}

#endif
