#include "models/setup/follow.h"

#include <stdlib.h>

static int compare_losses(const void *key, const void *loss)
{
	uint32_t at = *(const uint32_t *)key, other = ((const struct loss *)loss)->layer_at;

	return (at > other) - (at < other);
}

const struct loss *loss_of(const struct analysis *a, uint32_t layer_at)
{
	return a->loss_count ? bsearch(&layer_at, a->losses, a->loss_count,
				       sizeof *a->losses, compare_losses) : NULL;
}

bool bottoms_doubtful(const struct setup *s)
{
	for (int i = 0; s->net->doubted && i < s->layer->bottom_count; i++) {
		if (s->layer->bottoms[i].shape.doubtful)
			return true;
	}
	return false;
}

void doubt_params(struct setup *s)
{
	for (int i = 0; i < s->layer->param_count; i++)
		s->layer->params[i].shape.doubtful = true;
}

void doubt_shapes(struct setup *s)
{
	s->net->doubted = true;
	doubt_params(s);
	for (int i = 0; i < s->layer->top_count; i++)
		s->layer->tops[i].shape.doubtful = true;
}

/* Errors that have nothing to do with the shapes of bottoms. */
static bool is_of_file(const char *code)
{
	static const char *const codes[] = {
		"block-size", "bottom-count", "box-size", "crop-size", "factor",
		"given-twice", "global-pooling", "kernel", "max-size", "memory-data",
		"min-size", "num-classes", "num-output", "pool-size", "pooled-size",
		"shape-count", "stride", "tiles", "top-count", "wrong-count",
	};

	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (strcmp(codes[i], code) == 0)
			return true;
	}
	return false;
}

static bool told_before(struct setup *s, const char *code)
{
	for (int i = 0; i < s->told_count; i++) {
		if (strcmp(s->told[i], code) == 0)
			return true;
	}
	/* Several sizes of one list may be wrong. */
	if (s->told_count < MOST_TOLD && strcmp(code, "shape-count") != 0)
		s->told[s->told_count++] = code;
	return false;
}

/* Without a value no count of anything is right: the first such message is enough. */
static bool is_of_nothing(const char *code)
{
	return strcmp(code, "nothing-to-fill") == 0 || strcmp(code, "no-labels") == 0;
}

/* A value that means nothing may be the cause of everything; a field that nobody knows
 * only of what is missing. */
static bool may_be_lost(const struct setup *s, const char *code)
{
	const struct layer *l = s->layer;

	if (s->net->diags->list[s->loss->diag].severity == SEVERITY_ERROR)
		return true;
	if (strcmp(code, "wrong-count") == 0)
		return !l->bottom_count || !l->top_count;
	return is_of_file(code) || strcmp(code, "spatial-axes") == 0;
}

/* What the layer lacks is to blame. */
static void blame_loss(struct setup *s, bool error, struct str sentence)
{
	struct diags *all = s->net->diags;
	struct diag *d = &all->list[s->loss->diag];

	if (error) {
		d->severity = SEVERITY_ERROR;
		all->any_error = true;
	}
	if (!d->hint.n)
		d->hint = str_printf(s->arena, "without it, %.*s", STR_ARGS(sentence));
}

/* An empty batch is why Caffe fails where values are missing. */
static void blame_batch(struct setup *s, struct str sentence)
{
	struct diags *all = s->net->diags;
	struct diag *d = &all->list[s->net->no_batch - 1];

	if (s->net->told_empty)
		return;
	d->stage = STAGE_INIT;
	all->any_refusal = true;
	d->hint = str_printf(s->arena, "%.*s: %.*s", STR_ARGS(d->hint), STR_ARGS(sentence));
}

/* A kernel that does not fit is the reason for weights that are too big. */
static void withdraw_size(struct setup *s, const char *code)
{
	const struct diags *all = s->net->diags;
	const struct diag *last = all->count ? &all->list[all->count - 1] : NULL;

	if (last && strcmp(code, "too-small") == 0 && last->at == s->layer->at &&
	    strcmp(last->code, "blob-too-big") == 0)
		diag_withdraw(s->net->diags, last);
}

bool follows(struct setup *s, bool error, const char *code, struct str sentence)
{
	bool told;

	withdraw_size(s, code);

	if (s->loss && may_be_lost(s, code)) {
		blame_loss(s, error, sentence);
		return true;
	}
	if (strcmp(code, "batch-size") == 0)
		s->net->told_empty = true;
	if (is_of_nothing(code)) {
		if (s->net->no_batch)
			blame_batch(s, sentence);
		told = s->net->told_empty || s->net->no_batch;
		s->net->told_empty = true;
		return told;
	}
	return error && (told_before(s, code) || (!is_of_file(code) && bottoms_doubtful(s)));
}
