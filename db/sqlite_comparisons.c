/* Comparisons: what short links open. */
#include "db/sqlite.h"

#include <stdlib.h>
#include <string.h>

static enum store_result unknown(struct store *s)
{
	return store_fail(s, STORE_NOT_FOUND, "there is no comparison with this id");
}

/* STORE_OK: it is new. */
static enum store_result look_for(struct sqlite_store *s, const struct store_comparison *n)
{
	struct call c = call(s, SQL_FIND_COMPARISON);
	bool same = false;

	call_string(&c, n->id);
	bool found = call_step(&c);
	if (found) {
		struct text there = call_column_text(&c, 0);
		same = there.n == n->canonical.n &&
		       memcmp(there.p, n->canonical.p, there.n) == 0;
	}
	enum store_result result = call_done(&c);
	if (result != STORE_OK || !found)
		return result;
	return same ? STORE_EXISTS :
	       store_fail(&s->base, STORE_CONFLICT, "another comparison has the id %s", n->id);
}

static enum store_result add_comparison(struct sqlite_store *s,
					const struct store_comparison *n)
{
	struct call c = call(s, SQL_PUT_COMPARISON);

	call_string(&c, n->id);
	call_text(&c, n->canonical);
	call_text(&c, n->title);
	call_text(&c, n->note);
	call_text(&c, n->figures);
	call_string(&c, n->analyzer);
	call_int(&c, n->created);
	return call_run(&c);
}

static enum store_result add_compared(struct sqlite_store *s,
				      const struct store_comparison *n, int position)
{
	struct call c = call(s, SQL_PUT_COMPARED);

	call_string(&c, n->id);
	call_int(&c, position);
	call_string(&c, n->networks[position]);
	return call_run(&c);
}

static enum store_result put(struct sqlite_store *s, void *context)
{
	const struct store_comparison *n = context;
	enum store_result result = look_for(s, n);

	if (result == STORE_OK)
		result = add_comparison(s, n);
	for (int i = 0; result == STORE_OK && i < n->network_count; i++)
		result = add_compared(s, n, i);
	return result;
}

enum store_result sqlite_put_comparison(struct store *base,
					const struct store_comparison *n)
{
	struct sqlite_store *s = sqlite_store(base);
	struct store_comparison copy = *n;
	enum store_result result = look_for(s, n);

	if (result == STORE_OK)
		result = sqlite_room(s, (int64_t)(n->canonical.n + n->title.n + n->note.n +
						  n->figures.n) + SQLITE_PAGE);
	return result == STORE_OK ? sqlite_transact(s, put, &copy) : result;
}

static void read_comparison(struct call *c, struct store_comparison *out)
{
	call_column_copy(c, 0, out->id, sizeof out->id);
	out->canonical = call_column_text(c, 1);
	out->title = call_column_text(c, 2);
	out->note = call_column_text(c, 3);
	out->figures = call_column_text(c, 4);
	out->analyzer = call_column_text(c, 5).p;
	out->created = call_column_int(c, 6);
	out->network_count = (int)call_column_int(c, 7);
}

/* Its texts, and room for the hashes of its networks, in one block. */
static bool own_comparison(struct store_comparison *n)
{
	struct text analyzer = {n->analyzer, strlen(n->analyzer)};
	char *hashes = calloc((size_t)n->network_count + 1, sizeof *n->networks);
	struct text networks = {hashes, (size_t)n->network_count * sizeof *n->networks};
	struct text *texts[] = {&networks, &n->canonical, &n->title, &n->note,
				&n->figures, &analyzer};
	bool good = hashes && store_own(texts, sizeof texts / sizeof *texts, &n->memory);

	free(hashes);
	if (!good)
		return false;
	n->networks = (const char (*)[65])networks.p;
	n->analyzer = analyzer.p;
	return true;
}

static enum store_result read_compared(struct sqlite_store *s, struct store_comparison *n)
{
	char (*networks)[65] = n->memory;
	struct call c = call(s, SQL_GET_COMPARED);
	int i = 0;

	call_string(&c, n->id);
	while (call_step(&c) && i < n->network_count)
		call_column_copy(&c, 0, networks[i++], sizeof *networks);
	return call_done(&c);
}

enum store_result sqlite_get_comparison(struct store *base, const char *id,
					struct store_comparison *out)
{
	struct sqlite_store *s = sqlite_store(base);
	struct call c = call(s, SQL_GET_COMPARISON);

	memset(out, 0, sizeof *out);
	call_string(&c, id);
	bool found = call_step(&c);
	if (found)
		read_comparison(&c, out);
	if (found && c.rc == SQLITE_ROW && !own_comparison(out))
		c.rc = SQLITE_NOMEM;
	enum store_result result = call_done(&c);
	if (result == STORE_OK && !found)
		return unknown(base);
	if (result == STORE_OK)
		result = read_compared(s, out);
	if (result != STORE_OK) {
		store_release(out->memory);
		out->memory = NULL;
	}
	return result;
}

struct change {
	const char *id;
	struct text title, note;
};

static enum store_result changed(struct sqlite_store *s, struct call *c)
{
	enum store_result result = call_run(c);

	if (result == STORE_OK && sqlite3_changes(s->db) == 0)
		return unknown(&s->base);
	return result;
}

static enum store_result rename_row(struct sqlite_store *s, void *context)
{
	struct change *r = context;
	struct call c = call(s, SQL_RENAME_COMPARISON);

	call_string(&c, r->id);
	call_text(&c, r->title);
	call_text(&c, r->note);
	return changed(s, &c);
}

enum store_result sqlite_rename_comparison(struct store *base, const char *id,
					   struct text title, struct text note)
{
	struct sqlite_store *s = sqlite_store(base);
	struct change r = {id, title, note};
	enum store_result result = sqlite_room(s, (int64_t)(title.n + note.n));

	return result == STORE_OK ? sqlite_transact(s, rename_row, &r) : result;
}

static enum store_result delete_row(struct sqlite_store *s, void *context)
{
	struct call c = call(s, SQL_DELETE_COMPARISON);

	call_string(&c, context);
	return changed(s, &c);
}

enum store_result sqlite_delete_comparison(struct store *base, const char *id)
{
	char copy[65];

	memcpy(copy, id, strlen(id) + 1);
	return sqlite_transact(sqlite_store(base), delete_row, copy);
}

enum store_result sqlite_list_comparisons(struct store *base,
					  void (*row)(void *,
						      const struct store_comparison *),
					  void *context)
{
	struct call c = call(sqlite_store(base), SQL_LIST_COMPARISONS);

	while (call_step(&c)) {
		struct store_comparison n = {0};
		read_comparison(&c, &n);
		if (c.rc == SQLITE_ROW)
			row(context, &n);
	}
	return call_done(&c);
}
