/* Recurrent layers: LSTM, RNN and the LSTMUnit inside (recurrent_layer.cpp). */
#include "models/layers/tools.h"

#include <inttypes.h>

/* What LSTM and RNN differ in. */
struct cell {
	int states;		/* blobs handed from step to step */
	int gates;		/* rows of weights for each output */
	bool output;		/* a last transform from the hidden state */
};

static const struct cell lstm_cell = { 2, 4, false };
static const struct cell rnn_cell = { 1, 1, true };

/* Bottoms: x [T, N, ...], cont [T, N], static input, states when exposed. */
struct recurrence {
	const struct cell *cell;
	int64_t outputs;		/* H */
	int exposed;			/* states that are bottoms and tops */
	bool is_static;
};

/* RecurrentLayer's MinBottomBlobs, MaxBottomBlobs and ExactNumTopBlobs. */
static bool check_counts(struct setup *s, const struct recurrence *r)
{
	int least = 2 + r->exposed, tops = 1 + r->exposed;

	if (bottom_count(s) < least || bottom_count(s) > least + 1) {
		setup_error(s, "bottom-count", NO_PLACE, "%.*s takes %d or %d bottoms "
			    "here; it has %d", STR_ARGS(s->layer->type), least, least + 1,
			    bottom_count(s));
		return false;
	}
	if (top_count(s) == tops)
		return true;
	setup_error(s, "top-count", NO_PLACE, "%.*s has %d tops here, not %d",
		    STR_ARGS(s->layer->type), tops, top_count(s));
	return false;
}

static bool check_sequence(struct setup *s)
{
	const struct shape *x = bottom_shape(s, 0), *cont = bottom_shape(s, 1);

	if (x->axes < 3) {
		setup_error(s, "few-axes", s->layer->bottoms[0].at, "the sequence needs at "
			    "least 3 axes (time steps, streams, values): bottom %.*s",
			    STR_ARGS(describe_bottom(s, 0)));
		return false;
	}
	if (x->dim[0] == 0)
		setup_error(s, "no-steps", s->layer->bottoms[0].at, "bottom %.*s has no "
			    "time steps", STR_ARGS(describe_bottom(s, 0)));
	if (cont->axes != 2 || cont->dim[0] != x->dim[0] || cont->dim[1] != x->dim[1])
		setup_error(s, "unequal-bottoms", s->layer->bottoms[1].at, "the second "
			    "bottom must have the time steps and streams of the first, "
			    "and no other axis: %.*s and %.*s",
			    STR_ARGS(describe_bottom(s, 0)),
			    STR_ARGS(describe_bottom(s, 1)));
	return true;
}

static void check_static(struct setup *s, int64_t streams)
{
	const struct shape *fixed = bottom_shape(s, 2);

	if (fixed->axes < 2 || fixed->dim[0] != streams)
		setup_error(s, "unequal-bottoms", s->layer->bottoms[2].at, "the static "
			    "input needs the %" PRId64 " streams first, and then values: "
			    "bottom %.*s", streams, STR_ARGS(describe_bottom(s, 2)));
}

static void check_states(struct setup *s, const struct recurrence *r, int64_t streams)
{
	int64_t dim[3] = { 1, streams, r->outputs };
	struct shape state = shape_make(s->arena, dim, 3);

	for (int i = bottom_count(s) - r->exposed; i < bottom_count(s); i++) {
		if (!bottom_shape(s, i)->known || shape_equal(bottom_shape(s, i), &state))
			continue;
		setup_error(s, "unequal-bottoms", s->layer->bottoms[i].at, "the hidden "
			    "state must be %.*s: bottom %.*s",
			    STR_ARGS(shape_format(s->arena, &state)),
			    STR_ARGS(describe_bottom(s, i)));
	}
}

/* Weights [rows, columns]; columns below 0 are not known. */
static void add_weights(struct setup *s, int64_t rows, int64_t columns)
{
	int64_t dim[2] = { rows, columns };

	check_filler(s, s->param, RecurrentParameter_weight_filler,
		     &add_param(s, columns < 0 ? NULL : dim, 2)->shape);
}

static void add_biases(struct setup *s, int64_t rows)
{
	check_filler(s, s->param, RecurrentParameter_bias_filler,
		     &add_param(s, &rows, 1)->shape);
}

/* The parameters of the unrolled net that it owns, in their order. */
static void add_params(struct setup *s, const struct recurrence *r, int64_t inputs,
		       int64_t fixed)
{
	int64_t rows = times(r->cell->gates, r->outputs);

	add_weights(s, rows, inputs);
	add_biases(s, rows);
	if (r->is_static)
		add_weights(s, rows, fixed);
	add_weights(s, rows, r->outputs);
	if (r->cell->output) {
		add_weights(s, r->outputs, r->outputs);
		add_biases(s, r->outputs);
	}
}

static void set_tops(struct setup *s, const struct recurrence *r)
{
	const struct shape *x = bottom_shape(s, 0);
	int64_t dim[3] = { x->dim[0], x->dim[1], r->outputs };
	int64_t widest = times(times(dim[0], dim[1]), times(r->cell->gates, dim[2]));

	set_top(s, 0, dim, 3);
	dim[0] = 1;
	for (int i = 1; i < top_count(s); i++)
		set_top(s, i, dim, 3);
	check_filled(s, x->dim[1], "the ones that spread the bias over the streams");
	if (widest > INT32_MAX)
		rests_on_shapes(s, setup_refuse(s, "blob-too-big", NO_PLACE, "the gates "
				"of all time steps, %" PRId64 " values, exceed Caffe's "
				"limit of 2147483647 for a blob", widest));
}

static void setup_known(struct setup *s, const struct recurrence *r)
{
	const struct shape *x = bottom_shape(s, 0);

	if (!check_sequence(s))
		return;
	if (r->is_static)
		check_static(s, x->dim[1]);
	check_states(s, r, x->dim[1]);
	add_params(s, r, dims_from(x, 2), r->is_static ? dims_from(bottom_shape(s, 2), 1)
							 : -1);
	set_tops(s, r);
}

static void setup_recurrent(struct setup *s, const struct cell *cell)
{
	struct recurrence r = {
		.cell = cell,
		.outputs = get_int32(s->param, RecurrentParameter_num_output),
	};

	if (get_bool(s->param, RecurrentParameter_expose_hidden))
		r.exposed = cell->states;
	r.is_static = bottom_count(s) > 2 + r.exposed;
	if (r.outputs < 1)
		setup_error(s, "num-output", place_of(s->param,
			    RecurrentParameter_num_output, NO_PLACE),
			    "num_output must be at least 1");
	if (!check_counts(s, &r) || r.outputs < 1)
		return;
	s->layer->sees_all = true;
	if (bottoms_known(s))
		setup_known(s, &r);
	else
		add_params(s, &r, -1, -1);
}

static void setup_lstm(struct setup *s)
{
	setup_recurrent(s, &lstm_cell);
}

static void setup_rnn(struct setup *s)
{
	setup_recurrent(s, &rnn_cell);
}

/* Bottoms of lstm_unit_layer.cpp: cell [1, N, H], gates [1, N, 4H], cont [1, N]. */
static bool check_unit(struct setup *s)
{
	const struct shape *c = bottom_shape(s, 0), *gates = bottom_shape(s, 1);
	const struct shape *cont = bottom_shape(s, 2);
	bool good = c->axes == 3 && gates->axes == 3 && cont->axes == 2;

	good = good && c->dim[0] == 1 && gates->dim[0] == 1 && cont->dim[0] == 1;
	good = good && gates->dim[1] == c->dim[1] && cont->dim[1] == c->dim[1];
	good = good && gates->dim[2] == 4 * c->dim[2];
	if (!good)
		setup_error(s, "unequal-bottoms", NO_PLACE, "bottoms must be cell [1, N, "
			    "H], gates [1, N, 4H] and cont [1, N]: %.*s, %.*s and %.*s",
			    STR_ARGS(describe_bottom(s, 0)),
			    STR_ARGS(describe_bottom(s, 1)),
			    STR_ARGS(describe_bottom(s, 2)));
	return good;
}

static void setup_lstm_unit(struct setup *s)
{
	if (bottoms_known(s) && !check_unit(s))
		return;
	setup_like_bottom(s);
}

/* lstm_unit_layer.cpp, for each value of the cell: three sigmoids 1 / (1 +
 * exp(-x)), two tanh as 2 sigmoid(2x) - 1, five products of the cell's update. */
static void spend_units(struct layer *l, int64_t cells)
{
	spend(l, METRIC_exp, times(5, cells));
	spend(l, METRIC_divide, times(5, cells));
	spend(l, METRIC_add, times(5, cells));
	spend(l, METRIC_mul_add, times(9, cells));
}

static void count_lstm_unit(struct layer *l)
{
	spend_units(l, bottom_values(l));
}

static bool has_shape(const struct layer *l, int i)
{
	return i < l->param_count && l->params[i].shape.known;
}

/* MACs for one stream: every weight once a time step, those of a static input
 * once; and an addition per row for each further summand (lstm_layer.cpp,
 * rnn_layer.cpp: the sums of the transforms, and the biases). */
static void spend_transforms(struct layer *l, const struct cell *cell, bool is_static)
{
	int64_t steps = l->bottoms[0].shape.dim[0], streams = l->bottoms[0].shape.dim[1];
	int64_t macs = 0, rows = 0;

	for (int i = 0; i < l->param_count; i++) {
		const struct shape *p = &l->params[i].shape;
		bool once = is_static && i == 2;
		bool first = i == 0 || (cell->output && i == l->param_count - 2);

		if (p->axes == 2)
			macs = plus(macs, times(p->count, once ? 1 : steps));
		if (!first)
			rows = plus(rows, p->dim[0]);
	}
	spend_macs(l, macs, streams);
	spend(l, METRIC_add, times(times(rows, steps), streams));
}

/* Time steps times streams, once everything is known; else 0. */
static int64_t count_transforms(struct layer *l, const struct cell *cell)
{
	const struct shape *x = &l->bottoms[0].shape;
	int plain = cell->output ? 5 : 3;

	if (!has_shape(l, 0) || !x->known || !l->tops[0].shape.known)
		return 0;
	for (int i = 0; i < l->param_count; i++) {
		if (!has_shape(l, i))
			return 0;
	}
	spend_transforms(l, cell, l->param_count > plain);
	return times(x->dim[0], x->dim[1]);
}

/* lstm_layer.cpp: the state is multiplied by cont before its transform. */
static void count_lstm(struct layer *l)
{
	int64_t steps = count_transforms(l, &lstm_cell);

	if (steps == 0)
		return;
	spend(l, METRIC_mul_add, times(steps, l->tops[0].shape.dim[2]));
	spend_units(l, times(steps, l->tops[0].shape.dim[2]));
}

/* rnn_layer.cpp: the state times cont, a tanh for the hidden state and one for
 * the output. */
static void count_rnn(struct layer *l)
{
	int64_t steps = count_transforms(l, &rnn_cell);

	if (steps == 0)
		return;
	spend(l, METRIC_mul_add, times(steps, l->tops[0].shape.dim[2]));
	spend(l, METRIC_exp, times(2, times(steps, l->tops[0].shape.dim[2])));
}

const struct layer_kind recurrent_layers[] = {
	{ "LSTM", LayerParameter_recurrent_param, { 2, 5 }, { 1, 3 }, LAYER_CORE,
	  setup_lstm, count_lstm, "long short-term memory, unrolled in time", STOCK },
	{ "LSTMUnit", -1, { 3, 3 }, { 2, 2 }, 0, setup_lstm_unit, count_lstm_unit,
	  "one step of an LSTM without its weights", STOCK },
	{ "RNN", LayerParameter_recurrent_param, { 2, 4 }, { 1, 2 }, LAYER_CORE,
	  setup_rnn, count_rnn, "simple recurrent network, unrolled in time", STOCK },
	{ 0 },
};
