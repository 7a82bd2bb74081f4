/* What a layer sees along the spatial axes. */
#ifndef NET_VIEW_H
#define NET_VIEW_H

#include <stdbool.h>
#include <stdint.h>

/* How the tops of a layer look at one spatial axis of its bottoms; set-up
 * functions fill it in, in the order of the axes (height, width). */
struct window {
	int64_t kernel;		/* extent, dilation included; 0: the whole axis */
	int64_t stride, pad;	/* pad below 0: begins inside, as Crop does */
	bool up;		/* strides upwards, as Deconvolution does */
	double ratio;		/* not 0: resized; instead of stride, and fractional */
};

/* What one element of a layer's tops sees of the network's input, along one
 * spatial axis and in pixels of it; not clamped to the image. */
struct view {
	double size;		/* the receptive field */
	double stride;		/* between neighbours; below 1 after upsampling */
	double offset;		/* first pixel that the first element sees;
				   negative in the padding */
	double first, last;	/* pixels that any element of the blob sees */
};

#endif
