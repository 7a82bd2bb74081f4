/* What a layer sees along the spatial axes. */
#ifndef MODELS_VIEW_H
#define MODELS_VIEW_H

#include <stdbool.h>
#include <stdint.h>

/* How the tops of a layer look at one spatial axis of its bottoms; set-up
 * functions fill it in, in the order of the axes (height, width). */
struct window {
	int64_t kernel;		/* extent, dilation included; 0: the whole axis */
	int64_t stride, pad;
	bool up;		/* strides upwards, as Deconvolution does */
};

/* What one element of a layer's tops sees of the network's input, along one
 * spatial axis and in pixels of it; not clamped to the image. */
struct view {
	double size;		/* the receptive field */
	double stride;		/* between neighbours; below 1 after upsampling */
	double offset;		/* first pixel that the first element sees;
				   negative in the padding */
	int64_t extent;		/* how many elements there are along the axis */
};

#endif
