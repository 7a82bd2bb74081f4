#include "models/splits.h"

#include "models/layers/layer.h"

/* One top of one layer, as the source of a blob. */
struct source {
	int uses;		/* bottom entries that read it, plus a loss */
	int given;		/* split tops handed out so far */
	double loss_weight;
	const struct layer *split;	/* its Split layer, once there is one */
};

struct splitting {
	struct net *net;
	struct names *names;
	struct source *sources;	/* of every top, layer after layer */
	int *first_source;	/* of each layer */
	int *source_of;		/* of every bottom, layer after layer; -1 none */
	int *layer_of;		/* of every source */
	int *latest;		/* source of every name so far, by id; -1 none */
};

static void count_ends(const struct net *net, size_t *bottoms, size_t *tops)
{
	for (int i = 0; i < net->layer_count; i++) {
		*bottoms += net->layers[i].bottom_count;
		*tops += net->layers[i].top_count;
	}
}

static void splitting_init(struct splitting *s, struct net *net, struct names *names)
{
	size_t bottoms = 0;
	size_t tops = 0;
	int at = 0;

	count_ends(net, &bottoms, &tops);
	s->net = net;
	s->names = names;
	s->latest = NEW_ARRAY(net->arena, names->count, int);
	memset(s->latest, -1, names->count * sizeof *s->latest);
	s->sources = NEW_ARRAY(net->arena, tops, struct source);
	s->layer_of = NEW_ARRAY(net->arena, tops, int);
	s->source_of = NEW_ARRAY(net->arena, bottoms, int);
	s->first_source = NEW_ARRAY(net->arena, net->layer_count, int);
	for (int i = 0; i < net->layer_count; i++) {
		s->first_source[i] = at;
		for (int j = 0; j < net->layers[i].top_count; j++)
			s->layer_of[at++] = i;
	}
}

/* An explicit weight other than 0 uses a top, as another layer would.  Only
 * named tops have one: automatic ones are made later. */
static void count_losses(struct splitting *s, const struct layer *l)
{
	for (int j = 0; j < l->loss_weight_count && j < l->top_count; j++) {
		struct source *source;

		if (l->tops[j].automatic)
			break;
		source = &s->sources[s->latest[l->tops[j].name_id]];
		source->loss_weight = l->loss_weights[j];
		source->uses += source->loss_weight != 0;
	}
}

static void count_uses(struct splitting *s)
{
	struct net *net = s->net;
	int *source_of = s->source_of;

	for (int i = 0; i < net->layer_count; i++) {
		const struct layer *l = &net->layers[i];

		for (int j = 0; j < l->bottom_count; j++) {
			*source_of = s->latest[l->bottoms[j].name_id];
			if (*source_of >= 0)
				s->sources[*source_of].uses++;
			source_of++;
		}
		for (int j = 0; j < l->top_count && !l->tops[j].automatic; j++)
			s->latest[l->tops[j].name_id] = s->first_source[i] + j;
		count_losses(s, l);
	}
}

static struct str split_name(struct splitting *s, int source)
{
	int layer = s->layer_of[source];
	int top = source - s->first_source[layer];
	const struct layer *l = &s->net->layers[layer];

	return str_join(s->net->arena, (struct str[]){
		l->tops[top].name, S("_"), l->name, S("_"),
		str_decimal(s->net->arena, top), S("_split"),
	}, 6);
}

/* Gives the bottoms of a layer the split tops that they read from now on. */
static void rename_bottoms(struct splitting *s, struct layer *l, const int *source_of)
{
	for (int j = 0; j < l->bottom_count; j++) {
		struct source *source = source_of[j] < 0 ? NULL : &s->sources[source_of[j]];
		const struct top *top;

		if (!source || source->uses <= 1)
			continue;
		top = &source->split->tops[source->given++];
		l->bottoms[j].name = top->name;
		l->bottoms[j].name_id = top->name_id;
	}
}

static void fill_split_tops(struct splitting *s, struct layer *split, int count,
			    uint32_t at)
{
	struct arena *a = s->net->arena;

	split->top_count = count;
	split->tops = NEW_ARRAY(a, count, struct top);
	for (int k = 0; k < count; k++) {
		struct str parts[] = { split->name, S("_"), str_decimal(a, k) };
		struct str name = str_join(a, parts, 3);

		split->tops[k] = (struct top){
			.name = name, .name_id = names_id(s->names, name), .at = at,
		};
	}
}

static void fill_split(struct splitting *s, struct layer *split, int id)
{
	const struct source *source = &s->sources[id];
	const struct layer *l = &s->net->layers[s->layer_of[id]];
	const struct top *top = &l->tops[id - s->first_source[s->layer_of[id]]];
	struct arena *a = s->net->arena;

	split->name = split_name(s, id);
	split->type = S("Split");
	split->kind = layer_kind_named(split->type);
	split->at = l->at;
	split->inserted = true;
	split->phase = s->net->state.phase;
	split->bottom_count = 1;
	split->bottoms = NEW(a, struct bottom);
	*split->bottoms = (struct bottom){
		.name = top->name, .name_id = top->name_id, .at = top->at,
	};
	fill_split_tops(s, split, source->uses, top->at);
	if (source->loss_weight != 0) {
		split->loss_weight_count = source->uses;
		split->loss_weights = NEW_ARRAY(a, source->uses, double);
		split->loss_weights[0] = source->loss_weight;
	}
}

/* Appends the split of one top; a weighted one takes the weights along, all of
 * the layer's, and keeps its first top for the loss. */
static struct layer *add_split(struct splitting *s, struct layer *out,
			       struct layer *producer, int id)
{
	fill_split(s, out, id);
	s->sources[id].split = out;
	if (s->sources[id].loss_weight != 0) {
		producer->loss_weight_count = 0;
		s->sources[id].given++;
	}
	s->net->split_count++;
	return out + 1;
}

void insert_splits(struct net *net, struct names *names)
{
	struct splitting s;
	const int *source_of;
	struct layer *layers, *out;
	size_t splits = 0;

	splitting_init(&s, net, names);
	count_uses(&s);
	source_of = s.source_of;
	for (int i = 0; i < net->layer_count; i++) {
		for (int j = 0; j < net->layers[i].top_count; j++)
			splits += s.sources[s.first_source[i] + j].uses > 1;
	}
	if (splits == 0)
		return;
	out = layers = NEW_ARRAY(net->arena, net->layer_count + splits, struct layer);
	for (int i = 0; i < net->layer_count; i++) {
		struct layer *l = out++;

		rename_bottoms(&s, &net->layers[i], source_of);
		source_of += net->layers[i].bottom_count;
		*l = net->layers[i];
		for (int j = 0; j < l->top_count; j++) {
			if (s.sources[s.first_source[i] + j].uses > 1)
				out = add_split(&s, out, l, s.first_source[i] + j);
		}
	}
	net->layers = layers;
	net->layer_count = (int)(out - layers);
}
