/* How convolutions slide over their bottom: kernel, stride, padding, dilation. */
#ifndef LAYERS_CONV_GEOMETRY_H
#define LAYERS_CONV_GEOMETRY_H

#include "models/layers/tools.h"

/* What ConvolutionParameter says, for the axes of the first bottom. */
struct geometry {
	int axis;			/* of the channels; -1: out of range */
	int spatial;			/* axes after it */
	int64_t kernel[MAX_AXES], stride[MAX_AXES];
	int64_t pad[MAX_AXES], dilation[MAX_AXES];
	int64_t pad_after[MAX_AXES];	/* at the end of the axis: usually pad */
	bool same;			/* as many windows as strides: pad_type 1 */
};

/* Reads it, with the checks of base_conv_layer.cpp; the first bottom must be
 * known.  `divides`: the stride is a divisor, so 0 will not do.  False when the
 * sizes of the tops cannot be told. */
bool read_geometry(struct setup *s, struct geometry *g, bool divides);

/* The dilated kernel along spatial axis i. */
int64_t kernel_extent(const struct geometry *g, int i);

/* The spatial sizes of the top, of a convolution or (`up`) a deconvolution;
 * false when one is negative, which is reported. */
bool spatial_sizes(struct setup *s, const struct geometry *g, bool up, int64_t *dim);

/* Fills in the layer's windows. */
void note_windows(struct setup *s, const struct geometry *g, bool up);

#endif
