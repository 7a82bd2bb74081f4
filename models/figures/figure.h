/* The catalogue: what every figure of a document is, and what layers compute. */
#ifndef FIGURES_FIGURE_H
#define FIGURES_FIGURE_H

#include "models/base/str.h"

struct figure_kind {
	const char *name;	/* its key in the document: "memory.peak" */
	const char *title, *unit, *text, *formula, *source;
};
extern const struct figure_kind figure_kinds[];		/* ended by a NULL name */

/* By its key; NULL when there is none. */
const struct figure_kind *figure_named(struct str name);

struct formula {
	const char *type;	/* "Convolution" */
	const char *text, *source;
};
/* What a layer type computes; NULL: it only moves data, or nobody knows. */
const struct formula *formula_of(struct str type);
extern const struct formula formulas[];			/* ended by a NULL type */

#endif
