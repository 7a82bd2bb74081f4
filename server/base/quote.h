/* Hostile names in every format that we write: one function per format.
 *
 * Names are bytes from a file.  Whatever is not UTF-8 becomes U+FFFD. */
#ifndef SERVER_QUOTE_H
#define SERVER_QUOTE_H

#include "server/base/buffer.h"

/* Length of the UTF-8 character at p (at most n bytes), or 0 when it is none:
 * overlong forms, surrogates and what lies beyond U+10FFFF are none. */
size_t utf8_length(const char *p, size_t n);

/* "…" with its quotes. */
void put_json_string(struct buffer *b, struct str s);
/* A number, or a string when it is beyond 2^53 and a double would lose digits. */
void put_json_big(struct buffer *b, int64_t n);
#define EXACT_IN_DOUBLE ((int64_t)1 << 53)
static inline void put_json_integer(struct buffer *b, int64_t n)
{
	if (n <= EXACT_IN_DOUBLE && n >= -EXACT_IN_DOUBLE)
		put_signed(b, n);
	else
		put_json_big(b, n);
}
/* A number, or null when it is not finite. */
void put_json_number(struct buffer *b, double x);

/* RFC 4180; a cell that a spreadsheet would take for a formula gets a leading
 * apostrophe. */
void put_csv_cell(struct buffer *b, struct str s);
/* Text of a GitHub-flavoured table cell: nothing in it is markup. */
void put_markdown_cell(struct buffer *b, struct str s);
void put_latex_cell(struct buffer *b, struct str s);
/* For a terminal: control bytes are made visible; at most `width` columns,
 * the end cut off with an ellipsis.  `unicode` false: ASCII only. */
void put_terminal_text(struct buffer *b, struct str s, int width, bool unicode);
/* Columns that put_terminal_text() would take without a limit. */
int terminal_width(struct str s, bool unicode);

#endif
