#include "server/command/load.h"

#include <stdio.h>
#include <stdlib.h>

#include "server/base/file.h"
#include "server/command/load_solver.h"
#include "server/report/kind.h"

static const char no_memory[] = "there is not enough memory for it";

struct loaded *loaded_add(struct loaded_list *all)
{
	size_t n = (size_t)all->count + 1;
	struct loaded *list = realloc(all->list, n * sizeof(*list));
	struct report *reports = list ? realloc(all->reports, n * sizeof(*reports)) : NULL;

	all->list = list ? list : all->list;
	all->reports = reports ? reports : all->reports;
	if (!reports)
		return NULL;
	list[all->count] = (struct loaded){ .arena = arena_create(0) };
	reports[all->count] = (struct report){ 0 };
	return list[all->count].arena ? &list[all->count++] : NULL;
}

/* Lists move while they grow: hashes are pointed to when all is there. */
static void point_to_hashes(struct loaded_list *all)
{
	for (int i = 0; i < all->count; i++)
		all->reports[i].source.sha256 = all->list[i].sha256;
}

const char *loaded_analyze(struct loaded_list *all, const char *path, struct str hashed,
			   const struct analyze_options *options)
{
	struct loaded *l = &all->list[all->count - 1];
	struct report *r = &all->reports[all->count - 1];
	struct analysis *a;

	l->hashed = hashed;
	if (!hash_bytes(hashed.p, hashed.n, l->sha256))
		return "its SHA-256 cannot be computed";
	a = analyze(l->arena, (struct str){ l->text.p, l->text.n }, options);
	kind_report(a);
	r->a = a;
	r->source.file = str_from(strcmp(path, "-") ? path : "(standard input)");
	return NULL;
}

static const char *open_file(struct loaded_list *all, const char *path,
			     const struct settings *settings)
{
	struct buffer text = { 0 };
	const char *why = file_read(path, FILE_LIMIT, &text);
	struct loaded *l;

	if (why || load_solver(all, path, (struct str){ text.p, text.n }, settings)) {
		buffer_free(&text);
		return why;
	}
	l = loaded_add(all);
	if (!l) {
		buffer_free(&text);
		return no_memory;
	}
	l->text = text;
	return loaded_analyze(all, path, (struct str){ text.p, text.n },
			      &settings->analyze);
}

bool loaded_open(struct loaded_list *all, char **paths, int count,
		 const struct settings *settings)
{
	bool ok = true;

	*all = (struct loaded_list){ .arena = settings->arena };
	for (int i = 0; i < count; i++) {
		const char *why = open_file(all, paths[i], settings);

		if (!why)
			continue;
		fprintf(stderr, "netweight: cannot read '%s': %s\n", paths[i], why);
		ok = false;
	}
	point_to_hashes(all);
	return ok;
}

void loaded_close(struct loaded_list *all)
{
	for (int i = 0; i < all->count; i++) {
		arena_destroy(all->list[i].arena);
		buffer_free(&all->list[i].text);
	}
	free(all->list);
	free(all->reports);
}

bool loaded_sound(const struct report *r)
{
	return r->a->status != STATUS_INVALID &&
	       (!r->source.solver || r->source.solver->definition->ok);
}

void loaded_print(const struct diags *diags, const struct lines *lines, struct str file)
{
	struct arena *scratch = arena_create(0);

	for (int i = 0; scratch && i < diags->count; i++) {
		const char *name = str_cstring(scratch, file);
		struct str text = diag_format(scratch, &diags->list[i], name, lines);

		fwrite(text.p, 1, text.n, stderr);
		arena_reset(scratch);
	}
	if (diags->dropped)
		fprintf(stderr, "%.*s: %d more messages are not shown\n", STR_ARGS(file),
			diags->dropped);
	if (scratch)
		arena_destroy(scratch);
}

void loaded_print_diagnostics(const struct report *r)
{
	/* A solver's fields are no network's: that has been said. */
	if (r->source.solver && r->source.solver->missing)
		return;
	loaded_print(&r->a->diags, &r->a->lines, r->source.file);
}
