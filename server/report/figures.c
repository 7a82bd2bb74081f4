#include <stdio.h>

#include "server/report/report.h"

void put_grouped(struct buffer *b, int64_t n)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%lld", (long long)n);
	int start = digits[0] == '-';

	for (int i = 0; i < length; i++) {
		if (i > start && (length - i) % 3 == 0)
			put_char(b, ',');
		put_char(b, digits[i]);
	}
}

const char *amount_sign(const struct amount *m)
{
	if (m->doubtful)
		return m->lower_bound ? ">~" : "~";
	return m->lower_bound ? ">=" : "";
}

const char *amount_words(const struct amount *m)
{
	if (m->doubtful)
		return m->lower_bound ? "at least about " : "about ";
	return m->lower_bound ? "at least " : "";
}

void put_marked(struct buffer *b, const struct amount *m, bool raw)
{
	if (m->lower_bound && !m->elements) {
		put_text(b, raw ? "" : "?");
	} else if (raw) {
		put_signed(b, m->elements);
	} else {
		if (m->elements)
			put_text(b, amount_sign(m));
		put_grouped(b, m->elements);
	}
}

void put_lower_bounds(struct buffer *b, bool params, bool memory, bool live, bool macs)
{
	static const char *const words[] = { "params", "memory", "live", "macs" };
	const bool marks[] = { params, memory, live, macs };
	bool any = false;

	for (int i = 0; i < 4; i++) {
		if (!marks[i])
			continue;
		if (any)
			put_char(b, ' ');
		put_text(b, words[i]);
		any = true;
	}
}

void put_bytes_size(struct buffer *b, int64_t bytes)
{
	static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB", "PiB",
					     "EiB" };
	double size = (double)bytes;
	size_t unit = 0;

	while ((size >= 1024 || size <= -1024) && unit + 1 < sizeof(units) / sizeof(*units)) {
		size /= 1024;
		unit++;
	}
	if (unit == 0)
		put_signed(b, bytes);
	else
		put_format(b, size < 100 && size > -100 ? "%.2f" : "%.1f", size);
	put_char(b, ' ');
	put_text(b, units[unit]);
}

void put_percent(struct buffer *b, int64_t part, int64_t whole)
{
	if (whole <= 0)
		put_char(b, '0');
	else
		put_format(b, "%.2f", 100.0 * (double)part / (double)whole);
}
