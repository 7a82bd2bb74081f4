/* What filler.hpp and the random generators behind it check (CPU build). */
#include "models/layers/layer.h"

#include <inttypes.h>

/* One filler being checked against the blob that it is to fill. */
struct filling {
	struct setup *setup;
	const struct message *message;	/* FillerParameter, or NULL */
	const struct shape *blob;	/* known */
	uint32_t at;
};

static void refuse(const struct filling *f, const char *why)
{
	struct str type = get_string(f->message, FillerParameter_type);

	setup_refuse(f->setup, "filler", f->at, "%.*s filler: %s",
		     STR_ARGS(type), why);
}

static void check_dense(const struct filling *f)
{
	if (get_int(f->message, FillerParameter_sparse) != -1)
		refuse(f, "only the gaussian filler takes sparse");
}

/* Comparisons are written so that NaN fails them, as in Caffe. */
static void check_uniform(const struct filling *f)
{
	if (!(get_float(f->message, FillerParameter_min) <=
	      get_float(f->message, FillerParameter_max)))
		refuse(f, "min must not exceed max");
	check_dense(f);
}

static void check_gaussian(const struct filling *f)
{
	int64_t sparse = get_int(f->message, FillerParameter_sparse);

	if (!(get_float(f->message, FillerParameter_std) > 0))
		refuse(f, "std must be greater than 0");
	if (sparse < -1)
		refuse(f, "sparse must be -1 or more");
	else if (sparse >= 0 && f->blob->axes == 0)
		refuse(f, "sparse needs a blob with at least one axis");
	else if (sparse > 0 && sparse > f->blob->dim[0])
		refuse(f, "sparse exceeds the number of outputs");
}

/* Fillers that divide by the first axis: a scalar blob has none. */
static void check_fans(const struct filling *f)
{
	if (f->blob->axes == 0)
		refuse(f, "needs a blob with at least one axis");
	check_dense(f);
}

static void check_bilinear(const struct filling *f)
{
	const struct shape *blob = f->blob;

	if (blob->axes != 4)
		refuse(f, "needs a blob with 4 axes");
	else if (blob->dim[2] != blob->dim[3])
		refuse(f, "needs a square kernel");
	check_dense(f);
}

static const struct filler_kind {
	const char *type;
	void (*check)(const struct filling *f);
} kinds[] = {
	{ "bilinear", check_bilinear },
	{ "constant", check_dense },
	{ "gaussian", check_gaussian },
	{ "msra", check_fans },
	{ "positive_unitball", check_fans },
	{ "uniform", check_uniform },
	{ "xavier", check_fans },
};

#define KIND_COUNT (int)(sizeof kinds / sizeof kinds[0])

static const struct filler_kind *kind_named(struct str type)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		if (type.n && type.p[0] == kinds[i].type[0] &&
		    str_equal(type, str_from(kinds[i].type)))
			return &kinds[i];
	}
	return NULL;
}

static void refuse_type(struct setup *s, struct str type, uint32_t at)
{
	const char *names[KIND_COUNT];
	const char *near;

	for (int i = 0; i < KIND_COUNT; i++)
		names[i] = kinds[i].type;
	near = str_nearest(type, names, KIND_COUNT);
	if (near)
		setup_refuse(s, "unknown-filler", at, "no filler type '%.*s'; "
			     "did you mean '%s'?", STR_ARGS(type), near);
	else
		setup_refuse(s, "unknown-filler", at, "no filler type '%.*s'",
			     STR_ARGS(type));
}

void check_filler_type(struct setup *s, const struct message *filler, uint32_t at)
{
	struct str type = get_string(filler, FillerParameter_type);
	struct filling f = {
		s, filler, NULL, place_of(filler, FillerParameter_type, at),
	};

	if (!kind_named(type))
		refuse_type(s, type, f.at);
	else if (str_equal(type, S("constant")))
		check_dense(&f);
}

void check_filler(struct setup *s, const struct message *m, int id,
		  const struct shape *blob)
{
	const struct field *field = field_first(m, id);
	const struct message *filler = field ? &field->value.message : NULL;
	struct filling f = { s, filler, blob, NO_PLACE };
	const struct filler_kind *kind;
	struct str type;

	/* The constant 0 fills whatever there is. */
	if (!field && !(blob->known && blob->count == 0))
		return;
	type = get_string(filler, FillerParameter_type);
	kind = kind_named(type);
	if (field)
		f.at = place_of(filler, FillerParameter_type, field->at);
	if (!kind)
		refuse_type(s, type, f.at);
	else if (blob->known && blob->count == 0)
		setup_refuse(s, "nothing-to-fill", f.at, "%.*s filler: nothing to fill: the "
			     "blob has 0 values", STR_ARGS(type));
	else if (blob->known)
		kind->check(&f);
}
