/* What the set-up and count functions of many layer types have in common. */
#ifndef LAYERS_TOOLS_H
#define LAYERS_TOOLS_H

#include "models/analysis.h"
#include "models/layers/layer.h"

bool bottoms_known(const struct setup *s);

/* What Caffe's int holds after it was given this value: sizes past INT_MAX wrap. */
int64_t as_int32(int64_t value);

/* A uint32 or int64 field as the int that Caffe keeps it in. */
int64_t get_int32(const struct message *m, int id);
int64_t get_int32_at(const struct message *m, int id, int i);

/* Blob::CanonicalAxisIndex of bottom i for the axis in field `id` of the
 * layer's message; -1 when it is out of range, which is reported. */
int bottom_axis(struct setup *s, int i, int id);
/* The same for an axis that also has an older name, field `dim`, which takes no
 * negative numbers (concat_dim, slice_dim). */
int bottom_axis_or_dim(struct setup *s, int axis, int dim);
/* The same for an axis that is not a field of it. */
int bottom_axis_at(struct setup *s, int i, int64_t axis, uint32_t at);

/* Blob::num(), channels(), height(), width(): 1 past the last axis. */
int64_t legacy_dim(const struct shape *shape, int axis);
/* Those accessors refuse blobs of more than 4 axes; reports it. */
bool check_legacy(struct setup *s, int bottom);

/* Layers that exist only for 4 axes: reports anything else. */
bool check_four_axes(struct setup *s, int bottom);

/* `engine: CUDNN` is unknown to a build without cuDNN (layer_factory.cpp). */
void check_engine(struct setup *s, const struct message *m, int id);

/* Caffe fills a buffer of this many values at set-up and dies when there are
 * none (blob.cpp, CHECK(data_)). */
void check_filled(struct setup *s, int64_t values, const char *buffer);

/* "'conv1' (1x3x4x4, made by layer 'conv1' on line 12)" */
struct str describe_bottom(const struct setup *s, int i);

/* Every top is like the first bottom: the whole set-up of many types. */
void setup_like_bottom(struct setup *s);
/* The same for types that refuse to work in place. */
bool check_not_in_place(struct setup *s);

/* Saturating arithmetic for counts; arguments are not negative. */
int64_t times(int64_t a, int64_t b);
int64_t plus(int64_t a, int64_t b);
/* The product of dim[from .. to-1], saturated. */
int64_t dims_between(const struct shape *shape, int from, int to);
int64_t dims_from(const struct shape *shape, int from);

/* Adds to a figure of the layer's cost. */
void spend(struct layer *l, enum metric m, int64_t n);
/* MACs, which are multiply-adds as well, for a batch and for one item. */
void spend_macs(struct layer *l, int64_t per_item, int64_t batch);
/* The values of the first bottom, or of the first top; 0 while unknown. */
int64_t bottom_values(const struct layer *l);
int64_t top_values(const struct layer *l);
/* The layer's own message (kind->param), for count functions. */
const struct message *own_message(const struct layer *l);

#endif
