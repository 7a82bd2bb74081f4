/* The bundled networks. */
#include "server/api/zoo.h"

/* Takes the text up to `c` off the front. */
static struct str cut(struct str *rest, char c)
{
	const char *found = rest->n ? memchr(rest->p, c, rest->n) : NULL;
	struct str part = { rest->p, found ? (size_t)(found - rest->p) : rest->n };
	size_t used = part.n + (found != NULL);

	*rest = (struct str){ rest->p + used, rest->n - used };
	return part;
}

static struct zoo_row read_row(struct str line)
{
	struct zoo_row row = { 0 };

	while (line.n && row.count < ZOO_COLUMNS)
		row.cell[row.count++] = cut(&line, '\t');
	return row;
}

struct zoo_row *zoo_rows(struct arena *a, int *count)
{
	struct str rest = zoo_bytes(S("INDEX"));
	struct zoo_row *rows;
	int lines = 0;

	for (size_t i = 0; i < rest.n; i++)
		lines += rest.p[i] == '\n';
	rows = NEW_ARRAY(a, lines + 2, struct zoo_row);
	*count = -1;
	while (rest.n) {
		struct str line = cut(&rest, '\n');

		if (line.n && line.p[0] != '#')
			rows[++*count] = read_row(line);
	}
	if (*count < 0)
		*count = 0;
	return rows;
}

struct str zoo_bytes(struct str file)
{
	for (const struct asset *asset = zoo_assets; asset->path; asset++)
		if (str_equal(file, str_from(asset->path + 1)))
			return (struct str){ asset->bytes, asset->size };
	return (struct str){ "", 0 };
}

static enum store_result load_row(struct server *s, struct arena *a,
				  const struct zoo_row *row, struct intake *in)
{
	*in = (struct intake){
		.bytes = zoo_bytes(row->cell[0]),
		.file = row->cell[0],
		.name = row->cell[1],
		.origin = "zoo",
	};
	if (!in->bytes.n)
		return STORE_NOT_FOUND;
	intake(s, a, in);
	return in->outcome == INTAKE_FAILED ? in->failure : STORE_OK;
}

bool zoo_store(struct server *s, struct arena *a, struct str file, struct intake *in)
{
	int count;
	struct zoo_row *rows = zoo_rows(a, &count);

	for (int i = 1; i <= count; i++)
		if (str_equal(rows[i].cell[0], file))
			return load_row(s, a, &rows[i], in) != STORE_NOT_FOUND;
	return false;
}

enum store_result zoo_load(struct server *s)
{
	struct arena *a = arena_create(WORK_LIMIT);
	struct store_counts counts = { 0 };
	enum store_result result = store_count(s->store, &counts);
	int count;
	struct zoo_row *rows;
	struct intake in;

	if (!a || result != STORE_OK || counts.networks || counts.comparisons) {
		if (a)
			arena_destroy(a);
		return result;
	}
	rows = zoo_rows(a, &count);
	/* The last row first: lists show the newest at the top. */
	for (int i = count; i > 0 && result == STORE_OK; i--)
		result = load_row(s, a, &rows[i], &in);
	arena_destroy(a);
	return result;
}
