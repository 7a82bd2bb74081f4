#include "models/net/net.h"

#include "models/layers/layer.h"
#include "models/net/filter.h"
#include "models/net/hints.h"
#include "models/net/names.h"
#include "models/net/splits.h"

/* What Caffe's Net(file, phase, level, stages) makes of the file's state: phase
 * and level are replaced, stages are appended.  What a solver does not say yields. */
static struct net_state merged_state(struct arena *a, const struct message *file,
				     const struct net_state *asked)
{
	struct net_state state = *asked;
	int count = field_count(file, NetState_stage);
	struct str *stages = NEW_ARRAY(a, count + asked->stage_count, struct str);

	if (asked->phase_yields && has_field(file, NetState_phase))
		state.phase = (enum phase)get_int(file, NetState_phase);
	if (asked->level_yields && has_field(file, NetState_level))
		state.level = (int)get_int(file, NetState_level);
	state.stage_count = 0;
	for EACH_FIELD(stage, file, NetState_stage)
		stages[state.stage_count++] = stage->value.string;
	for (int i = 0; i < asked->stage_count; i++)
		stages[state.stage_count++] = asked->stages[i];
	state.stages = stages;
	return state;
}

/* While layers are read. */
struct reading {
	struct net *net;
	struct names *names;
	const struct filter *filter;
};

/* A LayerParameter's common fields, gathered in one walk. */
struct common {
	struct str name, type;
	const struct field *phase, *include, *exclude;	/* the first of each */
	int bottoms, tops, loss_weights;
	uint64_t fields;
};

static struct common gather(const struct message *m)
{
	struct common c = { S(""), S(""), NULL, NULL, NULL, 0, 0, 0, 0 };

	for (const struct field *f = m->first; f; f = f->next) {
		c.fields |= (uint64_t)1 << (f->id & 63);
		switch (f->id) {
		case LayerParameter_name: c.name = f->value.string; break;
		case LayerParameter_type: c.type = f->value.string; break;
		case LayerParameter_phase: c.phase = f; break;
		case LayerParameter_bottom: c.bottoms++; break;
		case LayerParameter_top: c.tops++; break;
		case LayerParameter_loss_weight: c.loss_weights++; break;
		case LayerParameter_include: c.include = c.include ? c.include : f; break;
		case LayerParameter_exclude: c.exclude = c.exclude ? c.exclude : f; break;
		default: break;
		}
	}
	return c;
}

static void read_bottoms(struct reading *r, struct layer *l)
{
	struct bottom *b = NEW_ARRAY(r->net->arena, l->bottom_count, struct bottom);

	l->bottoms = b;
	for EACH_FIELD(f, l->message, LayerParameter_bottom)
		*b++ = (struct bottom){
			.name = f->value.string, .at = f->at,
			.blob = names_id(r->names, f->value.string),
		};
}

/* Named tops, and those that Caffe makes for a layer that lacks them. */
static void read_tops(struct reading *r, struct layer *l, int named)
{
	struct top *t;

	l->top_count = named;
	if (l->kind && l->kind->flags & (LAYER_LOSS | LAYER_AUTO_TOP) &&
	    named < l->kind->tops.min)
		l->top_count = l->kind->tops.min;
	l->tops = t = NEW_ARRAY(r->net->arena, l->top_count, struct top);
	for EACH_FIELD(f, l->message, LayerParameter_top)
		*t++ = (struct top){
			.name = f->value.string, .at = f->at,
			.blob = names_id(r->names, f->value.string),
		};
	for (; t < l->tops + l->top_count; t++)
		*t = (struct top){ .name = S("(automatic)"), .automatic = true,
				   .blob = -1, .at = l->at };
}

static void read_loss_weights(struct layer *l)
{
	int i = 0;

	for EACH_FIELD(f, l->message, LayerParameter_loss_weight) {
		if (i < l->top_count)
			l->tops[i++].loss_weight = (float)f->value.number;
	}
}

/* `l` is all zero. */
static void read_layer(struct reading *r, struct layer *l, const struct field *f,
		       const struct common *c)
{
	l->name = c->name;
	l->type = c->type;
	l->kind = layer_kind_of(&f->value.message, c->type);
	l->message = &f->value.message;
	l->fields = c->fields;
	l->at = f->at;
	l->phase = r->net->state.phase;
	l->bottom_count = c->bottoms;
	l->loss_weight_count = c->loss_weights;
	if (c->phase)
		l->phase = c->phase->value.integer == Phase_TRAIN ? PHASE_TRAIN
								  : PHASE_TEST;
	read_bottoms(r, l);
	read_tops(r, l, c->tops);
	r->net->bottom_count += l->bottom_count;
	r->net->top_count += l->top_count;
	if (c->loss_weights)
		read_loss_weights(l);
}

static void check_rules(struct net *net, const struct common *c)
{
	if (c->include && c->exclude)
		diag_add(net->diags, SEVERITY_WARNING, STAGE_FILTER,
			 "include-and-exclude", c->exclude->at, "layer '%.*s' has both "
			 "include and exclude rules; the include rules are followed",
			 STR_ARGS(c->name));
}

static void read_layers(struct reading *r, const struct message *net_parameter)
{
	struct net *net = r->net;

	net->layers = NEW_ARRAY(net->arena, net->layers_in_file, struct layer);
	for EACH_FIELD(f, net_parameter, NetParameter_layer) {
		const struct message *m = &f->value.message;
		struct common c = gather(m);

		check_rules(net, &c);
		if ((!c.include && !c.exclude) || filter_runs(r->filter, m))
			read_layer(r, &net->layers[net->layer_count++], f, &c);
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
	int name_count;
	int *blobs;		/* of every name, by id; -1 none */
	bool *reported;		/* unknown names, by id; made when first needed */
	struct layer *lacking;	/* the latest that lacks a top, which nobody missed yet */
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

static void give_hint(struct connecting *c, struct layer *l, struct str hint)
{
	struct str *kept = NEW(c->net->arena, struct str);

	*kept = hint;
	l->hint = kept;
}

/* A layer without the top that this bottom must be: that is the fault. */
static bool blame_lacking(struct connecting *c, const struct layer *l,
			  const struct bottom *b)
{
	int line, column;

	if (!c->lacking || c->format == FORMAT_V0)
		return false;
	lines_find(c->lines, l->at, &line, &column);
	give_hint(c, c->lacking, str_printf(c->net->arena, "is top: \"%.*s\" missing? layer "
					    "'%.*s' on line %d reads it", STR_ARGS(b->name),
					    STR_ARGS(l->name), line));
	c->lacking = NULL;
	return true;
}

static void report_unknown(struct connecting *c, int layer, const struct bottom *b,
			   int name)
{
	struct net *net = c->net;
	struct diag *d;

	/* One cause, one message, however many layers read it. */
	if (!c->reported)
		c->reported = NEW_ARRAY(net->arena, c->name_count, bool);
	if (c->reported[name])
		return;
	c->reported[name] = true;
	if (blame_lacking(c, &net->layers[layer], b))
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
		struct bottom *b = &l->bottoms[i];
		int name = b->blob;

		b->blob = c->blobs[name];
		if (b->blob < 0)
			report_unknown(c, layer, b, name);
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
	else
		d->hint = S("give it another name; only a layer in place may write the blob "
			    "that it reads");
}

static int add_blob(struct net *net, const struct top *top, int producer)
{
	net->blobs[net->blob_count] = (struct blob){
		.top = top, .producer = producer, .storage = -1,
	};
	return net->blob_count++;
}

/* Whether the bottom that top i would share its data with is missing or unknown. */
static bool lacks_bottom(const struct layer *l, int i)
{
	if (i < l->bottom_count)
		return l->bottoms[i].blob < 0;
	return l->kind && l->bottom_count < l->kind->bottoms.min;
}

static void hint_at_bottom(struct connecting *c, struct layer *l, int i)
{
	if (i >= l->bottom_count)
		give_hint(c, l, str_printf(c->net->arena, "is bottom: \"%.*s\" missing? its "
					   "top has that name, which is made before",
					   STR_ARGS(l->tops[i].name)));
}

/* A layer that lacks its top is why the blob was split. */
static bool blame_reader(struct connecting *c, const struct layer *l, int i)
{
	const struct net *net = c->net;
	const struct layer *r = c->lacking;
	int mine, theirs;

	if (!r || !split_before(net, l, i) || !r->bottom_count || r->bottoms[0].blob < 0)
		return false;
	mine = net->blobs[l->bottoms[i].blob].producer;
	theirs = net->blobs[r->bottoms[0].blob].producer;
	if (mine != theirs)
		return false;
	give_hint(c, c->lacking, str_printf(net->arena, "is top: \"%.*s\" missing?",
					    STR_ARGS(l->tops[i].name)));
	c->lacking = NULL;
	return true;
}

static bool lacks_top(const struct layer *l)
{
	if (!l->kind)
		return false;
	return l->top_count < l->kind->tops.min ||
	       (l->kind->flags & LAYER_PAIRED && l->top_count < l->bottom_count);
}

static int connect_top(struct connecting *c, int layer, int i)
{
	struct layer *l = &c->net->layers[layer];
	struct top *t = &l->tops[i];
	int earlier;

	if (t->automatic)
		return add_blob(c->net, t, layer);
	earlier = c->blobs[t->blob];
	if (earlier >= 0 && i < l->bottom_count && l->bottoms[i].blob == earlier) {
		t->in_place = true;
		return earlier;
	}
	if (earlier >= 0 && lacks_bottom(l, i))
		hint_at_bottom(c, l, i);
	else if (earlier >= 0 && !blame_reader(c, l, i))
		report_duplicate(c, l, i, earlier);
	return c->blobs[t->blob] = add_blob(c->net, t, layer);
}

static void connect_layers(struct connecting *c)
{
	struct net *net = c->net;

	net->blobs = NEW_ARRAY(net->arena, net->top_count, struct blob);
	c->blobs = NEW_ARRAY(arena_scratch(net->arena), c->name_count, int);
	memset(c->blobs, -1, c->name_count * sizeof *c->blobs);
	for (int i = 0; i < net->layer_count; i++) {
		connect_bottoms(c, i);
		for (int j = 0; j < net->layers[i].top_count; j++)
			net->layers[i].tops[j].blob = connect_top(c, i, j);
		if (lacks_top(&net->layers[i]))
			c->lacking = &net->layers[i];
	}
}

struct net *net_build(struct arena *a, struct diags *d, const struct lines *lines,
		      const struct message *net_parameter, enum net_format format,
		      const struct net_state *state)
{
	struct net *net = NEW(a, struct net);
	int layers = field_count(net_parameter, NetParameter_layer);
	struct names names = names_create(arena_scratch(a), layers);
	struct connecting c = { net, lines, net_parameter, .format = format };

	net->arena = a;
	net->diags = d;
	net->name = get_string(net_parameter, NetParameter_name);
	net->force_backward = get_bool(net_parameter, NetParameter_force_backward);
	net->state = merged_state(a, get_message(net_parameter, NetParameter_state),
				  state);
	c.filter = filter_create(a, &net->state);
	net->layers_in_file = layers;
	read_layers(&(struct reading){ net, &names, c.filter }, net_parameter);
	insert_splits(net, &names);
	c.name_count = names.count;
	connect_layers(&c);
	return net;
}
