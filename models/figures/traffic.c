#include "models/figures/traffic.h"

#include "models/figures/totals.h"

/* Does every top lie where the only bottom lies, under another name? */
static bool only_renames(const struct analysis *a, const struct layer *l)
{
	const struct blob *blobs = a->net->blobs;

	if (l->bottom_count != 1 || l->bottoms[0].blob < 0 || l->top_count == 0)
		return false;
	for (int i = 0; i < l->top_count; i++)
		if (l->tops[i].in_place || blobs[l->tops[i].blob].storage !=
					   blobs[l->bottoms[0].blob].storage)
			return false;
	return true;
}

void traffic_measure(struct analysis *a, struct layer *l)
{
	struct memory *m = &a->memory;
	struct amount values = { 0 }, params = { 0 };

	for (int i = 0; i < l->bottom_count; i++)
		amount_add(&values, &l->bottoms[i].shape);
	for (int i = 0; i < l->top_count; i++)
		amount_add(&values, &l->tops[i].shape);
	for (int i = 0; i < l->param_count; i++)
		amount_add(&params, &l->params[i].shape);
	l->moved_values = only_renames(a, l) ? 0 : values.elements;
	l->moved_params = params.elements;
	m->buffers.elements = sum_checked(m->buffers.elements, l->buffer_elements,
					  &m->buffers.overflow);
	if (l->buffer_elements > m->largest_buffer)
		m->largest_buffer = l->buffer_elements;
}
