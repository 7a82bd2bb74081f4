/* The list of messages, and messages as people read them. */
#include "models/base/diag.h"

#include <stdlib.h>

#define DEFAULT_LIMIT 1000
#define TAB 8

const char *const severity_names[] = { "note", "warning", "error" };
const char *const stage_names[] = { "parse", "upgrade", "filter", "init", NULL };

void diags_init(struct diags *d, struct arena *a, int limit)
{
	*d = (struct diags){ .arena = a, .limit = limit ? limit : DEFAULT_LIMIT };
}

/* The next entry; past the limit one more that is written over and over. */
static struct diag *next_entry(struct diags *d)
{
	if (d->count == d->capacity) {
		int more = d->capacity ? 2 * d->capacity : 16;
		d->list = arena_grow(d->arena, d->list, (size_t)d->capacity,
				     (size_t)more, sizeof *d->list);
		d->capacity = more;
	}
	struct diag *entry = &d->list[d->count];
	if (d->count < d->limit)
		d->count++;
	else
		d->dropped++;
	return entry;
}

struct diag *diag_put(struct diags *d, enum severity severity,
		      enum caffe_stage stage, const char *code, uint32_t at,
		      struct str message)
{
	struct diag *entry = next_entry(d);
	*entry = (struct diag){ .severity = severity, .stage = stage, .code = code,
				.at = at, .caffe_at = at, .message = message,
				.hint = S("") };
	d->any_error |= severity == SEVERITY_ERROR;
	d->any_refusal |= stage != STAGE_NONE;
	return entry;
}

struct diag *diag_add(struct diags *d, enum severity severity,
		      enum caffe_stage stage, const char *code, uint32_t at,
		      const char *format, ...)
{
	struct diag *entry = diag_put(d, severity, stage, code, at, S(""));
	if (d->dropped)
		return entry;
	va_list args;
	va_start(args, format);
	entry->message = str_vprintf(d->arena, format, args);
	va_end(args);
	return entry;
}

void diag_move(struct diag *d, uint32_t at)
{
	d->at = at;
}

void diag_withdraw(struct diags *d, const struct diag *latest)
{
	if (d->count && latest == &d->list[d->count - 1])
		d->count--;
}

int diags_count(const struct diags *d, enum severity severity)
{
	int n = 0;
	for (int i = 0; i < d->count; i++)
		n += d->list[i].severity == severity;
	return n;
}

/* By place; entries of one list keep their order. */
static int compare_places(const void *left, const void *right)
{
	const struct diag *a = *(const struct diag *const *)left;
	const struct diag *b = *(const struct diag *const *)right;
	if (a->caffe_at != b->caffe_at)
		return a->caffe_at < b->caffe_at ? -1 : 1;
	return (a > b) - (a < b);
}

static void find_caffe_place(struct diag *d, const struct lines *l)
{
	d->caffe_line = d->line;
	d->caffe_column = d->column;
	if (d->caffe_at != d->at)
		lines_find(l, d->caffe_at, &d->caffe_line, &d->caffe_column);
}

void diags_locate(struct diags *d, const struct lines *l)
{
	size_t n = (size_t)d->count;
	const struct diag **order = NEW_ARRAY(d->arena, n, const struct diag *);
	struct diag *sorted = NEW_ARRAY(d->arena, n, struct diag);
	for (size_t i = 0; i < n; i++)
		order[i] = &d->list[i];
	if (n)
		qsort(order, n, sizeof *order, compare_places);
	for (size_t i = 0; i < n; i++) {
		sorted[i] = *order[i];
		lines_find(l, sorted[i].at, &sorted[i].line, &sorted[i].column);
	}
	for (size_t i = 0; i < n; i++)
		find_caffe_place(&sorted[i], l);
	d->list = sorted;
	d->capacity = d->count;
}

#define CUT 100		/* cells of a source line that are shown */

/* A line as it is shown: control bytes and stray bytes as \xNN, tabs as
 * spaces.  `cell` counts columns of the screen, taking a character as one. */
struct shown {
	char *p;
	size_t n;
	int cell;
};

static size_t utf8_length(const char *p, const char *end)
{
	unsigned char c = (unsigned char)*p;
	size_t n = c < 0x80 ? 1 : c >= 0xf0 && c < 0xf5 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 :
		   c >= 0xc2 && c < 0xe0 ? 2 : 0;
	if (n > (size_t)(end - p))
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

static void show_text(struct shown *s, const char *p, size_t n, int cells)
{
	memcpy(s->p + s->n, p, n);
	s->n += n;
	s->cell += cells;
}

/* Shows the character at `p` and gives its length. */
static size_t show_character(struct shown *s, const char *p, const char *end)
{
	unsigned char c = (unsigned char)*p;
	size_t n = utf8_length(p, end);
	bool c1 = n == 2 && c == 0xc2 && (unsigned char)p[1] < 0xa0;
	if (c == '\t') {
		int cells = TAB - s->cell % TAB;
		show_text(s, "        ", (size_t)cells, cells);
		return 1;
	}
	if (n == 0 || c < 0x20 || c == 0x7f || c1) {
		static const char digits[] = "0123456789abcdef";
		c = c1 ? (unsigned char)p[1] : c;
		char escape[] = { '\\', 'x', digits[c >> 4], digits[c & 15] };
		show_text(s, escape, 4, 4);
		return n ? n : 1;
	}
	show_text(s, p, n, 1);
	return n;
}

/* Adds the source line, cut around the place, and a caret beneath. */
static struct str source_lines(struct arena *a, const struct lines *l,
			       const struct diag *d)
{
	struct str text = lines_text(l, d->at);
	const char *end = text.p + text.n, *at = l->text.p + d->at;
	if (end > text.p && end[-1] == '\r')
		end--;
	const char *from = at - text.p > CUT / 2 ? at - CUT / 2 : text.p;
	while (from > text.p && from < end && (*from & 0xc0) == 0x80)
		from--;
	struct shown s = { arena_alloc(a, 2 * TAB * CUT, 1), 0, 0 };
	int caret = -1;
	if (from > text.p)
		show_text(&s, "... ", 4, 4);
	for (const char *p = from; p < end && s.cell < CUT;) {
		if (p >= at && caret < 0)
			caret = s.cell;
		p += show_character(&s, p, end);
		if (s.cell >= CUT && p < end)
			show_text(&s, " ...", 4, 4);
	}
	return str_printf(a, "  %.*s\n  %*s^\n", (int)s.n, s.p,
			  caret < 0 ? s.cell : caret, "");
}

/* Any text with control bytes made visible. */
static struct str visible(struct arena *a, struct str text)
{
	struct shown s = { arena_alloc(a, text.n * TAB, 1), 0, 0 };
	for (const char *p = text.p; p < text.p + text.n;)
		p += show_character(&s, p, text.p + text.n);
	return (struct str){ s.p, s.n };
}

struct str diag_format(struct arena *a, const struct diag *d, const char *file,
		       const struct lines *l)
{
	struct str message = visible(a, d->message), hint = visible(a, d->hint);
	struct str name = visible(a, str_from(file));
	struct str place = S(""), source = S("");
	if (d->line > 0) {
		place = str_printf(a, "%d:%d:", d->line, d->column);
		source = source_lines(a, l, d);
	}
	struct str advice = hint.n ? str_printf(a, "  hint: %.*s\n", STR_ARGS(hint)) : S("");
	return str_printf(a, "%.*s:%.*s %s: %.*s\n%.*s%.*s", STR_ARGS(name),
			  STR_ARGS(place), severity_names[d->severity],
			  STR_ARGS(message), STR_ARGS(source), STR_ARGS(advice));
}
