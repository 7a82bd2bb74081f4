#include "server/base/quote.h"

#include <math.h>

#define REPLACEMENT "\xEF\xBF\xBD"	/* U+FFFD */

static bool is_tail(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

static size_t utf8_wanted(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c < 0xC2 || c > 0xF4)
		return 0;
	return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

size_t utf8_length(const char *p, size_t n)
{
	unsigned char c = (unsigned char)p[0], d;
	size_t want = utf8_wanted(c);

	if (want < 2 || want > n)
		return want <= n ? want : 0;
	for (size_t i = 1; i < want; i++)
		if (!is_tail(p[i]))
			return 0;
	d = (unsigned char)p[1];
	if ((c == 0xE0 && d < 0xA0) || (c == 0xED && d > 0x9F) ||
	    (c == 0xF0 && d < 0x90) || (c == 0xF4 && d > 0x8F))
		return 0;
	return want;
}

/* Copies one character, or its replacement; the bytes that it took. */
static size_t put_character(struct buffer *b, const char *p, size_t n)
{
	size_t length = utf8_length(p, n);

	if (length == 0) {
		put_literal(b, REPLACEMENT);
		return 1;
	}
	put_bytes(b, p, length);
	return length;
}

/* JSON */

/* Bytes that stand for themselves in a JSON string. */
static bool json_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static void put_json_escape(struct buffer *b, unsigned char c)
{
	static const char hex[] = "0123456789abcdef", letters[] = "btn\0fr";

	if (c == '"' || c == '\\') {
		put_char(b, '\\');
		put_char(b, (char)c);
	} else if (c >= '\b' && c <= '\r' && letters[c - '\b']) {
		put_char(b, '\\');
		put_char(b, letters[c - '\b']);
	} else {
		put_literal(b, "\\u00");
		put_char(b, hex[c >> 4]);
		put_char(b, hex[c & 15]);
	}
}

/* Whether eight bytes all stand for themselves: the top bit of each of these sums
 * is set where one does not. */
static bool eight_plain(const char *p)
{
	const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
	uint64_t w, quote, backslash;

	memcpy(&w, p, 8);
	quote = w ^ ones * '"';
	backslash = w ^ ones * '\\';
	return !((w | (w - ones * 0x20) | (quote - ones) | (backslash - ones)) & tops);
}

/* Where the first byte that does not stand for itself is, from i on. */
static size_t skip_plain(struct str s, size_t i)
{
	while (s.n - i >= 8 && eight_plain(s.p + i))
		i += 8;
	while (i < s.n && json_plain((unsigned char)s.p[i]))
		i++;
	return i;
}

void put_json_string(struct buffer *b, struct str s)
{
	size_t i = 0;

	put_char(b, '"');
	while (i < s.n) {
		size_t start = i;

		i = skip_plain(s, i);
		put_bytes(b, s.p + start, i - start);
		if (i == s.n)
			break;
		if ((unsigned char)s.p[i] < 0x80)
			put_json_escape(b, (unsigned char)s.p[i++]);
		else
			i += put_character(b, s.p + i, s.n - i);
	}
	put_char(b, '"');
}

void put_json_big(struct buffer *b, int64_t n)
{
	put_char(b, '"');
	put_signed(b, n);
	put_char(b, '"');
}

void put_json_number(struct buffer *b, double x)
{
	if (isfinite(x))
		put_float(b, x);
	else
		put_literal(b, "null");
}

/* CSV */

static bool starts_formula(struct str s)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };
	size_t i = 0;

	while (i < s.n && s.p[i] == ' ')
		i++;
	if (i == s.n)
		return false;
	for (size_t k = 0; k < sizeof(wide) / sizeof(*wide); k++)
		if (s.n - i >= 3 && memcmp(s.p + i, wide[k], 3) == 0)
			return true;
	return memchr("=+-@\t\r\n", s.p[i], 7) != NULL;
}

static bool needs_quotes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
			return true;
	return false;
}

void put_csv_cell(struct buffer *b, struct str s)
{
	bool formula = starts_formula(s), quotes = formula || needs_quotes(s);

	if (quotes)
		put_char(b, '"');
	if (formula)
		put_char(b, '\'');
	for (size_t i = 0; i < s.n;) {
		if (s.p[i] == '"')
			put_char(b, '"');
		if (s.p[i] == '\0') {
			put_literal(b, REPLACEMENT);
			i++;
		} else {
			i += put_character(b, s.p + i, s.n - i);
		}
	}
	if (quotes)
		put_char(b, '"');
}

/* Markdown and LaTeX */

/* A full stop after "www" would make a link. */
static bool ends_www(struct str s, size_t i)
{
	return s.p[i] == '.' && i >= 3 && memcmp(s.p + i - 3, "www", 3) == 0;
}

void put_markdown_cell(struct buffer *b, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 || c == 0x7F) {
			put_char(b, ' ');
			i++;
			continue;
		}
		if (c == '<' || c == '>' || c == '&') {
			put_text(b, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
			i++;
			continue;
		}
		if (strchr("\\`*_[]#!|~:@$", c) || ends_www(s, i))
			put_char(b, '\\');
		i += put_character(b, s.p + i, s.n - i);
	}
}

static const char *latex_escape(unsigned char c)
{
	switch (c) {
	case '\\': return "\\textbackslash{}";
	case '~': return "\\textasciitilde{}";
	case '^': return "\\textasciicircum{}";
	case '<': return "\\textless{}";
	case '>': return "\\textgreater{}";
	case '|': return "\\textbar{}";
	case '"': return "\\textquotedbl{}";
	case '{': return "\\{";
	case '}': return "\\}";
	case '&': return "\\&";
	case '%': return "\\%";
	case '$': return "\\$";
	case '#': return "\\#";
	case '_': return "\\_";
	default: return NULL;
	}
}

void put_latex_cell(struct buffer *b, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned char c = (unsigned char)s.p[i];
		const char *escape = latex_escape(c);

		if (escape || c < 0x20 || c == 0x7F) {
			put_text(b, escape ? escape : " ");
			i++;
		} else {
			i += put_character(b, s.p + i, s.n - i);
		}
	}
}

/* Terminal */

/* Control characters, C1 ones and those that turn the direction of writing. */
static bool is_unsafe(const char *p, size_t length)
{
	unsigned char c = (unsigned char)p[0], d, e;

	if (length == 1)
		return c < 0x20 || c == 0x7F;
	d = (unsigned char)p[1];
	if (length == 2)
		return c == 0xC2 && d < 0xA0;
	e = (unsigned char)p[2];
	return c == 0xE2 && ((d == 0x80 && ((e >= 0x8B && e <= 0x8F) ||
					    (e >= 0xA8 && e <= 0xAE))) ||
			     (d == 0x81 && e >= 0xA0));
}

/* The bytes of the next character; *shown is false for one to be replaced. */
static size_t next_character(struct str s, size_t i, bool unicode, bool *shown)
{
	size_t length = utf8_length(s.p + i, s.n - i);

	*shown = length && !is_unsafe(s.p + i, length) && (unicode || length == 1);
	return length ? length : 1;
}

int terminal_width(struct str s, bool unicode)
{
	int width = 0;
	bool shown;

	for (size_t i = 0; i < s.n; i += next_character(s, i, unicode, &shown))
		width++;
	return width;
}

void put_terminal_text(struct buffer *b, struct str s, int width, bool unicode)
{
	const char *ellipsis = unicode ? "…" : "~";
	int left = width;
	bool cut = terminal_width(s, unicode) > width;

	for (size_t i = 0; i < s.n && left > (cut ? 1 : 0); left--) {
		bool shown;
		size_t length = next_character(s, i, unicode, &shown);

		if (shown)
			put_bytes(b, s.p + i, length);
		else
			put_text(b, unicode ? REPLACEMENT : "?");
		i += length;
	}
	if (cut && width > 0)
		put_text(b, ellipsis);
}
