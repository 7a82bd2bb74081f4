/* Solver definitions. */
#include "db/sqlite_rules.h"

static enum store_result put(struct sqlite_store *s, void *context)
{
	const struct store_solver *solver = context;
	struct call c = call(s, SQL_PUT_SOLVER);

	call_string(&c, solver->sha256);
	call_text(&c, solver->file);
	call_text(&c, solver->summary);
	call_int(&c, solver->created);
	return call_run(&c);
}

enum store_result sqlite_put_solver(struct store *base, const struct store_solver *solver)
{
	struct sqlite_store *s = sqlite_store(base);
	struct store_solver copy = *solver;
	enum store_result result =
		sqlite_room(s, (int64_t)(solver->file.n + solver->summary.n));

	return result == STORE_OK ? sqlite_transact(s, put, &copy) : result;
}

static enum store_result delete_row(struct sqlite_store *s, void *context)
{
	const char *const *id = context;
	struct call c = call(s, SQL_DELETE_SOLVER);

	call_string(&c, *id);
	enum store_result result = call_run(&c);
	if (result == STORE_OK && sqlite3_changes(s->db) == 0)
		return store_fail(&s->base, STORE_NOT_FOUND, "there is no solver with this id");
	return result;
}

enum store_result sqlite_delete_solver(struct store *base, const char *id)
{
	return sqlite_transact(sqlite_store(base), delete_row, &id);
}

enum store_result sqlite_list_solvers(struct store *base,
				      void (*row)(void *, const struct store_solver *),
				      void *context)
{
	struct call c = call(sqlite_store(base), SQL_LIST_SOLVERS);

	while (call_step(&c)) {
		struct store_solver solver = {0};
		call_column_copy(&c, 0, solver.sha256, sizeof solver.sha256);
		solver.file = call_column_text(&c, 1);
		solver.summary = call_column_text(&c, 2);
		solver.created = call_column_int(&c, 3);
		if (c.rc == SQLITE_ROW)
			row(context, &solver);
	}
	return call_done(&c);
}
