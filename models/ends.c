#include "models/ends.h"

#include <stdlib.h>

#include "models/layers/layer.h"

static bool is_input(const struct layer *l)
{
	return l->kind && l->kind->param == LayerParameter_input_param;
}

static void find_inputs(struct analysis *a)
{
	const struct net *net = a->net;
	int count = 0;

	for (int i = 0; i < net->layer_count; i++)
		count += is_input(&net->layers[i]) ? net->layers[i].top_count : 0;
	a->inputs = NEW_ARRAY(net->arena, count, struct str);
	for (int i = 0; i < net->layer_count; i++) {
		const struct layer *l = &net->layers[i];

		for (int j = 0; is_input(l) && j < l->top_count; j++)
			a->inputs[a->input_count++] = l->tops[j].name;
	}
}

/* Writing a blob makes it an output, reading it ends that. */
static void mark_unread(const struct layer *l, bool *unread)
{
	for (int i = 0; i < l->bottom_count; i++) {
		if (l->bottoms[i].blob >= 0)
			unread[l->bottoms[i].blob] = false;
	}
	for (int i = 0; i < l->top_count; i++)
		unread[l->tops[i].blob] = !l->tops[i].automatic;
}

static int compare_names(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void find_outputs(struct analysis *a)
{
	const struct net *net = a->net;
	bool *unread = NEW_ARRAY(net->arena, net->blob_count, bool);

	for (int i = 0; i < net->layer_count; i++)
		mark_unread(&net->layers[i], unread);
	a->outputs = NEW_ARRAY(net->arena, net->blob_count, struct str);
	for (int i = 0; i < net->blob_count; i++) {
		if (unread[i])
			a->outputs[a->output_count++] = net->blobs[i].top->name;
	}
	qsort(a->outputs, a->output_count, sizeof *a->outputs, compare_names);
}

void ends_find(struct analysis *a)
{
	find_inputs(a);
	find_outputs(a);
}
