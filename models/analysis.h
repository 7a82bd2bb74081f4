/* What can be asked of an analysis, and all that comes out: the passes fill it in
 * one after the other (analyze.c), and whoever shows figures reads it. */
#ifndef MODELS_ANALYSIS_H
#define MODELS_ANALYSIS_H

#include "models/caffe/upgrade.h"
#include "models/net/assumption.h"
#include "models/net/net.h"
#include "models/solver/solver.h"
#include "models/textproto/parse.h"

/* A number type of activations and weights. */
struct dtype {
	const char *name;	/* "fp32" */
	int bits;
};
extern const struct dtype dtypes[];	/* fp32 first; ended by a NULL name */
const struct dtype *dtype_named(struct str name);

struct input_override {
	struct str name;	/* the top it is for */
	struct shape shape;
};

struct analyze_options {
	struct net_state state;		/* default: TEST, 0, no stages */
	int64_t batch;			/* 0: as the file says */
	const struct input_override *inputs;
	int input_count;
	struct shape data_shape;	/* one item of a data layer; default 3x256x256 */
	const struct dtype *dtype;	/* NULL: fp32 */
	const struct dtype *weight_dtype;	/* of parameters; NULL: as dtype */
	const struct solver *solver;	/* NULL: SGD */
	const struct rule *rules;	/* for types that the catalogue lacks */
	int rule_count;
	const struct dialect *dialect;	/* the fork it is for; NULL: what it looks like */
	int64_t fit;			/* which batch fits in so many bytes? 0: not asked */
	int max_layers;			/* 0: no limit */
	int max_depth;			/* 0: 100 */
	double max_seconds;		/* 0: no limit */
	bool figures_only;		/* no buffer plan (its size and offsets stay
					   0) and no blocks */
};

enum status { STATUS_COMPLETE, STATUS_PARTIAL, STATUS_INVALID };
extern const char *const status_names[];	/* "complete" … */
extern const char *const format_names[];	/* "V0", "V1", "V2" */
extern const char *const phase_names[];		/* "TRAIN", "TEST" */

/* A total; elements are saturated at INT64_MAX with overflow set. */
struct amount {
	int64_t elements;
	bool lower_bound;	/* something unknown is missing from it */
	bool doubtful;		/* a shape that follows from a fault is in it */
	bool overflow;
};

/* What the data of one blob, and of those that share it, occupies. */
struct storage {
	int64_t elements;	/* its largest shape; 0 while unknown */
	int64_t offset;		/* its place in the buffer plan */
	int first, last;	/* alive from layer to layer, both included */
	bool known, doubtful, overflow;
	bool gradient;		/* backward passes through it */
};

/* The five named figures of DESIGN.md section 3. */
struct memory {
	struct amount caffe, blobs, peak, weights;
	int peak_layer;			/* index, or -1 */
	int64_t *live;			/* live elements while each layer runs */
	bool *live_lower_bound;		/* of each; NULL: all storages are known */
	struct amount buffers;		/* im2col columns: Caffe keeps one per layer */
	int64_t largest_buffer;		/* one would do for all */
	int64_t plan_elements;		/* size of an actual buffer plan */
	struct storage *storages;	/* blob.storage is an index here */
	int storage_count;
	struct training {
		struct amount storages, gradients, params, param_gradients;
		bool backward;		/* something is learnt: a loss is reached */
	} training;
};

/* A fork that a network needs, and what for. */
struct dialect_use {
	const struct dialect *dialect;
	const char *const *needs;	/* names of layer types, fields and values */
	int need_count;
	bool chosen;			/* asked for, rather than recognised */
};

enum grouping { BY_STAGE, BY_BLOCK, BY_STRUCTURE, GROUPINGS };

struct analysis {
	struct str text;		/* what was analysed */
	struct lines lines;
	struct diags diags;		/* located, sorted */
	enum net_format format;
	enum status status;
	bool parsed;			/* TextFormat accepts it */
	bool readable;			/* its structure is sound: fit to be stored */
	bool caffe_loads;		/* no message has a stage */
	bool too_complex;		/* a limit was hit; nothing but that is known */
	struct message root;		/* NetParameter, in the current format */
	struct net *net;		/* never NULL; no layers when nothing parsed */
	const struct analyze_options *options;
	struct assumptions assumptions;
	const struct fork_use *fork_uses;	/* what the parser met */
	int fork_use_count;
	const struct loss *losses;	/* layers of which something is missing */
	int loss_count;
	const struct dialect_use *dialects;	/* as few as explain the network */
	int dialect_count;
	uint32_t disputed_forks;	/* bits of the forks that read a type of this
					   network differently: what can be chosen */
	struct str *inputs, *outputs;
	int input_count, output_count;

	int core_layers, core_depth, unknown_layers;
	bool unknown_shapes;		/* some top's shape is not known */
	struct amount params, params_all, params_trained;
	struct cost cost;
	bool cost_lower_bound;		/* of MACs */
	bool ops_lower_bound;		/* of the other figures of cost */
	bool cost_doubtful, ops_doubtful;	/* as of an amount */
	int64_t macs_per_item;
	int64_t items;			/* the first axis of what comes in first, or 0 */
	bool items_run;			/* a layer before has run so many */
	struct memory memory;
	struct block_list {
		struct block *list;	/* blocks.h */
		int count;
	} blocks[GROUPINGS];
	struct fit *fits;		/* fit.h; NULL: not asked */
};

/* The defaults above. */
struct analyze_options analyze_defaults(void);

#endif
