#include "models/setup/share.h"

#include "models/base/map.h"

/* The first parameter of a name.  A multiplier that it leaves open is settled
 * by the first sharer that gives one. */
struct owner {
	int layer, param;
	bool has_lr, has_decay;
};

struct sharing {
	struct arena *arena;
	struct map *by_name;
	struct owner *owners;
	int count, capacity;
};

struct sharing *sharing_create(struct arena *a)
{
	struct sharing *sharing = NEW(a, struct sharing);

	sharing->arena = a;
	sharing->by_name = map_create(a, 16);
	return sharing;
}

/* BatchNorm writes lr_mult 0 for the statistics that have no entry. */
static bool gives_lr(const struct param *p, const struct message *spec)
{
	return p->statistics || has_field(spec, ParamSpec_lr_mult);
}

static void add_owner(struct sharing *sh, struct setup *s, int i,
		      const struct message *spec)
{
	struct param *p = &s->layer->params[i];

	if (sh->count == sh->capacity) {
		int capacity = sh->capacity ? 2 * sh->capacity : 16;

		sh->owners = arena_grow(sh->arena, sh->owners, sh->capacity, capacity,
					sizeof *sh->owners);
		sh->capacity = capacity;
	}
	sh->owners[sh->count] = (struct owner){
		(int)(s->layer - s->net->layers), i, gives_lr(p, spec),
		has_field(spec, ParamSpec_decay_mult),
	};
	map_put(sh->by_name, p->name, sh->count++);
}

/* Whether two parameters can be one blob; if not, says why. */
static bool same_blob(struct setup *s, const struct param *p, const struct param *owner,
		      const struct layer *owner_layer, const struct message *spec,
		      uint32_t at)
{
	bool permissive = get_int(spec, ParamSpec_share_mode) ==
			  ParamSpec_DimCheckMode_PERMISSIVE;
	struct str mine, theirs;

	if (!p->shape.known || !owner->shape.known)
		return true;
	if (permissive ? p->shape.count == owner->shape.count
		       : shape_equal(&p->shape, &owner->shape))
		return true;
	mine = shape_format(s->arena, &p->shape);
	theirs = shape_format(s->arena, &owner->shape);
	setup_error(s, "shared-param", at, "cannot share '%.*s' with layer '%.*s', where it "
		    "is %.*s: here it is %.*s%s", STR_ARGS(p->name),
		    STR_ARGS(owner_layer->name), STR_ARGS(theirs), STR_ARGS(mine),
		    permissive ? ", another number of values" : "");
	return false;
}

/* One multiplier of a shared parameter: the sharer's, if it gives one, must be
 * the owner's; where the owner gives none, it becomes the owner's. */
static void agree(struct setup *s, const struct field *given, const char *what,
		  bool *owner_has, float *owner, float *mine)
{
	if (given && *owner_has && given->value.number != *owner)
		setup_refuse(s, "shared-param", given->at, "%s %g of a shared parameter "
			     "contradicts the %g given before", what,
			     given->value.number, (double)*owner);
	else if (given)
		*owner = (float)given->value.number;
	*owner_has |= given != NULL;
	*mine = *owner;
}

static void join_owner(struct sharing *sh, struct setup *s, int i,
		       const struct message *spec, uint32_t at, int index)
{
	struct owner *o = &sh->owners[index];
	struct layer *owner_layer = &s->net->layers[o->layer];
	struct param *owner = &owner_layer->params[o->param];
	struct param *p = &s->layer->params[i];

	if (!same_blob(s, p, owner, owner_layer, spec, at))
		return;
	p->owner = o->layer;
	agree(s, field_first(spec, ParamSpec_lr_mult), "lr_mult", &o->has_lr,
	      &owner->lr_mult, &p->lr_mult);
	agree(s, field_first(spec, ParamSpec_decay_mult), "decay_mult", &o->has_decay,
	      &owner->decay_mult, &p->decay_mult);
}

/* The multipliers are 1 where nothing is said. */
static void read_spec(struct param *p, const struct message *spec)
{
	if (p->statistics)
		p->lr_mult = 0;
	for (const struct field *f = spec ? spec->first : NULL; f; f = f->next) {
		if (f->id == ParamSpec_name)
			p->name = f->value.string;
		else if (f->id == ParamSpec_lr_mult && !p->statistics)
			p->lr_mult = (float)f->value.number;
		else if (f->id == ParamSpec_decay_mult)
			p->decay_mult = (float)f->value.number;
	}
}

void share_params(struct sharing *sharing, struct setup *s)
{
	struct layer *l = s->layer;
	const struct field *f;

	if (l->inserted)
		return;
	f = layer_may_have(l, LayerParameter_param)
		? field_first(l->message, LayerParameter_param) : NULL;
	for (int i = 0; i < l->param_count; i++) {
		const struct message *spec = f ? &f->value.message : NULL;
		struct param *p = &l->params[i];
		int owner;

		read_spec(p, spec);
		owner = p->name.n ? map_get(sharing->by_name, p->name) : -1;
		if (owner >= 0)
			join_owner(sharing, s, i, spec, f->at, owner);
		else if (p->name.n)
			add_owner(sharing, s, i, spec);
		f = f ? field_next(f) : NULL;
	}
	/* A layer that failed may lack blobs that it would have. */
	if (f && layer_known(l) && !l->failed)
		setup_refuse(s, "too-many-params", f->at, "%d param entries, but %d "
			     "parameter blobs", field_count(l->message,
			     LayerParameter_param), l->param_count);
}
