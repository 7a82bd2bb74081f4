/* Solver definitions: what they say about how networks are trained. */
#include <time.h>

#include "server/api/handlers.h"
#include "server/api/intake.h"
#include "server/api/solvers.h"
#include "server/api/view.h"
#include "server/base/hash.h"
#include "server/base/utf8.h"
#include "server/report/kind.h"

struct str solver_net_file(struct arena *a, struct str solver, const struct solver_net *net)
{
	return net->path.n ? path_name(net->path) :
			     str_printf(a, "%.*s.%s", STR_ARGS(path_name(solver)), net->field);
}

/* An inline network is stored as a network of its own; its id. */
static const char *store_inline(struct server *s, struct arena *a, struct str solver,
				const struct solver_net *net)
{
	struct intake in = {
		.bytes = net->text,
		.file = solver_net_file(a, solver, net),
		.origin = "upload",
		.keep = true,
	};

	intake(s, a, &in);
	if (in.outcome == INTAKE_REFUSED || in.outcome == INTAKE_FAILED)
		return NULL;
	return str_cstring(a, view_id(in.sha256));
}

static void add_state(struct json *o, const struct net_state *s)
{
	struct json *list;

	json_add_string(o, "phase", phase_names[s->phase]);
	if (s->level_yields)
		json_add_string(o, "level", "file");
	else
		json_add_int(o, "level", s->level);
	list = json_add_array(o, "stage");
	for (int i = 0; i < s->stage_count; i++)
		json_push_text(list, s->stages[i]);
}

static void add_run(struct server *s, struct arena *a, struct json *o, struct str solver,
		    const struct solver_net *net)
{
	json_add_string(o, "role", net->tests ? "test" : "train");
	json_add_string(o, "field", net->field);
	json_add_text(o, "file", path_name(net->path));
	if (!net->path.n)
		json_add_string(o, "network", store_inline(s, a, solver, net));
	add_state(o, &net->state);
	json_add_int(o, "iterations", net->iterations);
}

static void add_fault(struct json *o, const struct diag *d)
{
	json_add_string(o, "severity", severity_names[d->severity]);
	json_add_string(o, "code", d->code);
	json_add_int(o, "line", d->line);
	json_add_int(o, "column", d->column);
	json_add_text(o, "message", d->message);
}

/* {type, solver, runs, faults}: what the store keeps of it. */
static struct str summary_of(struct server *s, struct arena *a, struct str name,
			     const struct solver_file *file)
{
	struct json *o = json_object(a);
	struct json *list;

	json_add_text(o, "type", file->type);
	json_add_string(o, "solver", file->solver ? file->solver->name : NULL);
	list = json_add_array(o, "runs");
	for (int i = 0; i < file->net_count; i++)
		add_run(s, a, json_push_object(list), name, &file->nets[i]);
	list = json_add_array(o, "faults");
	for (int i = 0; i < file->diags.count; i++)
		add_fault(json_push_object(list), &file->diags.list[i]);
	return json_print(a, o);
}

struct finding {
	struct json *list;
	struct str file;
};

static void push_if_named(void *context, const struct store_network *n)
{
	const struct finding *f = context;
	struct json *o;

	if (!str_equal(to_str(n->file), f->file))
		return;
	o = json_push_object(f->list);
	json_add_text(o, "id", view_id(n->sha256));
	json_add_text(o, "file", f->file);
}

/* Which stored networks the runs of a solver name by their file. */
static void add_networks(struct call *c, struct json *o, struct str summary)
{
	const char *fault;
	const struct json *runs = json_get(json_parse(c->arena, summary, &fault), "runs");
	struct finding f = { json_add_array(o, "networks"), S("") };
	char next[STORE_CURSOR_SIZE];
	struct str before = S("");
	int64_t total;

	for (const struct json *r = json_first(runs); r; r = json_next(r)) {
		struct store_query query = { .sort = "created", .limit = 20 };

		if (!json_read_text(json_get(r, "file"), &f.file) || !f.file.n ||
		    str_equal(f.file, before))
			continue;
		before = f.file;
		query.search = to_text(f.file);
		store_list_networks(c->server->store, &query, push_if_named, &f, &total,
				    next);
	}
}

static void view_solver(struct call *c, struct json *o, const struct store_solver *s)
{
	json_add_text(o, "id", view_id(s->sha256));
	json_add_string(o, "sha256", s->sha256);
	json_add_text(o, "file", to_str(s->file));
	json_add_time(o, "created", s->created);
	json_add_raw(o, "summary", to_str(s->summary));
	add_networks(c, o, to_str(s->summary));
}

enum store_result solver_keep(struct server *s, struct arena *a, struct str bytes,
			      struct str name, const struct solver_file *file,
			      struct store_solver *row)
{
	struct timespec now;

	*row = (struct store_solver){
		.file = to_text(utf8_clean(a, path_name(name))),
		.summary = to_text(summary_of(s, a, name, file)),
	};
	clock_gettime(CLOCK_REALTIME, &now);
	row->created = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	hash_bytes(bytes.p, bytes.n, row->sha256);
	return store_put_solver(s->store, row);
}

static void store_and_answer(struct call *c, struct str bytes, struct str name,
			     const struct solver_file *file)
{
	struct json *document = json_object(c->arena);
	struct store_solver row;
	enum store_result result = solver_keep(c->server, c->arena, bytes, name, file, &row);

	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	view_solver(c, json_add_object(document, "solver"), &row);
	call_json(c, 200, document);
}

bool take_solver(struct call *c, struct str bytes, struct str name)
{
	const char *kind = file_kind(bytes);
	struct solver_file file;

	if (!kind || strcmp(kind, KIND_SOLVER) != 0 ||
	    !solver_file_read(c->arena, bytes, &file))
		return false;
	store_and_answer(c, bytes, name, &file);
	return true;
}

struct listing {
	struct call *call;
	struct json *list;
	struct str file, id;		/* of the network they make; id "": all */
};

/* Rows end with the callback, and asking for networks asks the store again. */
struct kept_solver {
	struct store_solver row;
	struct kept_solver *next;
};

struct keeping {
	struct arena *arena;
	struct kept_solver *first, **end;
};

static void keep_row(void *context, const struct store_solver *s)
{
	struct keeping *k = context;
	struct kept_solver *kept = NEW(k->arena, struct kept_solver);

	kept->row = *s;
	kept->row.file = to_text(str_copy(k->arena, to_str(s->file)));
	kept->row.summary = to_text(str_copy(k->arena, to_str(s->summary)));
	*k->end = kept;
	k->end = &kept->next;
}

static bool makes(const struct listing *l, const struct store_solver *s)
{
	struct arena *a = l->call->arena;
	const char *fault;
	const struct json *runs = json_get(json_parse(a, to_str(s->summary), &fault), "runs");
	struct str name;

	for (const struct json *r = json_first(runs); r; r = json_next(r))
		if ((json_read_text(json_get(r, "file"), &name) && name.n &&
		     str_equal(name, l->file)) ||
		    (json_read_text(json_get(r, "network"), &name) && str_equal(name, l->id)))
			return true;
	return false;
}

static enum store_result list_solvers(const struct listing *l)
{
	struct keeping k = { .arena = l->call->arena };
	enum store_result result;

	k.end = &k.first;
	result = store_list_solvers(l->call->server->store, keep_row, &k);
	for (const struct kept_solver *s = k.first; s; s = s->next)
		if (!l->id.n || makes(l, &s->row))
			view_solver(l->call, json_push_object(l->list), &s->row);
	return result;
}

void get_solvers(struct call *c)
{
	struct json *document = json_object(c->arena);
	struct listing all = { .call = c, .list = json_add_array(document, "solvers") };
	enum store_result result = list_solvers(&all);

	if (result != STORE_OK)
		call_store_error(c, result);
	else
		call_json(c, 200, document);
}

void add_solvers(struct call *c, struct json *document, const struct store_network *n)
{
	struct listing paired = {
		.call = c,
		.list = json_add_array(document, "solvers"),
		.file = path_name(str_copy(c->arena, to_str(n->file))),
		.id = str_copy(c->arena, view_id(n->sha256)),
	};

	list_solvers(&paired);
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
