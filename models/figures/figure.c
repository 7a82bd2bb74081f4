#include "models/figures/figure.h"

const struct figure_kind figure_kinds[] = {
#define FIGURE(name, title, unit, text, formula, source) \
	{ name, title, unit, text, formula, source },
#include "models/figures/figure.def"
#undef FIGURE
	{ NULL, NULL, NULL, NULL, NULL, NULL },
};

const struct formula formulas[] = {
#define FORMULA(type, text, source) { #type, text, source },
#include "models/layers/formula.def"
#undef FORMULA
	{ NULL, NULL, NULL },
};

const struct figure_kind *figure_named(struct str name)
{
	for (const struct figure_kind *f = figure_kinds; f->name; f++)
		if (str_equal(name, str_from(f->name)))
			return f;
	return NULL;
}

const struct formula *formula_of(struct str type)
{
	for (const struct formula *f = formulas; f->type; f++)
		if (str_equal(type, str_from(f->type)))
			return f;
	return NULL;
}
