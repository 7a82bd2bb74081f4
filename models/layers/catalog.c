/* All layer types: the families, and how a row is found. */
#include "models/layers/layer.h"
#include "models/layers/python.h"

#include <stdlib.h>
#include <threads.h>

/* Each family's file ends in its table, closed by a row without a type. */
extern const struct layer_kind activation_layers[], classify_layers[],
	combine_layers[], conv_layers[], data_layers[], dense_layers[],
	fork_3d_layers[], fork_boxes_layers[], fork_detection_layers[], fork_other_layers[],
	fork_rcnn_layers[], fork_resize_layers[], fork_segmentation_layers[],
	loss_layers[], norm_layers[], pool_layers[], recurrent_layers[],
	reshape_layers[], scale_layers[], select_layers[], spp_layers[];

static const struct layer_kind *const families[] = {
	activation_layers, classify_layers, combine_layers, conv_layers,
	data_layers, dense_layers, fork_3d_layers, fork_boxes_layers,
	fork_detection_layers, fork_other_layers, fork_rcnn_layers, fork_resize_layers,
	fork_segmentation_layers, loss_layers, norm_layers, pool_layers,
	recurrent_layers, reshape_layers, scale_layers, select_layers, spp_layers,
};

/* A power of two, at least twice the number of types. */
#define SLOTS 512

static struct slot {
	struct str type;
	const struct layer_kind *kind;
} by_name[SLOTS];		/* open addressing */
static const struct layer_kind *sorted[SLOTS / 2];
static int kind_count;

/* The types are few and ours: three letters tell them apart well enough. */
static uint32_t type_hash(struct str type)
{
	uint32_t letters;

	if (type.n == 0)
		return 0;
	letters = (uint32_t)(unsigned char)type.p[0] << 16 |
		  (uint32_t)(unsigned char)type.p[type.n / 2] << 8 |
		  (unsigned char)type.p[type.n - 1];
	return (letters ^ (uint32_t)type.n << 24) * 0x9e3779b1 >> 16;
}

static struct slot *slot_of(struct str type)
{
	uint32_t i = type_hash(type);

	while (by_name[i % SLOTS].kind && !str_equal(by_name[i % SLOTS].type, type))
		i++;
	return &by_name[i % SLOTS];
}

static int compare_types(const void *a, const void *b)
{
	const struct layer_kind *const *x = a, *const *y = b;

	int order = strcmp((*x)->type, (*y)->type);

	return order ? order : (*x > *y) - (*x < *y);
}

static void fill_tables(void)
{
	for (size_t f = 0; f < sizeof families / sizeof families[0]; f++) {
		for (const struct layer_kind *k = families[f]; k->type; k++) {
			if (kind_count == SLOTS / 2)
				abort();
			sorted[kind_count++] = k;
			struct slot *slot = slot_of(str_from(k->type));

			if (!slot->kind)
				*slot = (struct slot){ str_from(k->type), k };
		}
	}
	qsort(sorted, kind_count, sizeof sorted[0], compare_types);
}

static once_flag filled = ONCE_FLAG_INIT;

const struct layer_kind *layer_kind_named(struct str type)
{
	call_once(&filled, fill_tables);
	return slot_of(type)->kind;
}

/* The only type that is written nearly so: "convolution", "INNER_PRODUCT". */
static const struct layer_kind *kind_like(struct str type)
{
	const struct layer_kind *like = NULL;

	if (str_like(type, S("SoftmaxLoss")))	/* the older name of the type */
		type = S("SoftmaxWithLoss");
	for (int i = 0; type.n && i < kind_count; i++) {
		if (!str_like(str_from(sorted[i]->type), type))
			continue;
		if (like && strcmp(like->type, sorted[i]->type) != 0)
			return NULL;
		like = like ? like : sorted[i];
	}
	return like ? layer_kind_named(str_from(like->type)) : NULL;
}

const struct layer_kind *layer_kind_of(const struct message *layer, struct str type)
{
	const struct layer_kind *kind = layer_kind_named(type);

	if (kind)
		return kind;
	return str_equal(type, S("Python")) ? python_kind(layer) : kind_like(type);
}

const struct layer_kind *layer_kind_next(const struct layer_kind *kind)
{
	return kind[1].type && strcmp(kind[0].type, kind[1].type) == 0 ? kind + 1 : NULL;
}

const struct layer_kind *layer_kind_at(int i)
{
	call_once(&filled, fill_tables);
	return i >= 0 && i < kind_count ? sorted[i] : NULL;
}
