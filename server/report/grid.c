#include "server/report/grid.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "server/base/quote.h"

struct screen screen_of_output(void)
{
	struct winsize size;
	struct screen screen = { 0 };

	setlocale(LC_CTYPE, "");
	screen.unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		screen.width = size.ws_col;
	return screen;
}

void grid_start(struct grid *g, const struct grid_column *columns, int count)
{
	*g = (struct grid){ .columns = columns, .column_count = count };
}

void grid_free(struct grid *g)
{
	buffer_free(&g->text);
	free(g->start);
	*g = (struct grid){ 0 };
}

struct buffer *grid_cell(struct grid *g)
{
	if (g->cells == g->capacity) {
		size_t want = g->capacity ? g->capacity * 2 : 256;
		size_t *more = realloc(g->start, want * sizeof(*more));

		if (!more) {
			g->failed = g->text.failed = true;
			return &g->text;
		}
		g->start = more;
		g->capacity = want;
	}
	g->start[g->cells++] = g->text.n;
	return &g->text;
}

void grid_rule(struct grid *g)
{
	g->rule_row = g->cells / (size_t)g->column_count;
}

static size_t row_count(const struct grid *g)
{
	return g->cells / (size_t)g->column_count;
}

static struct str cell_at(const struct grid *g, size_t row, int column)
{
	size_t i = row * (size_t)g->column_count + (size_t)column;
	size_t end = i + 1 < g->cells ? g->start[i + 1] : g->text.n;

	return (struct str){ g->text.p + g->start[i], end - g->start[i] };
}

/* CSV, Markdown, LaTeX */

void grid_write_csv(struct buffer *out, const struct grid *g)
{
	for (int c = 0; c < g->column_count; c++) {
		if (c)
			put_char(out, ',');
		put_csv_cell(out, str_from(g->columns[c].title));
	}
	put_literal(out, "\r\n");
	for (size_t r = 0; r < row_count(g); r++) {
		for (int c = 0; c < g->column_count; c++) {
			if (c)
				put_char(out, ',');
			if (g->columns[c].number)
				put_str(out, cell_at(g, r, c));
			else
				put_csv_cell(out, cell_at(g, r, c));
		}
		put_literal(out, "\r\n");
	}
}

void grid_write_markdown(struct buffer *out, const struct grid *g)
{
	for (int c = 0; c < g->column_count; c++) {
		put_text(out, c ? " | " : "| ");
		put_markdown_cell(out, str_from(g->columns[c].title));
	}
	put_literal(out, " |\n");
	for (int c = 0; c < g->column_count; c++)
		put_text(out, g->columns[c].number ? "| ---: " : "| --- ");
	put_literal(out, "|\n");
	for (size_t r = 0; r < row_count(g); r++) {
		for (int c = 0; c < g->column_count; c++) {
			put_text(out, c ? " | " : "| ");
			put_markdown_cell(out, cell_at(g, r, c));
		}
		put_literal(out, " |\n");
	}
}

static void latex_row(struct buffer *out, const struct grid *g, size_t row)
{
	for (int c = 0; c < g->column_count; c++) {
		if (c)
			put_literal(out, " & ");
		if (g->columns[c].code)
			put_literal(out, "\\texttt{");
		put_latex_cell(out, cell_at(g, row, c));
		if (g->columns[c].code)
			put_char(out, '}');
	}
	put_literal(out, " \\\\\n");
}

void grid_write_latex(struct buffer *out, const struct grid *g)
{
	put_literal(out, "% needs \\usepackage{booktabs,longtable}\n"
			 "\\begin{longtable}{");
	for (int c = 0; c < g->column_count; c++)
		put_char(out, g->columns[c].number ? 'r' : 'l');
	put_literal(out, "}\n\\toprule\n");
	for (int c = 0; c < g->column_count; c++) {
		if (c)
			put_literal(out, " & ");
		put_latex_cell(out, str_from(g->columns[c].title));
	}
	put_literal(out, " \\\\\n\\midrule\n\\endhead\n");
	for (size_t r = 0; r < row_count(g); r++) {
		if (r && r == g->rule_row)
			put_literal(out, "\\midrule\n");
		latex_row(out, g, r);
	}
	put_literal(out, "\\bottomrule\n\\end{longtable}\n");
}

/* Terminal */

static int widest(const struct grid *g, int column, bool unicode)
{
	int most = terminal_width(str_from(g->columns[column].title), unicode);

	for (size_t r = 0; r < row_count(g); r++) {
		int width = terminal_width(cell_at(g, r, column), unicode);

		if (width > most)
			most = width;
	}
	return most;
}

static int sum_widths(const struct grid *g, const int *width)
{
	int sum = 2 * (g->column_count - 1);

	for (int c = 0; c < g->column_count; c++)
		sum += width[c];
	return sum;
}

/* Takes columns from the widest that may shrink until the row fits. */
static void shrink_to(const struct grid *g, int *width, int limit)
{
	while (limit > 0 && sum_widths(g, width) > limit) {
		int most = -1;

		for (int c = 0; c < g->column_count; c++)
			if (g->columns[c].shrink && width[c] > g->columns[c].shrink &&
			    (most < 0 || width[c] > width[most]))
				most = c;
		if (most < 0)
			return;
		width[most]--;
	}
}

static void terminal_cell(struct buffer *out, const struct grid *g, int c,
			  struct str text, const int *width, bool unicode)
{
	int taken = terminal_width(text, unicode);
	int space = taken < width[c] ? width[c] - taken : 0;
	bool last = c == g->column_count - 1;

	if (c)
		put_literal(out, "  ");
	if (g->columns[c].number)
		put_repeated(out, ' ', (size_t)space);
	put_terminal_text(out, text, width[c], unicode);
	if (!g->columns[c].number && !last)
		put_repeated(out, ' ', (size_t)space);
}

static void terminal_rule(struct buffer *out, int width, bool unicode)
{
	for (int i = 0; i < width; i++)
		put_text(out, unicode ? "─" : "-");
	put_char(out, '\n');
}

void grid_write_terminal(struct buffer *out, const struct grid *g,
			 const struct screen *screen)
{
	int *width = malloc(sizeof(*width) * (size_t)g->column_count);

	if (!width) {
		out->failed = true;
		return;
	}
	for (int c = 0; c < g->column_count; c++)
		width[c] = widest(g, c, screen->unicode);
	shrink_to(g, width, screen->width);
	for (int c = 0; c < g->column_count; c++)
		terminal_cell(out, g, c, str_from(g->columns[c].title), width,
			      screen->unicode);
	put_char(out, '\n');
	terminal_rule(out, sum_widths(g, width), screen->unicode);
	for (size_t r = 0; r < row_count(g); r++) {
		if (r && r == g->rule_row)
			terminal_rule(out, sum_widths(g, width), screen->unicode);
		for (int c = 0; c < g->column_count; c++)
			terminal_cell(out, g, c, cell_at(g, r, c), width,
				      screen->unicode);
		put_char(out, '\n');
	}
	free(width);
}
