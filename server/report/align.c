#include "server/report/align.h"

#include "models/base/map.h"
#include "models/figures/totals.h"

#define MAX_TABLE (4 << 20)	/* entries of an alignment between two anchors */

/* The layers of one side, without inserted splits. */
struct side {
	const struct analysis *a;
	int *layer;		/* index in the network */
	int count;
};

struct alignment {
	struct arena *arena;
	struct side left, right;
	struct pair *pairs;
	int count;
};

static struct side side_of(struct arena *arena, const struct analysis *a)
{
	struct side s = { .a = a };

	s.layer = NEW_ARRAY(arena, a->net->layer_count, int);
	for (int i = 0; i < a->net->layer_count; i++)
		if (!a->net->layers[i].inserted)
			s.layer[s.count++] = i;
	return s;
}

static const struct layer *layer_of(const struct side *s, int i)
{
	return &s->a->net->layers[s->layer[i]];
}

static bool same_tops(const struct layer *a, const struct layer *b)
{
	if (a->top_count != b->top_count)
		return false;
	for (int i = 0; i < a->top_count; i++) {
		const struct shape *x = &a->tops[i].shape, *y = &b->tops[i].shape;

		if (x->known != y->known || (x->known && !shape_equal(x, y)))
			return false;
	}
	return true;
}

static bool same_params(const struct layer *a, const struct layer *b)
{
	return a->param_count == b->param_count &&
	       layer_params(a, true).elements == layer_params(b, true).elements;
}

bool same_layer(const struct layer *a, const struct layer *b)
{
	return str_equal(a->type, b->type) && same_tops(a, b) && same_params(a, b) &&
	       a->cost.of[METRIC_macs] == b->cost.of[METRIC_macs];
}

static int likeness(const struct layer *a, const struct layer *b)
{
	if (!str_equal(a->type, b->type))
		return 0;
	return 2 + same_tops(a, b) + same_params(a, b);
}

static void add_pair(struct alignment *al, int left, int right)
{
	al->pairs[al->count++] = (struct pair){
		left < 0 ? -1 : al->left.layer[left],
		right < 0 ? -1 : al->right.layer[right],
	};
}

/* Position on this side of each name that occurs once; -1 otherwise. */
static struct map *names_of(struct arena *arena, const struct side *s, bool *twice)
{
	struct map *m = map_create(arena, (size_t)s->count);

	for (int i = 0; i < s->count; i++) {
		int before = map_put(m, layer_of(s, i)->name, i);

		if (before >= 0)
			twice[before] = twice[i] = true;
	}
	return m;
}

/* For each layer on the left the one of the same name on the right, or -1. */
static int *same_names(struct alignment *al)
{
	bool *twice_left = NEW_ARRAY(al->arena, al->left.count, bool);
	bool *twice_right = NEW_ARRAY(al->arena, al->right.count, bool);
	struct map *right = names_of(al->arena, &al->right, twice_right);
	int *match = NEW_ARRAY(al->arena, al->left.count, int);

	names_of(al->arena, &al->left, twice_left);
	for (int i = 0; i < al->left.count; i++) {
		int r = map_get(right, layer_of(&al->left, i)->name);

		match[i] = r >= 0 && !twice_left[i] && !twice_right[r] ? r : -1;
	}
	return match;
}

/* Keeps of the matches the longest sequence that rises; patience sorting. */
static void keep_rising(struct alignment *al, int *match)
{
	int n = al->left.count, length = 0;
	int *tail = NEW_ARRAY(al->arena, n + 1, int);	/* last of each length */
	int *before = NEW_ARRAY(al->arena, n, int);
	bool *kept = NEW_ARRAY(al->arena, n, bool);

	for (int i = 0; i < n; i++) {
		int low = 0, high = length;

		if (match[i] < 0)
			continue;
		while (low < high) {
			int middle = (low + high) / 2;

			if (match[tail[middle]] < match[i])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? tail[low - 1] : -1;
		tail[low] = i;
		if (low == length)
			length++;
	}
	for (int i = length ? tail[length - 1] : -1; i >= 0; i = before[i])
		kept[i] = true;
	for (int i = 0; i < n; i++)
		if (!kept[i])
			match[i] = -1;
}

/* A stretch between two anchors. */
struct gap {
	int left, left_count, right, right_count;
};

static int best_of(int a, int b, int c)
{
	int most = a > b ? a : b;

	return most > c ? most : c;
}

/* The best alignment of every pair of ends, from the back. */
static int *score_table(const struct alignment *al, const struct gap *g)
{
	int width = g->right_count + 1;
	int *score = NEW_ARRAY(al->arena, (size_t)(g->left_count + 1) * (size_t)width, int);

	for (int i = g->left_count - 1; i >= 0; i--)
		for (int k = g->right_count - 1; k >= 0; k--) {
			int same = likeness(layer_of(&al->left, g->left + i),
					    layer_of(&al->right, g->right + k));

			score[i * width + k] = best_of(
				score[(i + 1) * width + k], score[i * width + k + 1],
				same ? same + score[(i + 1) * width + k + 1] : 0);
		}
	return score;
}

static void align_gap(struct alignment *al, const struct gap *g)
{
	int width = g->right_count + 1, i = 0, k = 0;
	const int *score = score_table(al, g);

	while (i < g->left_count && k < g->right_count) {
		const int *here = &score[i * width + k];
		int same = likeness(layer_of(&al->left, g->left + i),
				    layer_of(&al->right, g->right + k));

		if (same && *here == same + here[width + 1]) {
			add_pair(al, g->left + i++, g->right + k++);
		} else if (*here == here[width]) {
			add_pair(al, g->left + i++, -1);
		} else {
			add_pair(al, -1, g->right + k++);
		}
	}
	while (i < g->left_count)
		add_pair(al, g->left + i++, -1);
	while (k < g->right_count)
		add_pair(al, -1, g->right + k++);
}

/* Too long for a table: in step while the types agree. */
static void align_long_gap(struct alignment *al, const struct gap *g)
{
	int i = 0, k = 0;

	while (i < g->left_count && k < g->right_count &&
	       likeness(layer_of(&al->left, g->left + i),
			layer_of(&al->right, g->right + k))) {
		add_pair(al, g->left + i++, g->right + k++);
	}
	while (i < g->left_count)
		add_pair(al, g->left + i++, -1);
	while (k < g->right_count)
		add_pair(al, -1, g->right + k++);
}

static void fill_gap(struct alignment *al, int left, int left_end, int right,
		     int right_end)
{
	struct gap g = { left, left_end - left, right, right_end - right };

	if (((int64_t)g.left_count + 1) * (g.right_count + 1) <= MAX_TABLE)
		align_gap(al, &g);
	else
		align_long_gap(al, &g);
}

struct pair *align_layers(struct arena *arena, const struct analysis *left,
			  const struct analysis *right, int *count)
{
	struct alignment al = { .arena = arena, .left = side_of(arena, left),
				.right = side_of(arena, right) };
	int *match = same_names(&al), l = 0, r = 0;

	al.pairs = NEW_ARRAY(arena, al.left.count + al.right.count, struct pair);
	keep_rising(&al, match);
	for (int i = 0; i < al.left.count; i++) {
		if (match[i] < 0)
			continue;
		fill_gap(&al, l, i, r, match[i]);
		add_pair(&al, i, match[i]);
		l = i + 1;
		r = match[i] + 1;
	}
	fill_gap(&al, l, al.left.count, r, al.right.count);
	*count = al.count;
	return al.pairs;
}
