/* Weight matrices: InnerProduct and Embed. */
#include "models/layers/look.h"
#include "models/layers/tools.h"

/* Weights [rows, columns] (either may be unknown, as 0) and biases. */
static void add_matrix(struct setup *s, int64_t rows, int64_t columns, bool known,
		       int weight_filler, int bias_filler, int64_t biases)
{
	int64_t dim[2] = { rows, columns };

	check_filler(s, s->param, weight_filler,
		     &add_param(s, known ? dim : NULL, 2)->shape);
	if (biases)
		check_filler(s, s->param, bias_filler, &add_param(s, &biases, 1)->shape);
}

static bool check_positive(struct setup *s, int id, const char *name)
{
	if (get_int32(s->param, id) > 0)
		return true;
	setup_error(s, "num-output", place_of(s->param, id, NO_PLACE), has_field(s->param, id)
		    ? "%s must be at least 1" : "%s must be given, and be at least 1", name);
	return false;
}

/* inner_product_layer.cpp: the axes from `axis` on become num_output. */
static void setup_inner_product(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t outputs = get_int32(s->param, InnerProductParameter_num_output);
	bool bias = get_bool(s->param, InnerProductParameter_bias_term);
	bool turned = get_bool(s->param, InnerProductParameter_transpose);
	bool good = check_positive(s, InnerProductParameter_num_output, "num_output");
	int axis = bottom->known ? bottom_axis(s, 0, InnerProductParameter_axis) : -1;
	int64_t inputs = axis < 0 ? 0 : dims_from(bottom, axis);
	int64_t dim[MAX_AXES];

	if (!good)
		return;
	add_matrix(s, turned ? inputs : outputs, turned ? outputs : inputs, axis >= 0,
		   InnerProductParameter_weight_filler,
		   InnerProductParameter_bias_filler, bias ? outputs : 0);
	if (axis < 0)
		return;
	memcpy(dim, bottom->dim, axis * sizeof dim[0]);
	dim[axis] = outputs;
	set_top(s, 0, dim, axis + 1);
	look_from(s, axis);
	if (bias)
		check_filled(s, dims_between(bottom, 0, axis), "the ones that spread the "
			     "bias over the batch");
}

/* embed_layer.cpp: every value becomes a row of the weights. */
static void setup_embed(struct setup *s)
{
	const struct shape *bottom = bottom_shape(s, 0);
	int64_t outputs = get_int32(s->param, EmbedParameter_num_output);
	int64_t inputs = get_int32(s->param, EmbedParameter_input_dim);
	bool bias = get_bool(s->param, EmbedParameter_bias_term);
	bool good = check_positive(s, EmbedParameter_num_output, "num_output") &
		    check_positive(s, EmbedParameter_input_dim, "input_dim");
	int64_t dim[MAX_AXES + 1];

	if (!good)
		return;
	add_matrix(s, inputs, outputs, true, EmbedParameter_weight_filler,
		   EmbedParameter_bias_filler, bias ? outputs : 0);
	if (!bottom->known)
		return;
	memcpy(dim, bottom->dim, bottom->axes * sizeof dim[0]);
	dim[bottom->axes] = outputs;
	set_top(s, 0, dim, bottom->axes + 1);
	if (bias)
		check_filled(s, bottom->count, "the ones that spread the bias over the "
			     "batch");
}

/* inner_product_layer.cpp: M x N x K MACs, and one addition per value for the
 * bias.  An item is one entry of the first axis, unless that is reduced too. */
static void count_inner_product(struct layer *l)
{
	const struct shape *bottom = &l->bottoms[0].shape, *top = &l->tops[0].shape;
	int64_t batch, rows;

	if (!bottom->known || !top->known || l->param_count == 0 ||
	    !l->params[0].shape.known)
		return;
	batch = top->axes > 1 ? top->dim[0] : 1;
	rows = dims_between(top, 1, top->axes - 1);
	spend_macs(l, times(l->params[0].shape.count, rows), batch);
	if (l->param_count > 1)
		spend(l, METRIC_add, top->count);
}

/* embed_layer.cpp copies rows; only the bias is arithmetic. */
static void count_embed(struct layer *l)
{
	if (l->param_count > 1)
		spend(l, METRIC_add, top_values(l));
}

const struct layer_kind dense_layers[] = {
	{ "Embed", LayerParameter_embed_param, { 1, 1 }, { 1, 1 }, LAYER_CORE,
	  setup_embed, count_embed, "looks up a learnt vector for every value", STOCK },
	{ "InnerProduct", LayerParameter_inner_product_param, { 1, 1 }, { 1, 1 },
	  LAYER_CORE, setup_inner_product, count_inner_product,
	  "fully connected layer", STOCK },
	{ 0 },
};
