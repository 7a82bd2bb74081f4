#include "server/command/take.h"

#include "server/api/defaults.h"
#include "server/api/intake.h"
#include "server/api/solvers.h"
#include "server/command/load.h"
#include "server/http/log.h"

struct taking {
	struct server *server;
	const struct settings *settings;
	bool own;
	struct arena *arena;
};

/* Stores the network; false, and said so, when that cannot be. */
static bool store_network(const struct taking *t, const struct loaded *l,
			  const struct document_source *source)
{
	const struct document_solver *solver = source->solver;
	struct intake in = { .bytes = l->hashed, .file = source->file, .origin = "upload" };

	if (solver && solver->net >= 0) {
		in.file = solver_net_file(t->arena, solver->file,
					  &solver->definition->nets[solver->net]);
		in.keep = !solver->definition->nets[solver->net].path.n;
	}
	intake(t->server, t->arena, &in);
	if (in.outcome == INTAKE_REFUSED)
		log_line("%.*s: this is not a network; `netweight analyze` says why",
			 STR_ARGS(source->file));
	else if (in.outcome == INTAKE_FAILED)
		log_line("%.*s: %s", STR_ARGS(source->file), store_message(t->server->store));
	return in.outcome == INTAKE_STORED || in.outcome == INTAKE_PRESENT;
}

/* What a solver leaves to the file is asked for as it came out: a link keeps numbers. */
static void ask_as_solver(struct analyze_options *asked, const struct analysis *a)
{
	asked->state = a->options->state;
	asked->state.phase = a->net->state.phase;
	asked->state.level = a->net->state.level;
	asked->state.phase_yields = asked->state.level_yields = false;
	asked->solver = a->options->solver;
}

static bool take_network(const struct taking *t, const struct loaded *l,
			 const struct report *r, struct compared *out)
{
	const struct document_solver *solver = r->source.solver;
	struct analyze_options own, asked;

	if (solver && solver->missing)
		return false;
	if (!store_network(t, l, &r->source) ||
	    defaults_of(t->server, t->arena, l->sha256, &own) != STORE_OK)
		return false;
	asked = t->own ? own : t->settings->analyze;
	if (solver)
		ask_as_solver(&asked, r->a);
	return comparison_side(t->server, t->arena, l->sha256, &asked, &own, out) == STORE_OK;
}

static bool take_solver_of(const struct taking *t, const struct document_solver *solver)
{
	struct store_solver row;

	return solver_keep(t->server, t->arena, solver->text, solver->file,
			   solver->definition, &row) == STORE_OK;
}

static bool take_all(const struct taking *t, const struct loaded_list *all,
		     struct comparison *out)
{
	const struct solver_file *before = NULL;

	if (all->count > MAX_COMPARED) {
		log_line("at most %d networks can be compared", MAX_COMPARED);
		return false;
	}
	out->list = NEW_ARRAY(t->arena, all->count, struct compared);
	for (; out->count < all->count; out->count++) {
		const struct report *r = &all->reports[out->count];
		const struct document_solver *solver = r->source.solver;

		if (!take_network(t, &all->list[out->count], r, &out->list[out->count]))
			return false;
		if (solver && solver->definition != before && !take_solver_of(t, solver))
			return false;
		before = solver ? solver->definition : NULL;
	}
	return out->count > 0;
}

bool take_files(struct server *s, char **files, int count, const struct settings *settings,
		bool own, struct comparison *out)
{
	struct taking t = { s, settings, own, settings->arena };
	struct loaded_list all;
	bool done;

	*out = (struct comparison){ .title = S(""), .note = S("") };
	done = loaded_open(&all, files, count, settings) && take_all(&t, &all, out);
	loaded_close(&all);
	return done;
}
