/* Links on the network: what a token opens, and until when. */
#include "db/sqlite_shares.h"

#include <string.h>

static enum store_result unknown(struct store *s)
{
	return store_fail(s, STORE_NOT_FOUND, "there is nothing with this id");
}

/* STORE_NOT_FOUND when there is no such comparison. */
static enum store_result look_for(struct sqlite_store *s, const char *comparison)
{
	struct call c = call(s, SQL_FIND_COMPARISON);

	call_string(&c, comparison);
	bool found = call_step(&c);
	enum store_result result = call_done(&c);
	return result == STORE_OK && !found ? unknown(&s->base) : result;
}

static enum store_result put(struct sqlite_store *s, void *context)
{
	const struct store_share *share = context;
	enum store_result result = look_for(s, share->comparison);

	if (result != STORE_OK)
		return result;
	struct call c = call(s, SQL_PUT_SHARE);
	call_string(&c, share->token);
	call_string(&c, share->comparison);
	call_int(&c, share->created);
	call_int(&c, share->expires);
	return call_run(&c);
}

enum store_result sqlite_put_share(struct store *base, const struct store_share *share)
{
	struct sqlite_store *s = sqlite_store(base);
	struct store_share copy = *share;
	enum store_result result = sqlite_room(s, SQLITE_PAGE);

	return result == STORE_OK ? sqlite_transact(s, put, &copy) : result;
}

static void read_share(struct call *c, struct store_share *out)
{
	call_column_copy(c, 0, out->token, sizeof out->token);
	call_column_copy(c, 1, out->comparison, sizeof out->comparison);
	out->created = call_column_int(c, 2);
	out->expires = call_column_int(c, 3);
}

enum store_result sqlite_get_share(struct store *base, const char *token,
				   struct store_share *out)
{
	struct call c = call(sqlite_store(base), SQL_GET_SHARE);

	memset(out, 0, sizeof *out);
	call_string(&c, token);
	bool found = call_step(&c);
	if (found)
		read_share(&c, out);
	enum store_result result = call_done(&c);
	return result == STORE_OK && !found ? unknown(base) : result;
}

static enum store_result delete_row(struct sqlite_store *s, void *context)
{
	struct call c = call(s, SQL_DELETE_SHARE);

	call_string(&c, context);
	enum store_result result = call_run(&c);
	if (result == STORE_OK && sqlite3_changes(s->db) == 0)
		return unknown(&s->base);
	return result;
}

enum store_result sqlite_delete_share(struct store *base, const char *id)
{
	char copy[65];

	memcpy(copy, id, strlen(id) + 1);
	return sqlite_transact(sqlite_store(base), delete_row, copy);
}

enum store_result sqlite_list_shares(struct store *base,
				     void (*row)(void *, const struct store_share *),
				     void *context)
{
	struct call c = call(sqlite_store(base), SQL_LIST_SHARES);

	while (call_step(&c)) {
		struct store_share share = {0};
		read_share(&c, &share);
		if (c.rc == SQLITE_ROW)
			row(context, &share);
	}
	return call_done(&c);
}
