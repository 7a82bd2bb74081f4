#include "server/report/compare.h"
#include "server/report/document_part.h"

static void put_network(struct buffer *b, const struct report *r)
{
	FIRST_KEY(b, "name");
	put_json_string(b, r->a->net->name);
	KEY(b, "file");
	put_json_string(b, r->source.file);
	KEY(b, "sha256");
	put_json_string(b, str_from(r->source.sha256));
	KEY(b, "status");
	put_json_string(b, str_from(status_names[r->a->status]));
	KEY(b, "totals");
	document_write_totals(b, r->a);
	put_char(b, '}');
}

static void put_ratio(struct buffer *b, const struct amount *m, const struct amount *base)
{
	if (base->elements == 0 || sureness_of(m, base) == UNSURE)
		put_literal(b, "null");
	else
		put_json_number(b, (double)m->elements / (double)base->elements);
}

/* "difference" and "ratio"; bounds of them where the figures are bounds. */
static void put_difference(struct buffer *b, const struct amount *m,
			   const struct amount *base)
{
	enum sureness sure = sureness_of(m, base);

	KEY(b, "difference");
	if (sure == UNSURE)
		put_literal(b, "null");
	else
		put_json_integer(b, m->elements - base->elements);
	KEY(b, "ratio");
	put_ratio(b, m, base);
	if (sure)
		put_literal(b, ",\"difference_unsure\":true");
	if (sure == SURE_AT_LEAST)
		put_literal(b, ",\"difference_bound\":\"lower\"");
	if (sure == SURE_AT_MOST)
		put_literal(b, ",\"difference_bound\":\"upper\"");
}

static void put_figure(struct buffer *b, const struct comparison *c,
		       const struct figure *f)
{
	struct amount base = f->of(c->reports[0].a);

	FIRST_KEY(b, "figure");
	put_json_string(b, str_from(f->key));
	KEY(b, "unit");
	put_text(b, f->bytes ? "\"bytes\"" : "\"\"");
	KEY(b, "networks");
	for (int i = 0; i < c->count; i++) {
		struct amount m = f->of(c->reports[i].a);

		put_char(b, i ? ',' : '[');
		FIRST_KEY(b, "value");
		put_json_integer(b, m.elements);
		put_marks(b, "", &m);
		if (!i)		/* itself against itself */
			m.lower_bound = m.doubtful = false;
		put_difference(b, &m, i ? &base : &m);
		put_char(b, '}');
	}
	put_literal(b, "]}");
}

static void put_index(struct buffer *b, int index)
{
	if (index < 0)
		put_literal(b, "null");
	else
		put_signed(b, index);
}

static void put_side(struct buffer *b, const struct analysis *a, int index)
{
	const struct layer *l;

	if (index < 0) {
		put_literal(b, "null");
		return;
	}
	l = &a->net->layers[index];
	FIRST_KEY(b, "index");
	put_index(b, index);
	KEY(b, "name");
	put_json_string(b, l->name);
	KEY(b, "type");
	put_json_string(b, l->type);
	put_char(b, '}');
}

static void put_pairs(struct buffer *b, const struct comparison *c, int network)
{
	bool first = true;

	FIRST_KEY(b, "network");
	put_signed(b, network);
	KEY(b, "layers");
	put_char(b, '[');
	for (int i = 0; i < c->against[network].count; i++) {
		const struct pair *p = &c->against[network].pairs[i];
		enum change change = change_of(c, network, p);

		if (c->only_changes && change == CHANGE_SAME)
			continue;
		if (!first)
			put_char(b, ',');
		first = false;
		FIRST_KEY(b, "change");
		put_json_string(b, str_from(change_names[change]));
		KEY(b, "left");
		put_side(b, c->reports[0].a, p->left);
		KEY(b, "right");
		put_side(b, c->reports[network].a, p->right);
		put_char(b, '}');
	}
	put_literal(b, "]}");
}

void compare_json(struct buffer *b, const struct comparison *c)
{
	put_literal(b, "{\"schema\":\"netweight.comparison/1\",\"analyzer\":"
		       "\"" PACKAGE_VERSION "\",\"baseline\":0,\"networks\":[");
	for (int i = 0; i < c->count; i++) {
		if (i)
			put_char(b, ',');
		put_network(b, &c->reports[i]);
	}
	put_literal(b, "],\"figures\":[");
	for (const struct figure *f = figures; f->key; f++) {
		if (f != figures)
			put_char(b, ',');
		put_figure(b, c, f);
	}
	put_literal(b, "],\"against_baseline\":[");
	for (int i = 1; i < c->count; i++) {
		if (i > 1)
			put_char(b, ',');
		put_pairs(b, c, i);
	}
	put_literal(b, "]}\n");
}
