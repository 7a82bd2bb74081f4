/* What the families of the forks' layers have in common. */
#ifndef LAYERS_FORKS_H
#define LAYERS_FORKS_H

#include "models/layers/tools.h"

#define NONE { 0, 0 }
#define ONE { 1, 1 }
#define TWO { 2, 2 }
#define SOME { 1, ANY_NUMBER }

/* A batch of images from outside; 0 where a layer's own message says nothing. */
struct picture {
	int64_t batch, channels, height, width;
};

/* Top i is [batch, channels, height, width]: sizes of transform_param's crop_size
 * first, then of its resize_param, then those given, then an assumed item. */
void set_picture(struct setup *s, int i, const struct picture *p);

/* A parameter with the bottom's channels (axis 1) after `before` axes of 1 and
 * before `after` of them; unknown while the bottom is. */
struct param *add_channel_param(struct setup *s, int before, int after);

/* Repeated integers into `out`, at most `most` of them; how many there are. */
int read_integers(const struct message *m, int id, int64_t *out, int most);

#endif
