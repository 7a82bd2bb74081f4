#include "models/figures/blocks.h"
#include "server/report/document_part.h"

static void put_sums(struct buffer *b, const struct analysis *a, const struct block_sum *s)
{
	KEY(b, "param_count");
	put_json_integer(b, s->params);
	KEY(b, "memory");
	FIRST_KEY(b, "caffe");
	put_json_integer(b, s->caffe);
	KEY(b, "blobs");
	put_json_integer(b, s->blobs);
	KEY(b, "live");
	put_json_integer(b, s->live);
	KEY(b, "buffers");
	put_json_integer(b, s->buffers);
	put_char(b, '}');
	KEY(b, "macs");
	put_json_integer(b, s->cost.of[METRIC_macs]);
	KEY(b, "ops");
	put_ops(b, &s->cost);
	put_work(b, cost_flops(&s->cost), block_traffic(a, s));
	if (s->params_lower_bound || s->memory_lower_bound || s->live_lower_bound ||
	    s->cost_lower_bound)
		put_literal(b, ",\"lower_bound\":true");
	if (s->doubtful)
		put_literal(b, ",\"doubtful\":true");
}

static void put_block(struct buffer *b, const struct analysis *a, enum grouping g,
		      const struct block *block)
{
	struct block_sum sum = block_sum(a, block);

	FIRST_KEY(b, "name");
	put_json_string(b, block_name(a, g, block));
	KEY(b, "first");
	put_signed(b, block->first);
	KEY(b, "last");
	put_signed(b, block->last);
	KEY(b, "repeats");
	put_signed(b, block->repeats);
	put_sums(b, a, &sum);
	put_char(b, '}');
}

/* Single layers are themselves: their figures are there already. */
static void put_blocks(struct buffer *b, const struct analysis *a, enum grouping g)
{
	const struct block_list *of = &a->blocks[g];
	char separator = '[';

	for (int i = 0; i < of->count; i++) {
		if (of->list[i].first == of->list[i].last)
			continue;
		put_char(b, separator);
		put_block(b, a, g, &of->list[i]);
		separator = ',';
	}
	put_text(b, separator == '[' ? "[]" : "]");
}

void document_write_blocks(struct buffer *b, const struct analysis *a)
{
	KEY(b, "blocks");
	for (int g = 0; g < GROUPINGS; g++) {
		put_char(b, g ? ',' : '{');
		put_json_string(b, str_from(grouping_names[g]));
		put_char(b, ':');
		put_blocks(b, a, g);
	}
	put_char(b, '}');
}
