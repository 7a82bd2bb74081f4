#include "server/command/load.h"

#include <stdio.h>
#include <stdlib.h>

#include "server/base/file.h"
#include "server/report/kind.h"
#include "server/command/load_solver.h"

const char *loaded_open(struct loaded *l, const char *path,
			const struct analyze_options *options)
{
	const char *why = file_read(path, FILE_LIMIT, &l->text);
	struct str text;
	struct analysis *a;

	if (why)
		return why;
	l->arena = arena_create(0);
	if (!l->arena)
		return "there is not enough memory for it";
	load_solver(l->arena, &l->text, &path, &options);
	text = (struct str){ l->text.p, l->text.n };
	if (!hash_bytes(text.p, text.n, l->sha256))
		return "its SHA-256 cannot be computed";
	a = analyze(l->arena, text, options);
	kind_report(a);
	l->report = (struct report){
		.a = a,
		.source = { .file = str_from(strcmp(path, "-") ? path : "(standard input)"),
			    .sha256 = l->sha256 },
	};
	return NULL;
}

void loaded_free(struct loaded *l)
{
	if (l->arena)
		arena_destroy(l->arena);
	buffer_free(&l->text);
	*l = (struct loaded){ 0 };
}

bool loaded_open_all(char **paths, int count, const struct analyze_options *options,
		     struct loaded **loaded, struct report **reports)
{
	bool ok = true;

	*loaded = calloc((size_t)count, sizeof(**loaded));
	*reports = calloc((size_t)count, sizeof(**reports));
	if (!*loaded || !*reports) {
		fputs("netweight: there is not enough memory\n", stderr);
		return false;
	}
	for (int i = 0; i < count; i++) {
		const char *why = loaded_open(&(*loaded)[i], paths[i], options);

		(*reports)[i] = (*loaded)[i].report;
		if (!why)
			continue;
		fprintf(stderr, "netweight: cannot read '%s': %s\n", paths[i], why);
		ok = false;
	}
	return ok;
}

void loaded_free_all(struct loaded *loaded, struct report *reports, int count)
{
	for (int i = 0; loaded && i < count; i++)
		loaded_free(&loaded[i]);
	free(loaded);
	free(reports);
}

void loaded_print_diagnostics(const struct report *r)
{
	const struct analysis *a = r->a;
	struct arena *scratch = arena_create(0);

	for (int i = 0; scratch && i < a->diags.count; i++) {
		const char *file = str_cstring(scratch, r->source.file);
		struct str text = diag_format(scratch, &a->diags.list[i], file, &a->lines);

		fwrite(text.p, 1, text.n, stderr);
		arena_reset(scratch);
	}
	if (a->diags.dropped)
		fprintf(stderr, "%.*s: %d more messages are not shown\n",
			STR_ARGS(r->source.file), a->diags.dropped);
	if (scratch)
		arena_destroy(scratch);
}
