#include "models/net/splits.h"

#include "models/layers/layer.h"

/* One top of one layer, as the source of a blob. */
struct source {
	int uses;		/* bottom entries that read it, plus a loss */
	int given;		/* split tops handed out so far */
	int split;		/* its Split layer, once there is one */
	float loss_weight;
};

struct splitting {
	struct net *net;
	struct names *names;
	struct source *sources;	/* of every top, layer after layer */
	int *source_of;		/* of every bottom, layer after layer; -1 none */
	int *latest;		/* source of every name so far, by id; -1 none */
	int splits;		/* that are needed */
};

static void splitting_init(struct splitting *s, struct net *net, struct names *names)
{
	struct arena *scratch = arena_scratch(net->arena);

	s->net = net;
	s->names = names;
	s->latest = NEW_ARRAY(scratch, names->count, int);
	memset(s->latest, -1, names->count * sizeof *s->latest);
	s->sources = NEW_ARRAY(scratch, net->top_count, struct source);
	s->source_of = NEW_ARRAY(scratch, net->bottom_count, int);
}

static void use(struct splitting *s, int source)
{
	s->splits += ++s->sources[source].uses == 2;
}

/* An explicit weight other than 0 uses a top, as another layer would.  Only
 * named tops have one: automatic ones are made later. */
static void count_losses(struct splitting *s, const struct layer *l)
{
	for (int j = 0; j < l->loss_weight_count && j < l->top_count; j++) {
		int source;

		if (l->tops[j].automatic)
			break;
		source = s->latest[l->tops[j].blob];
		s->sources[source].loss_weight = l->tops[j].loss_weight;
		if (l->tops[j].loss_weight != 0)
			use(s, source);
	}
}

static void count_uses(struct splitting *s)
{
	struct net *net = s->net;
	int *source_of = s->source_of, source = 0;

	for (int i = 0; i < net->layer_count; i++) {
		const struct layer *l = &net->layers[i];

		for (int j = 0; j < l->bottom_count; j++) {
			*source_of = s->latest[l->bottoms[j].blob];
			if (*source_of >= 0)
				use(s, *source_of);
			source_of++;
		}
		for (int j = 0; j < l->top_count && !l->tops[j].automatic; j++)
			s->latest[l->tops[j].blob] = source + j;
		source += l->top_count;
		count_losses(s, l);
	}
}

static struct str split_name(struct arena *a, const struct layer *l, int top)
{
	return str_join(a, (struct str[]){
		l->tops[top].name, S("_"), l->name, S("_"), str_decimal(a, top),
		S("_split"),
	}, 6);
}

/* Gives the bottoms of a layer the split tops that they read from now on. */
static void rename_bottoms(struct splitting *s, struct layer *l, const int *source_of,
			   const struct layer *layers)
{
	for (int j = 0; j < l->bottom_count; j++) {
		struct source *source = source_of[j] < 0 ? NULL : &s->sources[source_of[j]];
		const struct top *top;

		if (!source || source->uses <= 1)
			continue;
		top = &layers[source->split].tops[source->given++];
		l->bottoms[j].name = top->name;
		l->bottoms[j].blob = top->blob;
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
			.name = name, .blob = names_id(s->names, name), .at = at,
		};
	}
}

/* A weighted split takes the weights along, all of the producer's, and keeps its
 * first top for the loss. */
static void take_loss(struct layer *split, struct layer *producer, struct source *source)
{
	split->loss_weight_count = source->uses;
	split->tops[0].loss_weight = source->loss_weight;
	producer->loss_weight_count = 0;
	clear_loss_weights(producer);
	source->given++;
}

/* The split of one top of a layer. */
static void fill_split(struct splitting *s, struct layer *split, struct layer *producer,
		       int index, struct source *source)
{
	const struct top *top = &producer->tops[index];
	struct arena *a = s->net->arena;

	split->name = split_name(a, producer, index);
	split->type = S("Split");
	split->kind = layer_kind_named(split->type);
	split->at = producer->at;
	split->inserted = true;
	split->phase = s->net->state.phase;
	split->bottom_count = 1;
	split->bottoms = NEW(a, struct bottom);
	*split->bottoms = (struct bottom){
		.name = top->name, .blob = top->blob, .at = top->at,
	};
	fill_split_tops(s, split, source->uses, top->at);
	if (source->loss_weight != 0)
		take_loss(split, producer, source);
	s->net->split_count++;
	s->net->bottom_count++;
	s->net->top_count += source->uses;
}

void insert_splits(struct net *net, struct names *names)
{
	struct splitting s = { 0 };
	const int *source_of;
	struct source *source;
	struct layer *layers;
	int count = 0;

	splitting_init(&s, net, names);
	count_uses(&s);
	if (s.splits == 0)
		return;
	source_of = s.source_of;
	source = s.sources;
	layers = NEW_ARRAY(net->arena, (size_t)net->layer_count + s.splits, struct layer);
	for (int i = 0; i < net->layer_count; i++) {
		struct layer *l = &layers[count++];

		*l = net->layers[i];
		rename_bottoms(&s, l, source_of, layers);
		source_of += l->bottom_count;
		for (int j = 0; j < l->top_count; j++, source++) {
			if (source->uses <= 1)
				continue;
			source->split = count;
			fill_split(&s, &layers[count++], l, j, source);
		}
	}
	net->layers = layers;
	net->layer_count = count;
}
