#include "server/command/load_solver.h"

#include <stdio.h>
#include <unistd.h>

#include "models/solver_file.h"
#include "server/base/file.h"
#include "server/report/kind.h"

static const char *join(struct arena *a, const char *solver, struct str net)
{
	size_t folder = strlen(solver) - path_name(str_from(solver)).n;

	return str_cstring(a, str_printf(a, "%.*s%.*s", (int)folder, solver,
					 STR_ARGS(net)));
}

/* Beside the solver's file, by the whole path or by the name alone, or from the current
 * folder, where Caffe looks; NULL. */
static const char *find_net(struct arena *a, const char *solver, struct str net)
{
	const char *const places[] = {
		join(a, solver, net), join(a, solver, path_name(net)), str_cstring(a, net),
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (net.n && access(places[i], R_OK) == 0)
			return places[i];
	return NULL;
}

static void merge_state(struct arena *a, struct net_state *asked,
			const struct net_state *solver)
{
	int count = solver->stage_count + asked->stage_count;
	struct str *stages = NEW_ARRAY(a, count, struct str);

	for (int i = 0; i < count; i++)
		stages[i] = i < solver->stage_count
				    ? solver->stages[i]
				    : asked->stages[i - solver->stage_count];
	asked->stages = stages;
	asked->stage_count = count;
	if (asked->level == 0)
		asked->level = solver->level;
}

static const struct analyze_options *with_solver(struct arena *a,
						 const struct analyze_options *asked,
						 const struct solver_file *file)
{
	struct analyze_options *o = NEW(a, struct analyze_options);

	*o = *asked;
	merge_state(a, &o->state,
		    o->state.phase == PHASE_TRAIN ? &file->train : &file->test);
	if (!o->solver)
		o->solver = file->solver;
	return o;
}

/* Puts the network's text into the place of the solver's. */
static const char *read_net(const char *path, struct buffer *text)
{
	struct buffer net = { 0 };
	const char *why = file_read(path, FILE_LIMIT, &net);

	if (why) {
		buffer_free(&net);
		return why;
	}
	buffer_free(text);
	*text = net;
	return NULL;
}

static void follow(struct arena *a, const struct solver_file *file, struct buffer *text,
		   const char **path, const struct analyze_options **options)
{
	bool train = (*options)->state.phase == PHASE_TRAIN;
	struct str net = train ? file->train_net : file->test_net;
	const char *found = find_net(a, *path, net);
	const char *why = found ? read_net(found, text) : "it is not there";

	if (why) {
		fprintf(stderr, "%s: a solver definition (%.*s); the network that it names, "
			"'%.*s', cannot be read: %s\n", *path, STR_ARGS(file->type),
			STR_ARGS(net), why);
		return;
	}
	fprintf(stderr, "%s: a solver definition (%.*s): this is '%s' with its %s\n", *path,
		STR_ARGS(file->type), found, train ? "train_state" : "test_state");
	*options = with_solver(a, *options, file);
	*path = found;
}

void load_solver(struct arena *a, struct buffer *text, const char **path,
		 const struct analyze_options **options)
{
	const char *kind = file_kind((struct str){ text->p, text->n });
	struct solver_file file;

	if (kind && strcmp(kind, KIND_SOLVER) == 0 &&
	    solver_file_read(a, str_copy(a, (struct str){ text->p, text->n }), &file))
		follow(a, &file, text, path, options);
}
