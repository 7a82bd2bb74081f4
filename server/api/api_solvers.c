/* Solver definitions: what they say about how networks are trained. */
#include <time.h>

#include "models/solver_file.h"
#include "server/api/handlers.h"
#include "server/base/hash.h"
#include "server/report/kind.h"
#include "server/base/utf8.h"
#include "server/api/view.h"

static void add_state(struct json *o, const char *key, const struct net_state *s)
{
	struct json *state = json_add_object(o, key);
	struct json *list;

	json_add_int(state, "level", s->level);
	list = json_add_array(state, "stage");
	for (int i = 0; i < s->stage_count; i++)
		json_push_text(list, s->stages[i]);
}

/* {type, solver, nets, train_state, test_state}: what the store keeps of it. */
static struct str summary_of(struct arena *a, const struct solver_file *file)
{
	struct json *o = json_object(a);
	struct json *nets;

	json_add_text(o, "type", file->type);
	json_add_string(o, "solver", file->solver ? file->solver->name : NULL);
	nets = json_add_array(o, "nets");
	json_push_text(nets, path_name(file->train_net));
	if (!str_equal(path_name(file->train_net), path_name(file->test_net)))
		json_push_text(nets, path_name(file->test_net));
	add_state(o, "train_state", &file->train);
	add_state(o, "test_state", &file->test);
	return json_print(a, o);
}

static void view_solver(struct json *o, const struct store_solver *s)
{
	json_add_text(o, "id", view_id(s->sha256));
	json_add_string(o, "sha256", s->sha256);
	json_add_text(o, "file", to_str(s->file));
	json_add_time(o, "created", s->created);
	json_add_raw(o, "summary", to_str(s->summary));
}

static void store_solver(struct call *c, struct str bytes, struct str name,
			 const struct solver_file *file)
{
	struct json *document = json_object(c->arena);
	struct store_solver row = {
		.file = to_text(utf8_clean(c->arena, path_name(name))),
		.summary = to_text(summary_of(c->arena, file)),
	};
	enum store_result result;
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	row.created = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	hash_bytes(bytes.p, bytes.n, row.sha256);
	result = store_put_solver(c->server->store, &row);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	view_solver(json_add_object(document, "solver"), &row);
	call_json(c, 200, document);
}

bool take_solver(struct call *c, struct str bytes, struct str name)
{
	const char *kind = file_kind(bytes);
	struct solver_file file;

	if (!kind || strcmp(kind, KIND_SOLVER) != 0 ||
	    !solver_file_read(c->arena, bytes, &file))
		return false;
	store_solver(c, bytes, name, &file);
	return true;
}

static void push_solver(void *context, const struct store_solver *s)
{
	view_solver(json_push_object(context), s);
}

void get_solvers(struct call *c)
{
	struct json *document = json_object(c->arena);
	enum store_result result =
		store_list_solvers(c->server->store, push_solver,
				   json_add_array(document, "solvers"));

	if (result != STORE_OK)
		call_store_error(c, result);
	else
		call_json(c, 200, document);
}

struct pairing {
	struct arena *arena;
	struct json *list;
	struct str file;
};

static void push_paired(void *context, const struct store_solver *s)
{
	const struct pairing *p = context;
	const char *fault;
	const struct json *nets = json_get(json_parse(p->arena, to_str(s->summary), &fault),
					   "nets");
	struct str name;

	for (const struct json *v = json_first(nets); v; v = json_next(v))
		if (json_read_text(v, &name) && str_equal(name, p->file)) {
			view_solver(json_push_object(p->list), s);
			return;
		}
}

void add_solvers(struct call *c, struct json *document, struct text file)
{
	struct pairing p = { c->arena, json_add_array(document, "solvers"),
			     path_name(str_copy(c->arena, to_str(file))) };

	store_list_solvers(c->server->store, push_paired, &p);
}

void delete_solver(struct call *c)
{
	struct json *document = json_object(c->arena);
	const char *id = call_id(c);
	enum store_result result;

	if (!id)
		return;
	result = store_delete_solver(c->server->store, id);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	json_add_bool(document, "deleted", true);
	call_json(c, 200, document);
}
