/* The network as Caffe runs it: layers in order, with inserted splits.
 *
 * net_build() makes it from an upgraded NetParameter; the passes after it
 * (setup, cost, memory …) fill in the figures. */
#ifndef NET_NET_H
#define NET_NET_H

#include "models/base/diag.h"
#include "models/caffe/upgrade.h"
#include "models/net/metric.h"
#include "models/net/rule.h"
#include "models/net/shape.h"
#include "models/net/view.h"

enum phase { PHASE_TRAIN, PHASE_TEST };		/* numbers as in caffe.proto */

struct net_state {
	enum phase phase;
	int level;
	const struct str *stages;
	int stage_count;
	bool phase_yields, level_yields;	/* to the file's own, if it has one */
};

/* One named piece of data.  In-place layers read and write the same blob. */
struct blob {
	const struct top *top;	/* the latest that wrote it: its name and its shape as
				   it is now, which in-place layers may change */
	const struct view *views;	/* what it sees, and how many core layers lie */
	int depth;			/* before it: filled by depth.c */
	int producer;		/* index of the layer that first made it */
	int storage;		/* filled by memory.c */
	uint8_t view_count;
	bool unread;		/* nobody has read it since it was written */
	/* Filled by backward.c: something before it can learn; a loss depends on it;
	 * nobody wants its gradient. */
	bool learns : 1, under_loss : 1, skipped : 1;
};

struct bottom {
	struct str name;	/* after splits: "conv1_conv1_0_split_1" */
	struct shape shape;	/* as this layer saw it */
	int blob;		/* index in net.blobs, or -1: unknown bottom; before
				   there are blobs, the number of its name (names.h) */
	uint32_t at;
};

struct top {
	struct str name;
	struct shape shape;	/* right after this layer's set-up */
	int blob;		/* always an index in net.blobs; before, as a bottom's */
	uint32_t at;
	float loss_weight;	/* as given until set-up has found it right */
	bool in_place;		/* the same blob as the bottom at its index */
	bool automatic;		/* a loss top that the file does not name */
};

struct param {
	struct str name;	/* "" : anonymous */
	struct shape shape;
	int owner;		/* layer index that owns the blob, or -1: itself */
	float lr_mult, decay_mult;
	bool statistics;	/* BatchNorm's running sums: no gradient ever */
};

struct layer_kind;

struct layer {
	struct str name, type, python;	/* python: "module.class" of that type, or "" */
	const struct layer_kind *kind;	/* NULL: a type the catalogue lacks */
	const struct rule *rule;	/* the user's, for such a type; or NULL */
	const struct message *message;	/* LayerParameter; NULL for inserted splits */
	uint64_t fields;		/* see layer_may_have() */
	uint32_t at;			/* offset of the layer in the text */
	enum phase phase;		/* the layer's own, or the net's */

	struct bottom *bottoms;
	struct top *tops;
	struct param *params;
	int bottom_count, top_count, param_count;
	int loss_weight_count;		/* as given; splits may have cleared them */

	const struct str *hint;	/* to mend a wrong number of bottoms or tops, or NULL */
	struct window *windows;	/* window_count (of each top: windows_by_top) */
	const struct view *views;	/* filled by depth.c; NULL: no spatial input */
	int8_t window_from;	/* the spatial axis that the first window is for */
	uint8_t window_count, view_count;
	uint8_t shape_bottoms;	/* so many, the last, lend only their shapes */
	bool sees_all;		/* every top element depends on the whole bottom */
	bool backward;		/* gradients pass through it; filled by backward.c */
	bool inserted, windows_by_top;
	bool failed;		/* set-up met an error: tops may be unknown */
	bool copies;		/* its tops have data of their own, not the bottom's */

	struct cost cost;
	int64_t macs_per_item;
	int64_t buffer_elements;	/* im2col buffer and the like */
	int64_t moved_values;		/* of bottoms and tops, filled by traffic.c */
	int64_t moved_params;
};

/* Whether its shapes and parameters are those of its type, or of a rule. */
static inline bool layer_known(const struct layer *l)
{
	return l->kind || l->rule;
}

/* False when the layer's message surely lacks the field, which saves a search. */
static inline bool layer_may_have(const struct layer *l, int id)
{
	return l->fields >> (id & 63) & 1;
}

static inline void clear_loss_weights(struct layer *l)
{
	for (int i = 0; i < l->top_count; i++)
		l->tops[i].loss_weight = 0;
}

struct net {
	struct arena *arena;
	struct diags *diags;
	struct str name;
	struct net_state state;		/* in force: options and the file's own */
	bool force_backward;
	uint32_t forks;			/* whose rules hold where they differ */
	bool doubted;			/* some shape is doubtful */
	bool told_empty;		/* that Caffe fails where there are no values */
	int no_batch;			/* 1 + index of the message that a batch is empty */
	struct layer *layers;
	int layer_count;
	int layers_in_file;		/* before phase rules */
	int split_count;
	int bottom_count, top_count;	/* of all layers */
	struct blob *blobs;
	int blob_count;
};

/* Builds the layers that run in `state` from an upgraded NetParameter: phase,
 * level and stage rules (net.cpp FilterNet, STAGE_FILTER messages), then split
 * insertion (insert_splits.cpp), then blobs, with unknown bottoms and tops
 * produced twice as STAGE_INIT messages; `lines` are for the places they name.
 * In a file of FORMAT_V0 Caffe looks for unknown bottoms in the upgrade already.
 * The file's own `state` is merged as Caffe's Net(file, phase, level, stages)
 * does.  Shapes are still unknown afterwards. */
struct net *net_build(struct arena *a, struct diags *d, const struct lines *lines,
		      const struct message *net_parameter, enum net_format format,
		      const struct net_state *state);

#endif
