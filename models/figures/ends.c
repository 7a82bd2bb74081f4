#include "models/figures/ends.h"

#include <stdlib.h>

#include "models/layers/layer.h"

static bool is_input(const struct layer *l)
{
	return l->kind && l->kind->param == LayerParameter_input_param;
}

static void add_input(struct analysis *a, struct str name)
{
	int n = a->input_count;

	if ((n & (n - 1)) == 0)
		a->inputs = arena_grow(a->net->arena, a->inputs, n, n ? 2 * n : 1,
				       sizeof *a->inputs);
	a->inputs[a->input_count++] = name;
}

/* Writing a blob makes it an output, reading it ends that. */
void ends_note(struct analysis *a, struct layer *l)
{
	struct blob *blobs = a->net->blobs;

	for (int i = 0; i < l->bottom_count; i++) {
		if (l->bottoms[i].blob >= 0)
			blobs[l->bottoms[i].blob].unread = false;
	}
	for (int i = 0; i < l->top_count; i++)
		blobs[l->tops[i].blob].unread = !l->tops[i].automatic;
	for (int i = 0; is_input(l) && i < l->top_count; i++)
		add_input(a, l->tops[i].name);
}

static int compare_names(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

void ends_finish(struct analysis *a)
{
	const struct net *net = a->net;
	int count = 0;

	for (int i = 0; i < net->blob_count; i++)
		count += net->blobs[i].unread;
	a->outputs = NEW_ARRAY(net->arena, count, struct str);
	for (int i = 0; i < net->blob_count; i++) {
		if (net->blobs[i].unread)
			a->outputs[a->output_count++] = net->blobs[i].top->name;
	}
	qsort(a->outputs, a->output_count, sizeof *a->outputs, compare_names);
}
