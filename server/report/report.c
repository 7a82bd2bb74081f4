#include "models/figures/blocks.h"
#include "models/figures/totals.h"
#include "server/report/block_grid.h"
#include "server/report/report.h"

#define MAX_COLUMNS 32

/* Which columns a grid has and how its numbers are written. */
struct style {
	bool csv;		/* raw integers, every column, a column for the file */
};

static bool is_shown(const struct column *c, const struct style *style)
{
	return style->csv ? !c->part_of : c->title != NULL;
}

static int collect_columns(struct grid_column *out, const struct style *style, int by,
			   bool with_file)
{
	int count = 0;

	if (with_file)
		out[count++] = (struct grid_column){ .title = "file", .code = true };
	if (by)
		return count + block_columns(out + count, style->csv);
	for (const struct column *c = columns; c->key; c++)
		if (is_shown(c, style))
			out[count++] = (struct grid_column){
				.title = style->csv ? c->key : c->title,
				.number = c->number != NULL, .code = c->code,
				.shrink = c->shrink };
	return count;
}

static void put_number(struct buffer *b, const struct column *c, int64_t n,
		       const struct analysis *a, const struct style *style)
{
	if (c->part_of)
		put_percent(b, n, c->part_of(a));
	else if (style->csv || !c->total)
		put_signed(b, n);
	else
		put_grouped(b, n);
}

static void put_layer_cell(struct buffer *b, const struct column *c,
			   const struct analysis *a, int layer,
			   const struct style *style)
{
	int64_t n = 0;
	bool known = c->number && c->number(a, layer, &n);
	struct amount m = { .elements = n, .lower_bound = !known,
			    .doubtful = layer_doubtful(&a->net->layers[layer]) };

	if (c->text)
		c->text(b, a, layer);
	else if (c->part_of ? known || n : known && !c->total)
		put_number(b, c, n, a, style);
	else if (style->csv || c->total)
		put_marked(b, &m, style->csv);
}

static void put_total_cell(struct buffer *b, const struct column *c,
			   const struct analysis *a, const struct style *style)
{
	struct amount marks = c->marks && !c->part_of ? c->marks(a)
						      : (struct amount){ 0 };

	put_text(b, amount_sign(&marks));
	if (c->total)
		put_number(b, c, c->total(a), a, style);
	else if (strcmp(c->key, "name") == 0)
		put_text(b, "total");
}

static void fill_grid(struct grid *g, const struct report *r,
		      const struct style *style, bool with_file)
{
	if (r->by) {
		block_rows(g, r, style->csv, with_file);
		return;
	}
	for (int i = 0; i < r->a->net->layer_count; i++) {
		if (with_file)
			put_str(grid_cell(g), r->source.file);
		for (const struct column *c = columns; c->key; c++)
			if (is_shown(c, style))
				put_layer_cell(grid_cell(g), c, r->a, i, style);
	}
}

static void add_total_row(struct grid *g, const struct report *r,
			  const struct style *style)
{
	if (r->by) {
		block_total(g, r);
		return;
	}
	grid_rule(g);
	for (const struct column *c = columns; c->key; c++)
		if (is_shown(c, style))
			put_total_cell(grid_cell(g), c, r->a, style);
}

void report_csv(struct buffer *out, const struct report *r, int count)
{
	struct style style = { .csv = true };
	struct grid_column shown[MAX_COLUMNS] = { 0 };
	struct grid g;

	grid_start(&g, shown, collect_columns(shown, &style, r->by, count > 1));
	for (int i = 0; i < count; i++)
		fill_grid(&g, &r[i], &style, count > 1);
	grid_write_csv(out, &g);
	out->failed |= g.failed;
	grid_free(&g);
}

static void write_one(struct buffer *out, const struct report *r,
		      const struct screen *screen,
		      void (*write)(struct buffer *out, const struct grid *g))
{
	struct style style = { .csv = false };
	struct grid_column shown[MAX_COLUMNS] = { 0 };
	struct grid g;

	grid_start(&g, shown, collect_columns(shown, &style, r->by, false));
	fill_grid(&g, r, &style, false);
	add_total_row(&g, r, &style);
	if (write)
		write(out, &g);
	else
		grid_write_terminal(out, &g, screen);
	out->failed |= g.failed;
	grid_free(&g);
}

void report_markdown(struct buffer *out, const struct report *r, int count)
{
	for (int i = 0; i < count; i++) {
		report_heading(out, &r[i], HEADING_MARKDOWN, true);
		write_one(out, &r[i], NULL, grid_write_markdown);
	}
}

void report_latex(struct buffer *out, const struct report *r, int count)
{
	for (int i = 0; i < count; i++) {
		report_heading(out, &r[i], HEADING_LATEX, true);
		write_one(out, &r[i], NULL, grid_write_latex);
	}
}

void report_table(struct buffer *out, const struct report *r, int count,
		  const struct screen *screen)
{
	for (int i = 0; i < count; i++) {
		if (i)
			put_char(out, '\n');
		report_heading(out, &r[i], HEADING_TERMINAL,
			       screen->unicode);
		put_char(out, '\n');
		write_one(out, &r[i], screen, NULL);
	}
}

/* Networks of one solver are one file's. */
static bool same_solver(const struct report *r, int i, int k)
{
	return k >= 0 && r[i].source.solver && r[k].source.solver &&
	       r[i].source.solver->definition == r[k].source.solver->definition;
}

void report_json(struct buffer *out, const struct report *r, int count)
{
	int files = 0;

	for (int i = 0; i < count; i++)
		files += !same_solver(r, i, i - 1);
	if (files > 1)
		put_char(out, '[');
	for (int i = 0; i < count; i++) {
		bool first = !same_solver(r, i, i - 1);

		if (i)
			put_literal(out, ",\n");
		if (first && r[i].source.solver)
			document_open_solver(out, r[i].source.solver);
		document_write(out, r[i].a, &r[i].source);
		if (r[i].source.solver && (i + 1 == count || !same_solver(r, i, i + 1)))
			put_literal(out, "]}");
	}
	put_text(out, files > 1 ? "]\n" : "\n");
}

int report_by(struct str word)
{
	if (str_equal(word, S("layer")))
		return 0;
	for (int g = 0; g < GROUPINGS; g++)
		if (str_equal(word, str_from(grouping_names[g])))
			return g + 1;
	return -1;
}
