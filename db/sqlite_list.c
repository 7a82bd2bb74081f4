/* Lists of networks, a page at a time.
 *
 * A cursor is "SORT.KEY.ID" of the last row given: the page after it starts behind
 * that place in the order, whether the row is still there or not.  Keys are decimal
 * numbers, or bytes in hexadecimal. */
#include "db/sqlite.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY_BYTES 40		/* of a name, as NAME_KEY in statements.def */
#define KEY_COLUMN 15		/* behind NETWORK_COLUMNS */

static const struct sort {
	const char *name;
	enum statement page;
	bool text, up;
} sorts[] = {
	{"created", SQL_LIST_CREATED_DOWN, false, false},
	{"-created", SQL_LIST_CREATED_UP, false, true},
	{"name", SQL_LIST_NAME_UP, true, true},
	{"-name", SQL_LIST_NAME_DOWN, true, false},
	{"params", SQL_LIST_PARAMS_DOWN, false, false},
	{"-params", SQL_LIST_PARAMS_UP, false, true},
	{"macs", SQL_LIST_MACS_DOWN, false, false},
	{"-macs", SQL_LIST_MACS_UP, false, true},
	{"memory", SQL_LIST_MEMORY_DOWN, false, false},
	{"-memory", SQL_LIST_MEMORY_UP, false, true},
	{"layers", SQL_LIST_LAYERS_DOWN, false, false},
	{"-layers", SQL_LIST_LAYERS_UP, false, true},
};

/* A place in the order. */
struct place {
	int64_t number;
	unsigned char bytes[KEY_BYTES + 1];
	size_t size;
	char id[25];
};

static const struct sort *find_sort(const char *name)
{
	for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
		if (strcmp(sorts[i].name, name ? name : "created") == 0)
			return &sorts[i];
	return NULL;
}

/* Before the first row, in either direction: 'g' is behind every hexadecimal id, and
 * bytes 0xff, one more than a key has, behind every key. */
static struct place outside(const struct sort *sort)
{
	struct place p = {.number = sort->up ? INT64_MIN : INT64_MAX,
			  .size = sort->up ? 0 : KEY_BYTES + 1};

	memset(p.bytes, 0xff, sizeof p.bytes);
	p.id[0] = sort->up ? '\0' : 'g';
	return p;
}

static bool read_hex(const char *text, size_t n, struct place *p)
{
	p->size = n / 2;
	if (n % 2 || p->size > KEY_BYTES || strspn(text, "0123456789abcdef") != n)
		return false;
	for (size_t i = 0; i < p->size; i++) {
		char digits[3] = {text[2 * i], text[2 * i + 1], '\0'};
		p->bytes[i] = (unsigned char)strtoul(digits, NULL, 16);
	}
	return true;
}

static bool read_key(const char *text, size_t n, bool hex, struct place *p)
{
	char *end;

	if (hex)
		return read_hex(text, n, p);
	p->number = strtoll(text, &end, 10);
	return n > 0 && end == text + n;
}

static bool read_cursor(const char *cursor, const struct sort *sort, struct place *p)
{
	size_t n = strlen(sort->name);

	if (strncmp(cursor, sort->name, n) || cursor[n] != '.')
		return false;
	const char *key = cursor + n + 1, *dot = strchr(key, '.');
	if (!dot || strlen(dot + 1) != 24 || strspn(dot + 1, "0123456789abcdef") != 24)
		return false;
	memcpy(p->id, dot + 1, 25);
	return read_key(key, (size_t)(dot - key), sort->text, p);
}

static void write_cursor(char *cursor, const struct sort *sort, const struct place *p)
{
	int n = snprintf(cursor, STORE_CURSOR_SIZE, "%s.", sort->name);

	if (!sort->text)
		n += snprintf(cursor + n, STORE_CURSOR_SIZE - (size_t)n, "%" PRId64, p->number);
	for (size_t i = 0; sort->text && i < p->size; i++)
		n += snprintf(cursor + n, STORE_CURSOR_SIZE - (size_t)n, "%02x", p->bytes[i]);
	snprintf(cursor + n, STORE_CURSOR_SIZE - (size_t)n, ".%s", p->id);
}

static void note_place(struct call *c, const struct sort *sort,
		       const struct store_network *n, struct place *p)
{
	memcpy(p->id, n->sha256, 24);
	p->id[24] = '\0';
	if (!sort->text) {
		p->number = call_column_int(c, KEY_COLUMN);
		return;
	}
	struct text key = call_column_blob(c, KEY_COLUMN);
	p->size = key.n < KEY_BYTES ? key.n : KEY_BYTES;
	memcpy(p->bytes, key.p, p->size);
}

static void bind_search(struct call *c, struct text search)
{
	if (search.n)
		call_text(c, search);
	else
		call_null(c);
}

static void bind_place(struct call *c, const struct sort *sort, const struct place *p)
{
	if (sort->text)
		call_blob(c, p->bytes, p->size);
	else
		call_int(c, p->number);
	call_string(c, p->id);
}

static enum store_result count_matches(struct sqlite_store *s, struct text search,
				       int64_t *total)
{
	struct call c = call(s, SQL_COUNT_MATCHES);

	bind_search(&c, search);
	if (call_step(&c))
		*total = call_column_int(&c, 0);
	return call_done(&c);
}

/* Asks for one row more than the page has: is there another page? */
static enum store_result give_page(struct sqlite_store *s, const struct sort *sort,
				   const struct store_query *q, struct place *place,
				   void (*row)(void *, const struct store_network *),
				   void *context, char *cursor)
{
	struct place last = *place;
	struct call c = call(s, sort->page);
	int given = 0;

	bind_search(&c, q->search);
	bind_place(&c, sort, place);
	call_int(&c, (int64_t)q->limit + 1);
	while (call_step(&c)) {
		struct store_network n = {0};
		if (given++ == q->limit) {
			write_cursor(cursor, sort, &last);
			continue;
		}
		sqlite_read_network(&c, &n);
		note_place(&c, sort, &n, &last);
		if (c.rc == SQLITE_ROW)
			row(context, &n);
	}
	return call_done(&c);
}

enum store_result sqlite_list_networks(struct store *base, const struct store_query *q,
				       void (*row)(void *, const struct store_network *),
				       void *context, int64_t *total, char *cursor)
{
	struct sqlite_store *s = sqlite_store(base);
	const struct sort *sort = find_sort(q->sort);

	if (!sort)
		return store_fail(base, STORE_BAD_QUERY, "networks cannot be sorted by that");
	struct place place = outside(sort);
	if (q->cursor && *q->cursor && !read_cursor(q->cursor, sort, &place))
		return store_fail(base, STORE_BAD_QUERY, "the cursor does not fit this list");
	if (total) {
		enum store_result result = count_matches(s, q->search, total);
		if (result != STORE_OK)
			return result;
	}
	return give_page(s, sort, q, &place, row, context, cursor);
}
