#include "server/command/load_solver.h"

#include <stdio.h>
#include <unistd.h>

#include "models/solver/file.h"
#include "server/base/file.h"
#include "server/report/kind.h"

struct solving {
	struct loaded_list *all;
	const char *path;		/* of the solver */
	struct str text;
	const struct settings *settings;
	const struct solver_file *file;
};

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

static void add_stages(struct arena *a, struct net_state *state,
		       const struct net_state *asked)
{
	int count = state->stage_count + asked->stage_count;
	struct str *stages = NEW_ARRAY(a, count, struct str);

	for (int i = 0; i < count; i++)
		stages[i] = i < state->stage_count ? state->stages[i] :
						     asked->stages[i - state->stage_count];
	state->stages = stages;
	state->stage_count = count;
}

static const struct analyze_options *options_for(const struct solving *s, int net)
{
	struct analyze_options *o = NEW(s->all->arena, struct analyze_options);
	const struct net_state *asked = &s->settings->analyze.state;

	*o = s->settings->analyze;
	if (!o->solver)
		o->solver = s->file->solver;
	if (net < 0)
		return o;
	o->state = s->file->nets[net].state;
	if (asked->level || asked->level_yields) {
		o->state.level = asked->level;
		o->state.level_yields = asked->level_yields;
	}
	add_stages(s->all->arena, &o->state, asked);
	return o;
}

/* Says which network of the solver's this one is. */
static void describe(const struct solving *s, int net, const char *path, bool missing)
{
	struct document_solver *d = NEW(s->all->arena, struct document_solver);
	struct buffer words = { 0 };

	*d = (struct document_solver){
		.file = str_from(s->path), .text = s->text, .definition = s->file,
		.net = net, .missing = missing,
	};
	s->all->reports[s->all->count - 1].source.solver = d;
	if (missing)
		return;
	document_solver_words(&words, d);
	fprintf(stderr, "%s: %.*s\n", path, (int)words.n, words.p);
	buffer_free(&words);
}

/* The text of a network: its file, or its part of the solver's. */
static const char *read_net(const struct solving *s, const struct solver_net *net,
			    struct buffer *text, const char **path)
{
	struct str alone;

	if (!net->path.n) {
		alone = solver_net_alone(s->all->arena, s->text, net);
		put_str(text, alone);
		return text->failed ? "there is not enough memory" : NULL;
	}
	*path = find_net(s->all->arena, s->path, net->path);
	return *path ? file_read(*path, FILE_LIMIT, text) : "it is not there";
}

static void add_net(const struct solving *s, int net)
{
	const struct solver_net *n = &s->file->nets[net < 0 ? 0 : net];
	struct loaded *l = loaded_add(s->all);
	const char *path = s->path;
	const char *why = l ? read_net(s, n, &l->text, &path) : NULL;

	if (!l)
		return;
	if (why) {
		fprintf(stderr, "%s: a solver definition (%.*s); the network that its field %s "
			"names, '%.*s', cannot be read: %s\n", s->path,
			STR_ARGS(s->file->type), n->field, STR_ARGS(n->path), why);
		buffer_free(&l->text);
		put_str(&l->text, s->text);
		path = s->path;
	}
	describe(s, net, path, why != NULL);
	loaded_analyze(s->all, path, n->path.n ? (struct str){ l->text.p, l->text.n } :
						 n->text, options_for(s, net));
}

static bool is_asked_for(const struct solving *s, int net)
{
	bool test = s->settings->analyze.state.phase == PHASE_TEST;

	return !s->settings->phase_said || s->file->nets[net].tests == test;
}

/* One file that is not there is said once. */
static bool lacks_already(const struct solving *s, int net)
{
	for (int i = 0; i < s->all->count; i++) {
		const struct document_solver *d = s->all->reports[i].source.solver;

		if (d && d->definition == s->file && d->missing && d->net >= 0 &&
		    s->file->nets[d->net].path.n &&
		    str_equal(s->file->nets[d->net].path, s->file->nets[net].path))
			return true;
	}
	return false;
}

/* A phase in which Caffe makes no network shows the train network's file in it. */
static void add_nets(const struct solving *s)
{
	int before = s->all->count;

	for (int i = 0; i < s->file->net_count; i++)
		if (is_asked_for(s, i) && !lacks_already(s, i))
			add_net(s, i);
	if (s->all->count == before)
		add_net(s, -1);
}

bool load_solver(struct loaded_list *all, const char *path, struct str text,
		 const struct settings *settings)
{
	const char *kind = file_kind(text);
	struct solver_file *file = NEW(all->arena, struct solver_file);
	struct solving s = { all, path, text, settings, file };

	if (!kind || strcmp(kind, KIND_SOLVER) != 0)
		return false;
	s.text = str_copy(all->arena, text);
	if (!solver_file_read(all->arena, s.text, file))
		return false;
	loaded_print(&file->diags, &file->lines, str_from(path));
	if (file->net_count)
		add_nets(&s);
	return file->net_count > 0;
}
