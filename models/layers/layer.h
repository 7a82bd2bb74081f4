/* The catalogue of layer types: a type is one row and one or two functions.
 *
 * A set-up function reads the layer's message and the shapes of its bottoms,
 * and fills in its tops and parameters, with every CHECK that Caffe's LayerSetUp
 * and Reshape make.  It must stand unknown bottoms: where a bottom's shape is
 * not known it still makes the parameters it can and leaves tops unknown,
 * silently (the cause has been reported).  The common checks (bottom and top
 * counts, loss weights, parameter sharing, automatic tops) are done around it
 * by setup.c from the row. */
#ifndef LAYERS_LAYER_H
#define LAYERS_LAYER_H

#include "models/net/assumption.h"
#include "models/net/net.h"

enum layer_flag {
	LAYER_LOSS = 1,		/* LossLayer: automatic top, implicit weight 1 */
	LAYER_PAIRED = 2,	/* EqualNumBottomTopBlobs */
	LAYER_CORE = 4,		/* has a weight matrix: counts as depth */
	LAYER_DATA = 8,		/* its tops come from outside the network */
	LAYER_SHARES = 16,	/* its tops share the bottom's data (Caffe's ShareData) */
	LAYER_AUTO_TOP = 32,	/* AutoTopBlobs: unnamed tops are made */
	LAYER_ALONE = 64,	/* Synopsys Caffe takes a single bottom, too */
};

#define ANY_NUMBER INT32_MAX

struct arity {
	int min, max;
};

struct setup;

struct layer_kind {
	const char *type;		/* "Convolution" */
	int param;			/* its field in LayerParameter, or -1 */
	struct arity bottoms, tops;
	unsigned flags;
	void (*setup)(struct setup *s);
	void (*count)(struct layer *l);	/* shapes -> l->cost; NULL: free */
	const char *text;		/* one line, for GET /api/layers */
	uint32_t forks;			/* those that have it so; 0: stock Caffe */
	/* Whether a layer of this type is written as these forks write it; only
	 * where forks disagree about the type, each of them with its row. */
	bool (*hint)(const struct layer *l);
};

/* The last two columns of what stock Caffe has. */
#define STOCK 0, NULL

/* What the layers before used: networks repeat sizes, and equal ones are kept once. */
#define RECENT_SIZES 64		/* a power of two */
struct recent {
	struct sizes {
		const int64_t *dim;
		int axes;
	} sizes[RECENT_SIZES];		/* by a hash of them */
	struct window *windows;
	int window_count;
};

#define MOST_TOLD 8

/* One layer being set up. */
struct setup {
	struct arena *arena;
	struct net *net;
	struct layer *layer;
	const struct message *param;	/* the message kind->param, or NULL */
	const struct analyze_options *options;
	struct assumptions *assumptions;
	const struct lines *lines;	/* for places that a sentence names */
	struct recent *recent;
	int param_room;			/* params that fit into the layer's array */
	const struct loss *loss;	/* something of it could not be read; or NULL */
	const char **told;	/* codes of its errors, each told once; up to MOST_TOLD */
	int told_count;
};

/* The row of a type, the first where there are several, or NULL.  Constant time. */
const struct layer_kind *layer_kind_named(struct str type);
/* The row of a layer, which for type Python is that of its module; a type that is
 * only written in the wrong case has the row that must be meant. */
const struct layer_kind *layer_kind_of(const struct message *layer, struct str type);
/* The next row of the same type, or NULL: rows of a type that forks disagree
 * about stand together in one table, the one to fall back on last. */
const struct layer_kind *layer_kind_next(const struct layer_kind *kind);
/* Rows in alphabetical order: i from 0; NULL past the end. */
const struct layer_kind *layer_kind_at(int i);

/* Tools for set-up functions (setup.c). */

static inline int bottom_count(const struct setup *s) { return s->layer->bottom_count; }
static inline int top_count(const struct setup *s) { return s->layer->top_count; }
/* The shape of bottom i as it is now. */
static inline const struct shape *bottom_shape(const struct setup *s, int i)
{
	return &s->layer->bottoms[i].shape;
}

/* Sets a top's shape with the checks of Blob::Reshape (at most 32 axes, no
 * negative dim, count at most INT_MAX); assumed when any bottom is.  Exceeding
 * INT_MAX is a refusal, and the exact shape is kept all the same. */
void set_top(struct setup *s, int i, const int64_t *dim, int axes);
/* Nothing where it is unknown; the dims of a blob's shape, which have been checked,
 * are shared. */
void set_top_like(struct setup *s, int i, const struct shape *shape);
/* A top that no Reshape ever touches: scalar, count 0 (Input without a shape).
 * A top that is not set at all stays unknown. */
void set_top_unshaped(struct setup *s, int i);
/* Says that top i, set before, rests on something that the file does not say:
 * marks its shape and lists it among the assumptions.  The words complete the
 * reason that the kind gives: "the file does not say …", "known only when the
 * network runs: …". */
void assume_top(struct setup *s, int i, enum assumption_kind kind, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Adds a parameter blob (weights first, as in Layer::blobs_).  Unknown dims:
 * pass dim NULL for a blob whose shape is not known.  Returns it for the rarer
 * fields. */
struct param *add_param(struct setup *s, const int64_t *dim, int axes);
/* Room for as many; it grows by itself, which moves those handed out before. */
void reserve_params(struct setup *s, int count);

/* The file contradicts itself here: an error (or, when a bottom's shape rests
 * on an assumption, a warning marked so), a reason of stage init, and the layer
 * has failed.  `at` NO_PLACE means the layer's own place.  The layer's name is
 * put before the sentence: "layer 'conv1': ".  Returns the message, for a hint. */
struct diag *setup_error(struct setup *s, const char *code, uint32_t at,
			 const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Stock Caffe refuses it, but the shapes are clear: a warning and a reason. */
struct diag *setup_refuse(struct setup *s, const char *code, uint32_t at,
			  const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Marks a message that depends on the bottoms' shapes when these are assumed;
 * setup_error() does so by itself. */
void rests_on_shapes(const struct setup *s, struct diag *d);

/* A blob filler of the given message field (may be absent): refuses an unknown
 * type, and what filler.hpp checks for a blob of this shape. */
void check_filler(struct setup *s, const struct message *m, int id,
		  const struct shape *blob);

/* What a filler does not take, whatever blob it fills: an unknown type, and for
 * the constant one, which DummyData fills with at set-up, sparse. */
void check_filler_type(struct setup *s, const struct message *filler, uint32_t at);

#endif
