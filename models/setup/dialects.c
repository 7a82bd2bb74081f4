#include "models/setup/dialects.h"

#include "models/base/map.h"
#include "models/layers/layer.h"

/* Something that stock Caffe lacks. */
struct need {
	const char *name;
	uint32_t forks;		/* those that have it */
	int dialect;		/* the one it is listed under; -1: none yet */
};

struct recognition {
	struct analysis *analysis;
	struct arena *arena;
	struct map *types;	/* those seen -> index in kinds */
	const struct layer_kind **kinds;
	int kind_count;
	struct need *needs;
	int need_count;
	bool python;		/* layers of type Python, known or not */
	uint32_t asked;		/* bit of the fork that was asked for */
};

static bool is_disputed(const struct layer_kind *k)
{
	return k->hint != NULL;
}

/* Lists the types of the network that stock Caffe lacks, each once. */
static void gather_kinds(struct recognition *r)
{
	const struct net *net = r->analysis->net;

	for (int i = 0; i < net->layer_count; i++) {
		const struct layer_kind *k = net->layers[i].kind;

		r->python |= str_equal(net->layers[i].type, S("Python"));
		if (!k || !k->forks || k->forks == FORK_python ||
		    map_get(r->types, str_from(k->type)) >= 0)
			continue;
		map_put(r->types, str_from(k->type), r->kind_count);
		r->kinds[r->kind_count++] = k;
	}
}

static void add_need(struct recognition *r, const char *name, uint32_t forks)
{
	r->needs[r->need_count++] = (struct need){ name, forks, -1 };
}

/* Whether a field is the message of a type that is needed anyway. */
static bool goes_with_type(const struct recognition *r, int field)
{
	for (int i = 0; i < r->kind_count; i++) {
		if (r->kinds[i]->param == field)
			return true;
	}
	return false;
}

static void gather_types(struct recognition *r)
{
	if (r->python)
		add_need(r, "Python", FORK_python);
	for (int i = 0; i < r->kind_count; i++) {
		if (!is_disputed(r->kinds[i]))
			add_need(r, r->kinds[i]->type, r->kinds[i]->forks);
	}
}

static void gather_fields(struct recognition *r)
{
	const struct analysis *a = r->analysis;

	for (int i = 0; i < a->fork_use_count; i++) {
		if (a->fork_uses[i].is_value || !goes_with_type(r, a->fork_uses[i].field))
			add_need(r, a->fork_uses[i].name, a->fork_uses[i].forks);
	}
}

/* The fork that has most of what is not yet explained, the one asked for before
 * all others; -1 when nothing is left. */
static int most_useful(const struct recognition *r)
{
	int best = -1, best_count = 0;

	for (int d = 0; d < DIALECT_COUNT; d++) {
		uint32_t bit = UINT32_C(1) << d;
		int count = 0;

		for (int i = 0; i < r->need_count; i++)
			count += r->needs[i].dialect < 0 && r->needs[i].forks & bit;
		if (count > best_count || (count && r->asked & bit)) {
			best = d;
			best_count = r->asked & bit ? r->need_count + 1 : count;
		}
	}
	return best;
}

/* Explains the needs by as few forks as a greedy choice takes; their bits. */
static uint32_t cover_needs(struct recognition *r)
{
	uint32_t forks = 0;
	int d;

	while ((d = most_useful(r)) >= 0) {
		forks |= UINT32_C(1) << d;
		for (int i = 0; i < r->need_count; i++) {
			if (r->needs[i].dialect < 0 && r->needs[i].forks & UINT32_C(1) << d)
				r->needs[i].dialect = d;
		}
	}
	return forks;
}

static const struct layer *first_of(const struct net *net, const char *type)
{
	for (int i = 0; i < net->layer_count; i++) {
		if (net->layers[i].kind && strcmp(net->layers[i].kind->type, type) == 0)
			return &net->layers[i];
	}
	return NULL;
}

static bool looks_like(const struct net *net, const struct layer_kind *row)
{
	for (int i = 0; row->hint && i < net->layer_count; i++) {
		const struct layer *l = &net->layers[i];

		if (l->kind && strcmp(l->kind->type, row->type) == 0 && row->hint(l))
			return true;
	}
	return false;
}

/* Those of a type whose row has one of the forks, or NULL. */
static const struct layer_kind *row_of(const struct layer_kind *first, uint32_t forks)
{
	for (const struct layer_kind *k = first; k; k = layer_kind_next(k)) {
		if (k->forks & forks)
			return k;
	}
	return NULL;
}

static const struct layer_kind *likeliest(const struct net *net,
					  const struct layer_kind *first)
{
	const struct layer_kind *last = first, *looks = NULL, *row;

	for (const struct layer_kind *k = first; k; k = layer_kind_next(k)) {
		last = k;
		if (!looks_like(net, k))
			continue;
		if (k->forks & net->forks)
			return k;
		looks = looks ? looks : k;
	}
	row = looks ? looks : row_of(first, net->forks);
	return row ? row : last;
}

/* Says what a disputed type was taken for, and how to have it otherwise. */
static void tell(struct recognition *r, const struct layer_kind *first,
		 const struct layer_kind *taken)
{
	struct net *net = r->analysis->net;
	const struct layer *l = first_of(net, first->type);
	struct str others = S("");
	struct diag *d;

	for (const struct layer_kind *k = first; k; k = layer_kind_next(k)) {
		if (k != taken)
			others = str_printf(r->arena, "%.*s%sdialect %s: %s",
					    STR_ARGS(others), others.n ? "; " : "",
					    dialect_first(k->forks)->key, k->text);
	}
	d = diag_add(net->diags, SEVERITY_NOTE, STAGE_NONE, "dialect-assumed",
		     place_of(l->message, LayerParameter_type, l->at), "'%s' is read as "
		     "%s has it: %s", first->type, dialect_first(taken->forks)->title,
		     taken->text);
	d->hint = str_printf(r->arena, "forks disagree; %.*s", STR_ARGS(others));
}

static void take_row(struct net *net, const struct layer_kind *row)
{
	for (int i = 0; i < net->layer_count; i++) {
		if (net->layers[i].kind && strcmp(net->layers[i].kind->type, row->type) == 0)
			net->layers[i].kind = row;
	}
}

/* One fork for each way in which a disputed type is read. */
static uint32_t readings(const struct layer_kind *first)
{
	uint32_t forks = 0;

	for (const struct layer_kind *k = first; k; k = layer_kind_next(k))
		forks |= UINT32_C(1) << (dialect_first(k->forks) - dialects);
	return forks;
}

static void settle(struct recognition *r, int i)
{
	const struct layer_kind *first = r->kinds[i], *row;
	struct net *net = r->analysis->net;

	r->analysis->disputed_forks |= readings(first);
	row = row_of(first, r->asked);
	if (!row) {
		row = likeliest(net, first);
		tell(r, first, row);
	}
	if (row != first)
		take_row(net, row);
	r->kinds[i] = row;
	add_need(r, row->type, row->forks);
}

static void list_use(struct recognition *r, int dialect, struct dialect_use *use)
{
	const char **names = NEW_ARRAY(r->arena, r->need_count, const char *);
	int count = 0;

	for (int i = 0; i < r->need_count; i++) {
		if (r->needs[i].dialect == dialect)
			names[count++] = r->needs[i].name;
	}
	*use = (struct dialect_use){ &dialects[dialect], names, count,
				     r->asked & UINT32_C(1) << dialect };
}

static void list_uses(struct recognition *r, uint32_t forks)
{
	struct analysis *a = r->analysis;
	struct dialect_use *uses = NEW_ARRAY(r->arena, DIALECT_COUNT, struct dialect_use);

	for (int d = 0; d < DIALECT_COUNT; d++) {
		if (forks & UINT32_C(1) << d)
			list_use(r, d, &uses[a->dialect_count++]);
	}
	a->dialects = uses;
}

static void count_room(struct recognition *r)
{
	int kinds = 0;

	while (layer_kind_at(kinds))
		kinds++;
	r->kinds = NEW_ARRAY(r->arena, kinds, const struct layer_kind *);
	r->needs = NEW_ARRAY(r->arena, kinds + 1 + r->analysis->fork_use_count, struct need);
}

void dialects_recognise(struct analysis *a)
{
	struct recognition r = { .analysis = a, .arena = a->net->arena };

	if (a->options->dialect)
		r.asked = UINT32_C(1) << (a->options->dialect - dialects);
	r.types = map_create(r.arena, 16);
	count_room(&r);
	gather_kinds(&r);
	gather_types(&r);
	gather_fields(&r);
	a->net->forks = cover_needs(&r);
	for (int i = 0; i < r.kind_count; i++) {
		if (is_disputed(r.kinds[i]))
			settle(&r, i);
	}
	a->net->forks |= cover_needs(&r);
	list_uses(&r, a->net->forks);
	a->net->forks |= r.asked;
}
