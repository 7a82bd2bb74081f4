#include "models/net/hints.h"

#include "models/base/map.h"

/* Spelling costs time for every known name: enough for a file that is nearly
 * right, without letting a hopeless one take long. */
#define MAX_SPELLINGS 20
#define MAX_WORDS 5000

struct hints {
	const struct net *net;
	const struct lines *lines;
	const struct message *net_parameter;
	const struct filter *filter;
	struct map *last_maker;	/* top name -> index of the last layer with it */
	struct map *absent;	/* top name -> 1 + index in absent_layers */
	struct map *named;	/* layer name -> index of the first such layer */
	const struct field **absent_layers;
	const char **words;	/* top names, to compare spellings with */
	int word_count;
	int spellings;
};

static void note_present(struct hints *h)
{
	for (int i = 0; i < h->net->layer_count; i++) {
		const struct layer *l = &h->net->layers[i];

		if (map_get(h->named, l->name) < 0)
			map_put(h->named, l->name, i);
		for (int j = 0; j < l->top_count; j++)
			map_put(h->last_maker, l->tops[j].name, i);
	}
}

static void note_absent(struct hints *h)
{
	int count = 0;

	for EACH_FIELD(f, h->net_parameter, NetParameter_layer) {
		const struct message *layer = &f->value.message;

		if (filter_runs(h->filter, layer))
			continue;
		for EACH_FIELD(top, layer, LayerParameter_top)
			map_put(h->absent, top->value.string, count);
		h->absent_layers[count++] = f;
	}
}

struct hints *hints_create(const struct net *net, const struct lines *lines,
			   const struct message *net_parameter,
			   const struct filter *filter)
{
	struct arena *a = net->arena;
	struct hints *h = NEW(a, struct hints);

	h->net = net;
	h->lines = lines;
	h->net_parameter = net_parameter;
	h->filter = filter;
	h->last_maker = map_create(a, net->layer_count);
	h->absent = map_create(a, 16);
	h->named = map_create(a, net->layer_count);
	h->absent_layers = NEW_ARRAY(a, net->layers_in_file, const struct field *);
	h->words = NEW_ARRAY(a, MAX_WORDS, const char *);
	note_present(h);
	note_absent(h);
	return h;
}

static int line_of(const struct hints *h, uint32_t at)
{
	int line, column;

	lines_find(h->lines, at, &line, &column);
	return line;
}

/* Takes the names of the layers before `reader` as words, nearest first. */
static void gather_words(struct hints *h, int reader)
{
	h->word_count = 0;
	for (int i = reader - 1; i >= 0 && h->word_count < MAX_WORDS; i--) {
		const struct layer *l = &h->net->layers[i];

		for (int j = 0; j < l->top_count && h->word_count < MAX_WORDS; j++) {
			if (!l->inserted && !l->tops[j].automatic)
				h->words[h->word_count++] =
					str_cstring(h->net->arena, l->tops[j].name);
		}
	}
}

#define NAMED 3		/* of the blobs that there are */

/* The latest blobs before the reader, which have been gathered, each once. */
static struct str what_there_is(const struct hints *h)
{
	struct str list = S("");
	const char *last = "";
	int named = 0;

	for (int i = 0; i < h->word_count && named < NAMED; i++) {
		if (strcmp(h->words[i], last) == 0)
			continue;
		last = h->words[i];
		list = str_printf(h->net->arena, "%.*s%s'%s'", STR_ARGS(list),
				  named++ ? ", " : "", last);
	}
	return named ? str_printf(h->net->arena, "the layers before it make %.*s%s",
				  STR_ARGS(list), h->word_count > named ? " …" : "")
		     : S("no layer before it makes anything");
}

static struct str spelling(struct hints *h, struct str name, int reader)
{
	const char *near;

	if (h->spellings++ >= MAX_SPELLINGS)
		return S("");
	gather_words(h, reader);
	near = str_nearest(name, h->words, h->word_count);
	return near ? str_printf(h->net->arena, "did you mean '%s'?", near) : what_there_is(h);
}

static struct str made_in_another_state(const struct hints *h, int index)
{
	const struct field *f = h->absent_layers[index];
	struct net_state other = h->net->state;
	struct str name = get_string(&f->value.message, LayerParameter_name);
	const char *when = "only with other stages or another level";

	other.phase = other.phase == PHASE_TEST ? PHASE_TRAIN : PHASE_TEST;
	if (filter_runs(filter_create(h->net->arena, &other), &f->value.message))
		when = other.phase == PHASE_TEST ? "only in phase TEST"
						 : "only in phase TRAIN";
	return str_printf(h->net->arena, "layer '%.*s' at line %d makes it %s",
			  STR_ARGS(name), line_of(h, f->at), when);
}

struct str hint_for(struct hints *h, struct str name, int reader)
{
	int maker = map_get(h->last_maker, name);
	int absent = map_get(h->absent, name);
	int named = map_get(h->named, name);
	const struct layer *layers = h->net->layers;

	if (maker > reader)
		return str_printf(h->net->arena, "layer '%.*s' at line %d makes it, "
				  "but layers run in the order of the file",
				  STR_ARGS(layers[maker].name),
				  line_of(h, layers[maker].at));
	if (absent >= 0)
		return made_in_another_state(h, absent);
	if (named >= 0 && named < reader && layers[named].top_count)
		return str_printf(h->net->arena, "that is the name of a layer; "
				  "its top is called '%.*s'",
				  STR_ARGS(layers[named].tops[0].name));
	return spelling(h, name, reader);
}
