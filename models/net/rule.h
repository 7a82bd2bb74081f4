/* What a user says about a layer type that the catalogue lacks, in one line:
 *
 *     Foo: top = bottom
 *     Foo: top = [b0.0, b0.1*2, b0.2/2, 7]; params [256, b0.1], [256]
 *     Foo: top0 = bottom1; top1 = [1, b0.-1]; macs b0.1*b0.2*256
 *     layer "my pool": top = [b0.0, b0.1]
 *     python my.module.Layer: top = bottom
 *
 * It holds for the layers of a type, for those of type Python with a module and class,
 * or for the one layer of a name; a name of other than letters, digits and _ . / + -
 * stands in quotes.  A shape is a list of axes, [] a scalar.  An axis is a number or
 * the axis of a bottom (b0.1: axis 1 of bottom 0; b0.-1: its last one), multiplied and
 * divided from left to right; a division rounds down as C's does.  `top` is every top
 * without a clause of its own.  Without `params` there are none; without `macs` they
 * are not known.  docs/rules.md tells users the same. */
#ifndef NET_RULE_H
#define NET_RULE_H

#include "models/base/str.h"

#define RULE_LONGEST 2000	/* bytes of a rule */
#define RULE_EVERY_TOP (-1)

struct rule_factor {
	bool divides;
	int bottom;		/* -1: the number alone */
	int64_t number;		/* of an axis where there is a bottom; may be < 0 */
};

struct rule_axis {
	struct rule_factor *factors;	/* the first multiplies 1 */
	int count;
};

struct rule_shape {
	int like;		/* bottom whose shape it is, or -1: the axes */
	struct rule_axis *axes;
	int count;
};

struct rule_top {
	int index;		/* or RULE_EVERY_TOP */
	struct rule_shape shape;
};

/* What the subject names, in the order of lists; the last one that fits a layer holds. */
enum rule_scope {
	RULE_OF_TYPE,
	RULE_OF_PYTHON,		/* "module.class" of layers of type Python */
	RULE_OF_LAYER,		/* one layer by its name */
	RULE_SCOPES
};
extern const char *const rule_scope_names[];	/* "type", "python", "layer" */

struct rule {
	enum rule_scope scope;
	struct str subject;
	struct rule_top *tops;
	struct rule_shape *params;
	int top_count, param_count;
	struct rule_axis macs;	/* of the whole batch; count 0: not said */
	bool standing;		/* there for any network: no matter if it needs it */
	struct str text;	/* in one spelling: equal rules, equal texts */
};

/* What is wrong with a text, and where: its column from 1, in characters. */
struct rule_fault {
	struct str message;
	int column;
};

/* Reads one rule; the text must live as long as it.  False: see *fault. */
bool rule_read(struct arena *a, struct str text, struct rule *out,
	       struct rule_fault *fault);

/* Whether both speak of the same layers. */
bool rule_same_subject(const struct rule *a, const struct rule *b);

/* What it speaks of, as its text says up to the colon; of a type its bare name. */
struct str rule_key(struct arena *a, const struct rule *rule);

/* The rules with one more, which takes the place of the one of its subject; in
 * one order, whatever the order they came in.  The old list stays as it was. */
struct rule *rules_with(struct arena *a, const struct rule *rules, int *count,
			const struct rule *more);

#endif
