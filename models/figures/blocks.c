#include "models/figures/blocks.h"

#include "models/base/map.h"
#include "models/figures/bytes.h"
#include "models/figures/memory.h"
#include "models/figures/totals.h"
#include "models/layers/layer.h"

const char *const grouping_names[GROUPINGS] = { "stage", "block", "structure" };
const char *const grouping_texts[GROUPINGS] = {
	"layers whose names have the same first number: res2, conv4, inception_3",
	"layers whose names begin alike: res2a, conv4_1, inception_3a",
	"units of layers whose types repeat, whatever their names are",
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static size_t find_digit(struct str s)
{
	size_t i = 0;

	while (i < s.n && !is_digit(s.p[i]))
		i++;
	return i;
}

static size_t digits_from(struct str s, size_t i)
{
	while (i < s.n && is_digit(s.p[i]))
		i++;
	return i;
}

/* The end of what names a block: "res2a" of res2a_branch1, "conv2_1" of
 * conv2_1/dw and of conv2_1_1x1, "conv1" of conv1_2. */
static size_t block_end(struct str name, size_t digit)
{
	size_t slash = 0, i = digits_from(name, digit), number;

	while (slash < name.n && name.p[slash] != '/')
		slash++;
	if (slash < name.n && slash > digit)
		return slash;
	while (i < name.n && (is_digit(name.p[i]) || is_letter(name.p[i])))
		i++;
	if (i + 1 >= name.n || name.p[i] != '_')
		return i;
	number = digits_from(name, i + 1);
	return number > i + 1 && number < name.n && name.p[number] == '_' ? number : i;
}

/* What a name says: the slices of its stage and of its block; empty ones when
 * there is no number in it. */
struct place {
	struct str stage, block;
};

static struct place place_of_name(struct str name)
{
	size_t digit = find_digit(name);
	size_t end = digit < name.n ? block_end(name, digit) : digit;

	return (struct place){
		{ name.p + digit, digits_from(name, digit) - digit },
		{ name.p + digit, end - digit },
	};
}

/* Is `part` in `name`, not in the middle of a word or number? */
static bool names(struct str name, struct str part)
{
	for (size_t i = 1; part.n && i + part.n <= name.n; i++)
		if (memcmp(name.p + i, part.p, part.n) == 0 && !is_digit(name.p[i - 1]) &&
		    (i + part.n == name.n || !(is_digit(name.p[i + part.n]) ||
					       is_letter(name.p[i + part.n]))))
			return true;
	return false;
}

/* A layer that says nothing about its place and only goes on with what the one
 * before it made. */
static bool goes_on(const struct layer *l)
{
	return l->inserted || (l->top_count > 0 && l->tops[0].in_place);
}

static bool continues(const struct layer *l, const struct place *p,
		      const struct place *now, bool by_stage)
{
	if (l->inserted || (p->stage.n == 0 && goes_on(l)))
		return true;
	if (p->stage.n == 0 || !str_equal(p->stage, now->stage))
		return false;
	return by_stage || str_equal(p->block, now->block) ||
	       (str_equal(p->block, p->stage) && !str_equal(now->block, now->stage) &&
		names(l->name, now->block));
}

/* Called after its first layer with weights, as far as both names agree. */
struct str block_name(const struct analysis *a, enum grouping g, const struct block *b)
{
	const struct layer *layers = a->net->layers, *l = &layers[b->first];
	struct place place = place_of_name(l->name);
	struct str key = g == BY_STAGE ? place.stage : g == BY_BLOCK ? place.block : S("");

	for (int i = b->last; i >= b->first; i--)
		if (layers[i].kind && (layers[i].kind->flags & LAYER_CORE))
			l = &layers[i];
	if (b->first == b->last)
		return l->name;
	for (size_t i = 0; key.n && i + key.n <= l->name.n; i++)
		if (memcmp(l->name.p + i, key.p, key.n) == 0)
			return (struct str){ l->name.p, i + key.n };
	return l->name;
}

static void add_block(struct block_list *to, int first, int last)
{
	to->list[to->count++] = (struct block){ .first = first, .last = last,
						.repeats = 1 };
}

/* One walk for stages and blocks: what a name says is the same for both. */
static void find_by_name(struct analysis *a)
{
	struct place now[BY_BLOCK + 1];

	for (int i = 0; i < a->net->layer_count; i++) {
		const struct layer *l = &a->net->layers[i];
		struct place p = place_of_name(l->name);

		for (int g = BY_STAGE; g <= BY_BLOCK; g++) {
			struct block_list *to = &a->blocks[g];

			if (i > 0 && continues(l, &p, &now[g], g == BY_STAGE)) {
				to->list[to->count - 1].last = i;
				continue;
			}
			add_block(to, i, i);
			now[g] = p;
		}
	}
}

#define LONGEST_UNIT 64	/* layers: an inception module has 15 to 50 */
#define MOST_ROUNDS 4
#define WORK (1 << 23)	/* steps that the search for units may take in all */

/* A number per layer: the same for the same type. */
static int *type_numbers(const struct net *net)
{
	struct arena *scratch = arena_scratch(net->arena);
	int *number = NEW_ARRAY(scratch, net->layer_count, int);
	struct map *types = map_create(scratch, 32);

	for (int i = 0; i < net->layer_count; i++)
		number[i] = map_number(types, net->layers[i].type);
	return number;
}

/* Layers in a row that are in no unit yet. */
struct stretch {
	int first, end;
};

/* The search for units. */
struct units {
	const int *type;	/* a number of each layer */
	int layers;
	int *size;	/* of the unit that begins here; 0: none */
	bool *taken;	/* in a unit already */
	struct stretch *free;
	int free_count;
};

static void find_free(struct units *u)
{
	int end;

	u->free_count = 0;
	for (int i = 0; i < u->layers; i = end + 1) {
		for (end = i; end < u->layers && !u->taken[end];)
			end++;
		if (end - i >= 4)	/* two units of two */
			u->free[u->free_count++] = (struct stretch){ i, end };
	}
}

/* Layers from `from` on that are as those one period later. */
static int count_alike(const int *type, int from, int end, int period)
{
	int i = from;

	while (i + period < end && type[i] == type[i + period])
		i++;
	return i - from;
}

/* The next units of a period from *i on: their number, and *i where they begin;
 * 0 when there are none before `end`.  A unit is looked at from its end: a layer
 * that differs there rules out all places before it. */
static int next_units(const int *type, int end, int period, int *i)
{
	while (*i + 2 * period <= end) {
		int k = *i + period - 1;

		while (k >= *i && type[k] == type[k + period])
			k--;
		if (k < *i)
			return count_alike(type, *i, end, period) / period + 1;
		*i = k + 1;
	}
	return 0;
}

/* The layers that repeat others with this period. */
static int count_repeated(const struct units *u, int period)
{
	int repeated = 0;

	for (int k = 0; k < u->free_count; k++) {
		int i = u->free[k].first, units;

		while ((units = next_units(u->type, u->free[k].end, period, &i))) {
			repeated += (units - 1) * period;
			i += units * period;
		}
	}
	return repeated;
}

static void take_units(struct units *u, int period)
{
	for (int k = 0; k < u->free_count; k++) {
		int i = u->free[k].first, units;

		while ((units = next_units(u->type, u->free[k].end, period, &i))) {
			for (int n = 0; n < units * period; n++, i++) {
				u->taken[i] = true;
				u->size[i] = n % period ? 0 : period;
			}
		}
	}
	find_free(u);
}

/* The period with which most layers repeat others; 0: none does. */
static int best_period(const struct units *u)
{
	int best = 0, most = 0;

	for (int period = 2; period <= LONGEST_UNIT && period * 2 <= u->layers; period++) {
		int repeated = count_repeated(u, period);

		if (repeated > most) {
			most = repeated;
			best = period;
		}
	}
	return best;
}

/* Rounds of search: fewer for a network of very many layers. */
static int rounds_for(int layers)
{
	int rounds = WORK / LONGEST_UNIT / (layers + 1);

	return rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds + 1;
}

static void find_by_structure(struct analysis *a, const int *type)
{
	struct arena *scratch = arena_scratch(a->net->arena);
	int layers = a->net->layer_count, period;
	struct units u = {
		.type = type, .layers = layers,
		.size = NEW_ARRAY(scratch, layers, int),
		.taken = NEW_ARRAY(scratch, layers, bool),
		.free = NEW_ARRAY(scratch, layers / 5 + 1, struct stretch),
	};

	find_free(&u);
	for (int round = rounds_for(layers); round > 0; round--) {
		period = best_period(&u);
		if (!period)
			break;
		take_units(&u, period);
	}
	for (int i = 0; i < layers;) {
		int size = u.size[i] ? u.size[i] : 1;

		add_block(&a->blocks[BY_STRUCTURE], i, i + size - 1);
		i += size;
	}
}

/* Neighbours with the same types, one after the other. */
static bool alike(const int *type, const struct block *x, const struct block *y)
{
	size_t layers = (size_t)(x->last - x->first + 1);

	return x->last - x->first == y->last - y->first &&
	       memcmp(type + x->first, type + y->first, layers * sizeof(*type)) == 0;
}

static void count_repeats(const int *type, struct block_list *of)
{
	for (int i = 0, next; i < of->count; i = next) {
		for (next = i + 1; next < of->count; next++)
			if (!alike(type, &of->list[i], &of->list[next]))
				break;
		for (int k = i; k < next; k++)
			of->list[k].repeats = next - i;
	}
}

void blocks_find(struct analysis *a)
{
	const int *type;

	if (a->options->figures_only)
		return;
	type = type_numbers(a->net);
	for (int g = 0; g < GROUPINGS; g++) {
		a->blocks[g].list = NEW_ARRAY(a->net->arena, a->net->layer_count,
					      struct block);
		a->blocks[g].count = 0;
	}
	find_by_name(a);
	find_by_structure(a, type);
	for (int g = 0; g < GROUPINGS; g++)
		count_repeats(type, &a->blocks[g]);
}

int64_t layer_made(const struct analysis *a, int layer)
{
	const struct layer *l = &a->net->layers[layer];
	bool overflow = false;
	int64_t sum = 0;

	for (int i = 0; i < l->top_count; i++) {
		int storage = a->net->blobs[l->tops[i].blob].storage;
		const struct storage *s = &a->memory.storages[storage];

		if (!l->tops[i].in_place && s->first == layer)
			sum = sum_checked(sum, s->elements, &overflow);
	}
	return sum;
}

static int64_t plus(int64_t a, int64_t b)
{
	bool overflow = false;

	return sum_checked(a, b, &overflow);
}

static void sum_layer(const struct analysis *a, int i, struct block_sum *sum)
{
	const struct layer *l = &a->net->layers[i];
	struct amount params = layer_params(l, false), caffe = { 0 };

	for (int k = 0; k < l->top_count; k++)
		amount_add(&caffe, &l->tops[k].shape);
	sum->params = plus(sum->params, params.elements);
	sum->caffe = plus(sum->caffe, caffe.elements);
	sum->blobs = plus(sum->blobs, layer_made(a, i));
	sum->buffers = plus(sum->buffers, l->buffer_elements);
	sum->moved_values = plus(sum->moved_values, l->moved_values);
	sum->moved_params = plus(sum->moved_params, l->moved_params);
	if (a->memory.live[i] > sum->live)
		sum->live = a->memory.live[i];
	cost_add(&sum->cost, &l->cost);
	sum->doubtful |= a->net->doubted && layer_doubtful(l);
	sum->params_lower_bound |= params.lower_bound;
	sum->memory_lower_bound |= caffe.lower_bound;
	sum->live_lower_bound |= !live_known(a, i);
	sum->cost_lower_bound |= !layer_macs_known(l);
}

struct block_sum block_sum(const struct analysis *a, const struct block *b)
{
	struct block_sum sum = { 0 };

	for (int i = b->first; i <= b->last; i++)
		sum_layer(a, i, &sum);
	return sum;
}

int64_t block_traffic(const struct analysis *a, const struct block_sum *sum)
{
	return plus(amount_bytes(a, sum->moved_values), weight_bytes(a, sum->moved_params));
}
