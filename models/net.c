#include "models/net.h"

#include "models/base/map.h"
#include "models/filter.h"
#include "models/layers/layer.h"
#include "models/net_hints.h"
#include "models/splits.h"

int net_add_blob(struct net *net, struct str name, int producer)
{
	if (net->blob_count == net->blob_capacity) {
		int capacity = net->blob_capacity ? 2 * net->blob_capacity : 64;

		net->blobs = arena_grow(net->arena, net->blobs, net->blob_capacity,
					capacity, sizeof *net->blobs);
		net->blob_capacity = capacity;
	}
	net->blobs[net->blob_count] = (struct blob){
		.name = name, .producer = producer, .storage = -1,
	};
	return net->blob_count++;
}

/* What Caffe's Net(file, phase, level, stages) makes of the file's state: phase
 * and level are replaced, stages are appended. */
static struct net_state merged_state(struct arena *a, const struct message *file,
				     const struct net_state *asked)
{
	struct net_state state = *asked;
	int count = field_count(file, NetState_stage);
	struct str *stages = NEW_ARRAY(a, count + asked->stage_count, struct str);

	state.stage_count = 0;
	for EACH_FIELD(stage, file, NetState_stage)
		stages[state.stage_count++] = stage->value.string;
	for (int i = 0; i < asked->stage_count; i++)
		stages[state.stage_count++] = asked->stages[i];
	state.stages = stages;
	return state;
}

static void read_bottoms(struct arena *a, struct layer *l)
{
	struct bottom *b;

	l->bottom_count = field_count(l->message, LayerParameter_bottom);
	l->bottoms = b = NEW_ARRAY(a, l->bottom_count, struct bottom);
	for EACH_FIELD(f, l->message, LayerParameter_bottom)
		*b++ = (struct bottom){ .name = f->value.string, .blob = -1, .at = f->at };
}

/* Named tops, and those that Caffe makes for a layer that lacks them. */
static void read_tops(struct arena *a, struct layer *l)
{
	int named = field_count(l->message, LayerParameter_top);
	struct top *t;

	l->top_count = named;
	if (l->kind && l->kind->flags & (LAYER_LOSS | LAYER_AUTO_TOP) &&
	    named < l->kind->tops.min)
		l->top_count = l->kind->tops.min;
	l->tops = t = NEW_ARRAY(a, l->top_count, struct top);
	for EACH_FIELD(f, l->message, LayerParameter_top)
		*t++ = (struct top){ .name = f->value.string, .at = f->at };
	for (; t < l->tops + l->top_count; t++)
		*t = (struct top){ S("(automatic)"), .automatic = true, .at = l->at };
}

static void read_loss_weights(struct arena *a, struct layer *l)
{
	double *w;

	l->loss_weight_count = field_count(l->message, LayerParameter_loss_weight);
	l->loss_weights = w = NEW_ARRAY(a, l->loss_weight_count, double);
	for EACH_FIELD(f, l->message, LayerParameter_loss_weight)
		*w++ = f->value.number;
}

static void read_layer(struct net *net, struct layer *l, const struct field *f)
{
	const struct message *m = &f->value.message;

	*l = (struct layer){
		.name = get_string(m, LayerParameter_name),
		.type = get_string(m, LayerParameter_type),
		.message = m,
		.at = f->at,
		.phase = net->state.phase,
	};
	l->kind = layer_kind_named(l->type);
	if (has_field(m, LayerParameter_phase))
		l->phase = get_int(m, LayerParameter_phase) == Phase_TRAIN
			? PHASE_TRAIN : PHASE_TEST;
	read_bottoms(net->arena, l);
	read_tops(net->arena, l);
	read_loss_weights(net->arena, l);
}

static void check_rules(struct net *net, const struct field *f)
{
	const struct message *m = &f->value.message;
	struct str name = get_string(m, LayerParameter_name);
	uint32_t at = place_of(m, LayerParameter_exclude, f->at);

	if (has_field(m, LayerParameter_include) && has_field(m, LayerParameter_exclude))
		diag_add(net->diags, SEVERITY_WARNING, STAGE_FILTER,
			 "include-and-exclude", at, "layer '%.*s' has both include "
			 "and exclude rules; the include rules are followed",
			 STR_ARGS(name));
}

static void read_layers(struct net *net, const struct message *net_parameter,
			const struct filter *filter)
{
	net->layers_in_file = field_count(net_parameter, NetParameter_layer);
	net->layers = NEW_ARRAY(net->arena, net->layers_in_file, struct layer);
	for EACH_FIELD(f, net_parameter, NetParameter_layer) {
		check_rules(net, f);
		if (filter_runs(filter, &f->value.message))
			read_layer(net, &net->layers[net->layer_count++], f);
	}
}

/* What is needed while blobs are connected to layers. */
struct connecting {
	struct net *net;
	const struct lines *lines;
	const struct message *net_parameter;
	enum net_format format;
	const struct filter *filter;
	struct hints *hints;	/* made when first needed */
	struct map *blobs;	/* name -> index */
	struct map *reported;	/* unknown names */
};

/* The upgrade of V0 files looks for the makers of bottoms; for it, an input
 * without a shape is one, too. */
static enum caffe_stage stage_of_unknown(const struct connecting *c, struct str name)
{
	if (c->format != FORMAT_V0)
		return STAGE_INIT;
	for EACH_FIELD(input, c->net_parameter, NetParameter_input) {
		if (str_equal(input->value.string, name))
			return STAGE_INIT;
	}
	return STAGE_UPGRADE;
}

static void report_unknown(struct connecting *c, int layer, const struct bottom *b)
{
	struct net *net = c->net;
	struct diag *d;

	/* One cause, one message, however many layers read it. */
	if (map_put(c->reported, b->name, 1) >= 0)
		return;
	if (!c->hints)
		c->hints = hints_create(net, c->lines, c->net_parameter, c->filter);
	d = diag_add(net->diags, SEVERITY_ERROR, stage_of_unknown(c, b->name),
		     "unknown-bottom", b->at, "layer '%.*s' reads '%.*s', which no layer "
		     "before it makes", STR_ARGS(net->layers[layer].name), STR_ARGS(b->name));
	d->hint = hint_for(c->hints, b->name, layer);
}

static void connect_bottoms(struct connecting *c, int layer)
{
	struct layer *l = &c->net->layers[layer];

	for (int i = 0; i < l->bottom_count; i++) {
		l->bottoms[i].blob = map_get(c->blobs, l->bottoms[i].name);
		if (l->bottoms[i].blob < 0)
			report_unknown(c, layer, &l->bottoms[i]);
	}
}

/* Whether top i would be in place had its bottom not been split because other
 * layers read it before. */
static bool split_before(const struct net *net, const struct layer *l, int i)
{
	const struct layer *producer;

	if (i >= l->bottom_count || l->bottoms[i].blob < 0)
		return false;
	producer = &net->layers[net->blobs[l->bottoms[i].blob].producer];
	return producer->inserted &&
	       str_equal(producer->bottoms[0].name, l->tops[i].name);
}

static void report_duplicate(struct connecting *c, const struct layer *l, int i,
			     int blob)
{
	struct net *net = c->net;
	const struct layer *first = &net->layers[net->blobs[blob].producer];
	int line, column;
	struct diag *d;

	lines_find(c->lines, first->at, &line, &column);
	d = diag_add(net->diags, SEVERITY_ERROR, STAGE_INIT, "duplicate-top",
		     l->tops[i].at, "layer '%.*s' makes '%.*s', which layer '%.*s' at "
		     "line %d makes already", STR_ARGS(l->name),
		     STR_ARGS(l->tops[i].name), STR_ARGS(first->name), line);
	if (split_before(net, l, i))
		d->hint = str_printf(net->arena, "it is not in place, because '%.*s' has "
				     "several readers and is split before them: move "
				     "this layer right behind '%.*s', or give its top "
				     "another name", STR_ARGS(l->tops[i].name),
				     STR_ARGS(first->name));
}

static int connect_top(struct connecting *c, int layer, int i)
{
	struct layer *l = &c->net->layers[layer];
	struct top *t = &l->tops[i];
	int earlier = map_get(c->blobs, t->name);

	if (t->automatic)
		return net_add_blob(c->net, t->name, layer);
	if (earlier >= 0 && i < l->bottom_count && l->bottoms[i].blob == earlier) {
		t->in_place = true;
		return earlier;
	}
	if (earlier >= 0)
		report_duplicate(c, l, i, earlier);
	earlier = net_add_blob(c->net, t->name, layer);
	map_put(c->blobs, t->name, earlier);
	return earlier;
}

static void connect_layers(struct connecting *c)
{
	struct net *net = c->net;

	c->blobs = map_create(net->arena, net->layer_count);
	c->reported = map_create(net->arena, 16);
	for (int i = 0; i < net->layer_count; i++) {
		connect_bottoms(c, i);
		for (int j = 0; j < net->layers[i].top_count; j++)
			net->layers[i].tops[j].blob = connect_top(c, i, j);
	}
}

struct net *net_build(struct arena *a, struct diags *d, const struct lines *lines,
		      const struct message *net_parameter, enum net_format format,
		      const struct net_state *state)
{
	struct net *net = NEW(a, struct net);
	struct connecting c = { net, lines, net_parameter, .format = format };

	net->arena = a;
	net->diags = d;
	net->name = get_string(net_parameter, NetParameter_name);
	net->force_backward = get_bool(net_parameter, NetParameter_force_backward);
	net->state = merged_state(a, get_message(net_parameter, NetParameter_state),
				  state);
	c.filter = filter_create(a, &net->state);
	read_layers(net, net_parameter, c.filter);
	insert_splits(net);
	connect_layers(&c);
	return net;
}
