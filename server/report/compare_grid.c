#include <stdio.h>
#include <stdlib.h>

#include "models/figures/totals.h"
#include "server/base/quote.h"
#include "server/report/compare.h"
#include "server/report/heading.h"

/* Totals: one row per figure, for each network its value and, but for the
 * first, the difference and the ratio to the first. */

static const char *const signs[] = { "", ">=", "<=", "?" };

/* What is at least one number less what is at least another is anything. */
static void put_difference(struct buffer *b, const struct amount *m,
			   const struct amount *base)
{
	enum sureness sure = sureness_of(m, base);
	int64_t n = m->elements - base->elements;

	put_text(b, signs[sure]);
	if (sure == UNSURE)
		return;
	if (n > 0)
		put_char(b, '+');
	put_grouped(b, n);
}

static void put_ratio(struct buffer *b, const struct amount *m, const struct amount *base)
{
	enum sureness sure = sureness_of(m, base);

	if (sure == UNSURE || (sure && base->elements == 0))
		put_text(b, "?");
	else if (base->elements == 0)
		put_text(b, m->elements ? "" : "1.000");
	else
		put_format(b, "%s%.3f", signs[sure],
			   (double)m->elements / (double)base->elements);
}

static void put_value(struct buffer *b, const struct amount *m)
{
	put_text(b, amount_sign(m));
	put_grouped(b, m->elements);
}

static void fill_figure(struct grid *g, const struct comparison *c,
			const struct figure *f)
{
	struct amount base = f->of(c->reports[0].a);
	struct buffer *b = grid_cell(g);

	put_text(b, f->title);
	if (f->bytes)
		put_text(b, ", B");
	for (int i = 0; i < c->count; i++) {
		struct amount m = f->of(c->reports[i].a);

		put_value(grid_cell(g), &m);
		if (!i)
			continue;
		put_difference(grid_cell(g), &m, &base);
		put_ratio(grid_cell(g), &m, &base);
	}
}

/* Training figures only where every network is one that is trained. */
static bool applies(const struct comparison *c, const struct figure *f)
{
	if (strcmp(f->key, "memory.training") != 0)
		return true;
	for (int i = 0; i < c->count; i++)
		if (c->reports[i].a->net->state.phase != PHASE_TRAIN)
			return false;
	return true;
}

/* "A", "B" … and past them "#27": names are in the legend, they may be long. */
static const char *letter(int network, char text[16])
{
	if (network < 26)
		snprintf(text, 16, "%c", 'A' + network);
	else
		snprintf(text, 16, "#%d", network + 1);
	return text;
}

static void fill_totals(struct grid *g, const struct comparison *c)
{
	for (const struct figure *f = figures; f->key; f++)
		if (applies(c, f))
			fill_figure(g, c, f);
}

typedef void (*grid_writer)(struct buffer *out, const struct grid *g);

static void write_grid(struct buffer *out, struct grid *g, grid_writer write,
		       const struct screen *screen)
{
	if (write)
		write(out, g);
	else
		grid_write_terminal(out, g, screen);
	out->failed |= g->failed;
	grid_free(g);
}

static void write_totals(struct buffer *out, const struct comparison *c,
			 grid_writer write, const struct screen *screen)
{
	int width = 3 * c->count - 1;
	struct grid_column *list = calloc((size_t)width, sizeof(*list));
	char (*titles)[16] = calloc((size_t)c->count, sizeof(*titles));
	struct grid g;
	int n = 0;

	if (!list || !titles) {
		out->failed = true;
		goto done;
	}
	list[n++] = (struct grid_column){ .title = "figure" };
	for (int i = 0; i < c->count; i++) {
		list[n++] = (struct grid_column){ .title = letter(i, titles[i]),
						  .number = true };
		if (i) {
			list[n++] = (struct grid_column){ "difference", true, false, 0 };
			list[n++] = (struct grid_column){ "ratio", true, false, 0 };
		}
	}
	grid_start(&g, list, width);
	fill_totals(&g, c);
	write_grid(out, &g, write, screen);
done:
	free(list);
	free(titles);
}

/* Layers of one network against the first's. */

struct row {
	const struct layer *left, *right;
	enum change change;
};

static struct row row_of(const struct comparison *c, int network, int i)
{
	const struct pair *p = &c->against[network].pairs[i];
	const struct net *left = c->reports[0].a->net;
	const struct net *right = c->reports[network].a->net;

	return (struct row){
		.left = p->left < 0 ? NULL : &left->layers[p->left],
		.right = p->right < 0 ? NULL : &right->layers[p->right],
		.change = change_of(c, network, p),
	};
}

static void put_outputs(struct buffer *b, const struct layer *l)
{
	for (int i = 0; i < l->top_count; i++) {
		if (i)
			put_text(b, ", ");
		put_shape_text(b, &l->tops[i].shape);
	}
}

static void put_name(struct buffer *b, const struct layer *l) { put_str(b, l->name); }
static void put_type(struct buffer *b, const struct layer *l) { put_str(b, l->type); }

/* What both have, once where it is the same: "left" or "left -> right". */
static void put_both(struct buffer *b, const struct row *r,
		     void (*put)(struct buffer *b, const struct layer *l))
{
	struct buffer left = { 0 }, right = { 0 };

	if (r->left)
		put(&left, r->left);
	if (r->right)
		put(&right, r->right);
	put_bytes(b, left.p, left.n);
	if (r->left && r->right && (left.n != right.n ||
				    (left.n && memcmp(left.p, right.p, left.n) != 0)))
		put_text(b, " -> ");
	else if (r->left)
		right.n = 0;
	put_bytes(b, right.p, right.n);
	buffer_free(&left);
	buffer_free(&right);
}

static struct amount params_of(const struct layer *l)
{
	return l ? layer_params(l, false) : (struct amount){ 0 };
}

static struct amount macs_of(const struct layer *l)
{
	return (struct amount){
		.elements = l ? l->cost.of[METRIC_macs] : 0,
		.lower_bound = l && !layer_macs_known(l),
		.doubtful = l && l->cost.of[METRIC_macs] && layer_doubtful(l),
	};
}

static void fill_numbers(struct grid *g, const struct row *r,
			 struct amount (*of)(const struct layer *l))
{
	struct amount left = of(r->left), right = of(r->right);
	struct buffer *b = grid_cell(g);

	if (r->left)
		put_marked(b, &left, false);
	b = grid_cell(g);
	if (r->right)
		put_marked(b, &right, false);
	b = grid_cell(g);
	if (left.elements != right.elements || sureness_of(&right, &left))
		put_difference(b, &right, &left);
}

#define LAYER_COLUMNS 10

/* The columns' titles name the two networks by their letters. */
struct titles {
	char of[4][24];
	struct grid_column columns[LAYER_COLUMNS];
};

static void make_columns(struct titles *t, int network)
{
	char text[16];

	snprintf(t->of[0], sizeof(t->of[0]), "params A");
	snprintf(t->of[1], sizeof(t->of[1]), "params %s", letter(network, text));
	snprintf(t->of[2], sizeof(t->of[2]), "MACs A");
	snprintf(t->of[3], sizeof(t->of[3]), "MACs %s", text);
	memcpy(t->columns, (struct grid_column[LAYER_COLUMNS]){
		{ "change", false, false, 0 },
		{ "layer", false, true, 12 },
		{ "type", false, true, 8 },
		{ "output", false, false, 10 },
		{ t->of[0], true, false, 0 },
		{ t->of[1], true, false, 0 },
		{ "difference", true, false, 0 },
		{ t->of[2], true, false, 0 },
		{ t->of[3], true, false, 0 },
		{ "difference", true, false, 0 },
	}, sizeof(t->columns));
}

static void fill_layer(struct grid *g, const struct row *r)
{
	put_text(grid_cell(g), r->change == CHANGE_SAME ? "" : change_names[r->change]);
	put_both(grid_cell(g), r, put_name);
	put_both(grid_cell(g), r, put_type);
	put_both(grid_cell(g), r, put_outputs);
	fill_numbers(g, r, params_of);
	fill_numbers(g, r, macs_of);
}

static void write_layers(struct buffer *out, const struct comparison *c, int network,
			 grid_writer write, const struct screen *screen)
{
	struct titles titles;
	struct grid g;

	make_columns(&titles, network);
	grid_start(&g, titles.columns, LAYER_COLUMNS);
	for (int i = 0; i < c->against[network].count; i++) {
		struct row r = row_of(c, network, i);

		if (!c->only_changes || r.change != CHANGE_SAME)
			fill_layer(&g, &r);
	}
	write_grid(out, &g, write, screen);
}

static void put_words(struct buffer *out, struct str words, enum heading kind, int most,
		      bool unicode)
{
	if (kind == HEADING_MARKDOWN)
		put_markdown_cell(out, words);
	else
		put_terminal_text(out, words, most, unicode);
}

static void put_legend(struct buffer *out, const struct report *r, int network,
		       enum heading kind, bool unicode)
{
	struct buffer state = { 0 };
	char text[16];

	line_state(&state, r->a);
	put_text(out, kind == HEADING_MARKDOWN ? "- " : kind == HEADING_LATEX ? "% " : "");
	put_text(out, letter(network, text));
	put_text(out, kind == HEADING_MARKDOWN ? ": " : "  ");
	put_words(out, r->a->net->name, kind, 200, unicode);
	put_text(out, "  ");
	put_words(out, r->source.file, kind, 4096, unicode);
	put_text(out, "  ");
	put_words(out, (struct str){ state.p, state.n }, kind, 4096, unicode);
	put_char(out, '\n');
	buffer_free(&state);
}

static void write_all(struct buffer *out, const struct comparison *c,
		      enum heading kind, grid_writer write, const struct screen *screen)
{
	char text[16];

	for (int i = 0; i < c->count; i++)
		put_legend(out, &c->reports[i], i, kind, screen->unicode);
	put_char(out, '\n');
	write_totals(out, c, write, screen);
	for (int i = 1; i < c->count; i++) {
		put_char(out, '\n');
		put_text(out, kind == HEADING_LATEX ? "% " : "");
		put_format(out, "Layers of %s against A\n\n", letter(i, text));
		write_layers(out, c, i, write, screen);
	}
}

void compare_markdown(struct buffer *out, const struct comparison *c)
{
	write_all(out, c, HEADING_MARKDOWN, grid_write_markdown,
		  &(struct screen){ .unicode = true });
}

void compare_latex(struct buffer *out, const struct comparison *c)
{
	write_all(out, c, HEADING_LATEX, grid_write_latex,
		  &(struct screen){ .unicode = true });
}

void compare_table(struct buffer *out, const struct comparison *c,
		   const struct screen *screen)
{
	write_all(out, c, HEADING_TERMINAL, NULL, screen);
}
