#include "models/figures/blocks.h"
#include "models/figures/memory.h"
#include "models/figures/totals.h"
#include "models/layers/layer.h"
#include "server/report/document_part.h"

void put_shape(struct buffer *b, const struct shape *s)
{
	if (!s->known) {
		put_literal(b, "null");
		return;
	}
	put_char(b, '[');
	for (int i = 0; i < s->axes; i++) {
		if (i)
			put_char(b, ',');
		put_json_integer(b, s->dim[i]);
	}
	put_char(b, ']');
}

static void put_count(struct buffer *b, const struct shape *s)
{
	KEY(b, "count");
	if (s->known)
		put_json_integer(b, s->count);
	else
		put_literal(b, "null");
	if (s->overflow)
		put_literal(b, ",\"overflow\":true");
	if (s->assumed)
		put_literal(b, ",\"assumed\":true");
	if (s->doubtful)
		put_literal(b, ",\"doubtful\":true");
}

static void put_top(struct buffer *b, const struct analysis *a, const struct top *t)
{
	FIRST_KEY(b, "name");
	put_json_string(b, t->name);
	KEY(b, "shape");
	put_shape(b, &t->shape);
	put_count(b, &t->shape);
	KEY(b, "in_place");
	put_bool(b, t->in_place);
	KEY(b, "storage");
	put_signed(b, a->net->blobs[t->blob].storage);
	if (t->loss_weight != 0) {
		KEY(b, "loss_weight");
		put_json_number(b, t->loss_weight);
	}
	put_char(b, '}');
}

static void put_param(struct buffer *b, const struct param *p)
{
	FIRST_KEY(b, "name");
	put_json_string(b, p->name);
	KEY(b, "shape");
	put_shape(b, &p->shape);
	put_count(b, &p->shape);
	KEY(b, "owner");
	if (p->owner >= 0)
		put_signed(b, p->owner);
	else
		put_literal(b, "null");
	KEY(b, "lr_mult");
	put_json_number(b, p->lr_mult);
	KEY(b, "decay_mult");
	put_json_number(b, p->decay_mult);
	if (p->statistics)
		put_literal(b, ",\"statistics\":true");
	put_char(b, '}');
}

static void put_bottoms(struct buffer *b, const struct layer *l)
{
	KEY(b, "bottoms");
	put_char(b, '[');
	for (int i = 0; i < l->bottom_count; i++) {
		if (i)
			put_char(b, ',');
		put_json_string(b, l->bottoms[i].name);
	}
	put_char(b, ']');
}

static void put_tops(struct buffer *b, const struct analysis *a, const struct layer *l)
{
	KEY(b, "tops");
	put_char(b, '[');
	for (int i = 0; i < l->top_count; i++) {
		if (i)
			put_char(b, ',');
		put_top(b, a, &l->tops[i]);
	}
	put_char(b, ']');
}

static void put_params(struct buffer *b, const struct layer *l)
{
	struct amount own = layer_params(l, false);

	KEY(b, "params");
	put_char(b, '[');
	for (int i = 0; i < l->param_count; i++) {
		if (i)
			put_char(b, ',');
		put_param(b, &l->params[i]);
	}
	put_char(b, ']');
	KEY(b, "param_count");
	put_json_integer(b, own.elements);
	put_marks(b, "param_count_", &own);
}

static void put_layer_memory(struct buffer *b, const struct analysis *a, int index)
{
	const struct layer *l = &a->net->layers[index];
	struct amount caffe = { 0 };

	for (int i = 0; i < l->top_count; i++)
		amount_add(&caffe, &l->tops[i].shape);
	KEY(b, "memory");
	FIRST_KEY(b, "caffe");
	put_json_integer(b, caffe.elements);
	KEY(b, "blobs");
	put_json_integer(b, layer_made(a, index));
	KEY(b, "live");
	put_json_integer(b, a->memory.live[index]);
	KEY(b, "buffers");
	put_json_integer(b, l->buffer_elements);
	put_marks(b, "", &caffe);
	if (!live_known(a, index))
		put_literal(b, ",\"live_lower_bound\":true");
	put_char(b, '}');
}

static double view_size(const struct view *v) { return v->size; }
static double view_stride(const struct view *v) { return v->stride; }
static double view_offset(const struct view *v) { return v->offset; }

static void put_views(struct buffer *b, const struct layer *l,
		      double (*of)(const struct view *v))
{
	if (!l->views) {
		put_literal(b, "null");
		return;
	}
	for (int i = 0; i < l->view_count; i++) {
		put_char(b, i ? ',' : '[');
		put_double(b, of(&l->views[i]));
	}
	put_char(b, ']');
}

static void put_layer_views(struct buffer *b, const struct layer *l)
{
	KEY(b, "receptive_field");
	put_views(b, l, view_size);
	KEY(b, "stride");
	put_views(b, l, view_stride);
	KEY(b, "offset");
	put_views(b, l, view_offset);
}

static void put_layer_kind(struct buffer *b, const struct layer *l)
{
	KEY(b, "inserted");
	put_bool(b, l->inserted);
	KEY(b, "known");
	put_bool(b, layer_known(l));
	if (l->rule) {
		KEY(b, "rule");
		put_json_string(b, l->rule->text);
	}
	KEY(b, "core");
	put_bool(b, l->kind && (l->kind->flags & LAYER_CORE));
	if (l->failed)
		put_literal(b, ",\"failed\":true");
	if (layer_doubtful(l))
		put_literal(b, ",\"doubtful\":true");
}

static void put_layer(struct buffer *b, const struct analysis *a, int index)
{
	const struct layer *l = &a->net->layers[index];
	struct amount macs;
	int line, column;

	lines_find(&a->lines, l->at, &line, &column);
	FIRST_KEY(b, "index");
	put_signed(b, index);
	KEY(b, "name");
	put_json_string(b, l->name);
	KEY(b, "type");
	put_json_string(b, l->type);
	if (l->python.n) {
		KEY(b, "python");
		put_json_string(b, l->python);
	}
	KEY(b, "line");
	put_signed(b, line);
	put_layer_kind(b, l);
	put_bottoms(b, l);
	put_tops(b, a, l);
	put_params(b, l);
	put_layer_memory(b, a, index);
	KEY(b, "macs");
	put_json_integer(b, l->cost.of[METRIC_macs]);
	KEY(b, "macs_per_item");
	put_json_integer(b, l->macs_per_item);
	macs = (struct amount){ .lower_bound = !layer_macs_known(l),
				.doubtful = l->cost.of[METRIC_macs] && layer_doubtful(l) };
	put_marks(b, "macs_", &macs);
	KEY(b, "ops");
	put_ops(b, &l->cost);
	if (!layer_ops_known(l))
		put_literal(b, ",\"ops_lower_bound\":true");
	put_work(b, cost_flops(&l->cost), layer_traffic(a, l));
	put_layer_views(b, l);
	put_char(b, '}');
}

void document_write_layers(struct buffer *b, const struct analysis *a)
{
	KEY(b, "layers");
	put_char(b, '[');
	for (int i = 0; i < a->net->layer_count; i++) {
		if (i)
			put_char(b, ',');
		put_layer(b, a, i);
	}
	put_char(b, ']');
}

static void put_storage(struct buffer *b, const struct storage *s)
{
	FIRST_KEY(b, "elements");
	put_json_integer(b, s->elements);
	KEY(b, "first");
	put_signed(b, s->first);
	KEY(b, "last");
	put_signed(b, s->last);
	KEY(b, "offset");
	put_json_integer(b, s->offset);
	if (s->gradient)
		put_literal(b, ",\"gradient\":true");
	if (!s->known)
		put_literal(b, ",\"lower_bound\":true");
	if (s->doubtful)
		put_literal(b, ",\"doubtful\":true");
	put_char(b, '}');
}

void document_write_storages(struct buffer *b, const struct analysis *a)
{
	KEY(b, "storages");
	put_char(b, '[');
	for (int i = 0; i < a->memory.storage_count; i++) {
		if (i)
			put_char(b, ',');
		put_storage(b, &a->memory.storages[i]);
	}
	put_char(b, ']');
}
