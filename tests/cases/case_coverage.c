/* Which layer types and Python modules no case has. */
#include "tests/cases/case.h"

#include "models/layers/layer.h"
#include "models/layers/python.h"

#include <stdio.h>

static bool is_noted(const struct coverage *c, const struct layer_kind *row)
{
	for (int i = 0; i < c->count; i++) {
		if (c->rows[i] == row)
			return true;
	}
	return false;
}

void coverage_note(struct coverage *c, const struct layer_kind *row)
{
	if (c->count < MAX_ROWS && !is_noted(c, row))
		c->rows[c->count++] = row;
}

static int missing_types(const struct coverage *c)
{
	const struct layer_kind *row;
	int missing = 0;

	for (int i = 0; (row = layer_kind_at(i)); i++) {
		if (is_noted(c, row))
			continue;
		printf("not ok - no case has a layer %s as %s has it: %s\n", row->type,
		       row->forks ? dialect_first(row->forks)->title : "stock Caffe",
		       row->text);
		missing++;
	}
	return missing;
}

static int missing_modules(const struct coverage *c)
{
	const struct layer_kind *row;
	const char *module, *layer;
	int missing = 0;

	for (int i = 0; (row = python_kind_at(i, &module, &layer)); i++) {
		if (is_noted(c, row))
			continue;
		printf("not ok - no case has the Python layer %s.%s\n", module,
		       layer ? layer : "*");
		missing++;
	}
	return missing;
}

int coverage_missing(const struct coverage *c)
{
	return missing_types(c) + missing_modules(c);
}
