/* A line's number is that of its block, counted once, and the newlines since. */
#include "models/base/lines.h"

#define TAB 8
#define BLOCK 4096
#define STRIDE 64

/* A place: its line from 0, and the columns in front of it. */
struct cursor {
	int line;
	uint32_t at;
	int column;
};

struct lines_index {
	struct cursor latest;	/* where the latest search ended */
	int *first;		/* the line at each block's start, */
	uint32_t known;		/* of so many blocks */
};

void lines_init(struct lines *l, struct arena *a, struct str text)
{
	struct lines_index *index = NEW(a, struct lines_index);
	index->first = NEW_ARRAY(a, text.n / BLOCK + 1, int);
	index->known = 1;
	*l = (struct lines){ text, index };
}

/* Strides have a fixed length, so that the compiler counts many bytes at once. */
static int newlines(const char *p, const char *end)
{
	int count = 0;
	for (; end - p >= STRIDE; p += STRIDE) {
		unsigned char some = 0;
		for (int i = 0; i < STRIDE; i++)
			some += p[i] == '\n';
		count += some;
	}
	for (; p < end; p++)
		count += *p == '\n';
	return count;
}

/* The line at the start of a block. */
static int first_line(const struct lines *l, uint32_t block)
{
	struct lines_index *index = l->index;
	for (; index->known <= block; index->known++) {
		const char *end = l->text.p + (size_t)index->known * BLOCK;
		index->first[index->known] = index->first[index->known - 1] +
					     newlines(end - BLOCK, end);
	}
	return index->first[block];
}

/* Index of the line that holds the offset. */
static int line_of(const struct lines *l, uint32_t at)
{
	const struct cursor *latest = &l->index->latest;
	const char *p = l->text.p;
	uint32_t block = at / BLOCK;
	if (latest->at <= at && at - latest->at <= BLOCK)
		return latest->line + newlines(p + latest->at, p + at);
	return first_line(l, block) + newlines(p + (size_t)block * BLOCK, p + at);
}

static uint32_t line_start(const struct lines *l, uint32_t at)
{
	while (at > 0 && l->text.p[at - 1] != '\n')
		at--;
	return at;
}

static uint32_t inside(const struct lines *l, uint32_t at)
{
	return at < l->text.n ? at : (uint32_t)l->text.n;
}

void lines_find(const struct lines *l, uint32_t at, int *line, int *column)
{
	*line = *column = 0;
	if (at == NO_PLACE)
		return;
	at = inside(l, at);
	struct cursor *latest = &l->index->latest, here = *latest;
	int found = line_of(l, at);
	if (here.line != found || here.at > at)
		here = (struct cursor){ found, line_start(l, at), 0 };
	for (; here.at < at; here.at++)
		here.column += l->text.p[here.at] == '\t' ? TAB - here.column % TAB : 1;
	*latest = here;
	*line = here.line + 1;
	*column = here.column + 1;
}

struct str lines_text(const struct lines *l, uint32_t at)
{
	uint32_t from = line_start(l, inside(l, at));
	const char *p = l->text.p + from;
	const char *end = memchr(p, '\n', l->text.n - from);
	return (struct str){ p, end ? (size_t)(end - p) : l->text.n - from };
}

int lines_count(const struct lines *l)
{
	return line_of(l, (uint32_t)l->text.n) + 1;
}
