/* Rules for layer types: whatever rests on one is due when it changes. */
#include "db/sqlite_rules.h"

static enum store_result expire(struct sqlite_store *s, struct text type)
{
	struct call c = call(s, SQL_EXPIRE_TYPE);

	call_text(&c, type);
	return call_run(&c);
}

static enum store_result put(struct sqlite_store *s, void *context)
{
	const struct store_rule *rule = context;
	struct call c = call(s, SQL_PUT_RULE);

	call_text(&c, rule->type);
	call_text(&c, rule->text);
	call_int(&c, rule->created);
	enum store_result result = call_run(&c);
	return result == STORE_OK ? expire(s, rule->type) : result;
}

enum store_result sqlite_put_rule(struct store *base, const struct store_rule *rule)
{
	struct sqlite_store *s = sqlite_store(base);
	struct store_rule copy = *rule;
	enum store_result result = sqlite_room(s, (int64_t)(rule->type.n + rule->text.n));

	return result == STORE_OK ? sqlite_transact(s, put, &copy) : result;
}

static enum store_result delete_row(struct sqlite_store *s, void *context)
{
	const struct text *type = context;
	struct call c = call(s, SQL_DELETE_RULE);

	call_text(&c, *type);
	enum store_result result = call_run(&c);
	if (result == STORE_OK && sqlite3_changes(s->db) == 0)
		return store_fail(&s->base, STORE_NOT_FOUND, "there is no rule for this type");
	return result == STORE_OK ? expire(s, *type) : result;
}

enum store_result sqlite_delete_rule(struct store *base, struct text type)
{
	return sqlite_transact(sqlite_store(base), delete_row, &type);
}

enum store_result sqlite_list_rules(struct store *base, const char *id,
				    void (*row)(void *, const struct store_rule *),
				    void *context)
{
	struct call c = call(sqlite_store(base), id ? SQL_LIST_RULES_OF : SQL_LIST_RULES);

	if (id)
		call_string(&c, id);
	while (call_step(&c)) {
		struct store_rule rule = {
			call_column_text(&c, 0), call_column_text(&c, 1),
			call_column_int(&c, 2),
		};
		if (c.rc == SQLITE_ROW)
			row(context, &rule);
	}
	return call_done(&c);
}
