/* What Pooling and SPP share (pooling_layer.cpp). */
#ifndef LAYERS_POOL_H
#define LAYERS_POOL_H

#include "models/layers/tools.h"

/* Along height and width. */
struct pooling {
	int64_t kernel[2], stride[2], pad[2];
	int64_t pad_after[2];	/* at the end of the axis: usually pad */
	int64_t dilation;	/* of MDS alone */
	bool floor;
	bool clip;		/* the last window must begin inside the image */
	bool same;		/* as many windows as strides: pad_type 1 */
	bool mds;		/* a channel for each place of the kernel */
};

/* "height", "width" */
extern const char *const pooling_side[2];

/* How many windows there are along axis i of an image of this size: in Caffe's
 * float arithmetic; with padding on either axis the last window must begin inside
 * the image or its first padding. */
int64_t pooled(const struct pooling *p, int i, int64_t in);

/* What one window costs, for each value of the top.  pooling_layer.cpp: MAX
 * compares every value; AVE adds them up and divides; STOCHASTIC adds them up,
 * then compares with a threshold in training and averages by weight in testing.
 * Windows at the border count in full. */
void spend_windows(struct layer *l, int method, int64_t windows, int64_t area);

#endif
