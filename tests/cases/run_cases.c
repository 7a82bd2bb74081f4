/* Runs every case under tests/cases, or those that are named.  All of them together
 * must have a layer of every type, as each fork has it, and of every Python module.
 *
 * usage: run_cases [--print] [FILE…]     --print shows what could be expected */
#include "tests/cases/case.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

struct files {
	struct arena *arena;
	const char **list;
	int count, capacity;
};

static void add_file(struct files *f, const char *name)
{
	if (f->count == f->capacity) {
		int capacity = f->capacity ? 2 * f->capacity : 256;

		f->list = arena_grow(f->arena, f->list, f->capacity, capacity,
				     sizeof *f->list);
		f->capacity = capacity;
	}
	f->list[f->count++] = name;
}

static bool ends_in(const char *name, const char *end)
{
	size_t n = strlen(name);
	size_t e = strlen(end);

	return n >= e && strcmp(name + n - e, end) == 0;
}

static void find_files(struct files *f, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		const char *path;

		if (entry->d_name[0] == '.')
			continue;
		path = str_printf(f->arena, "%s/%s%c", folder, entry->d_name, 0).p;
		if (ends_in(path, ".prototxt"))
			add_file(f, path);
		else if (!strchr(entry->d_name, '.'))
			find_files(f, path);
	}
	closedir(dir);
}

static int compare_files(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool read_file(struct arena *a, const char *name, struct str *text)
{
	FILE *f = fopen(name, "rb");
	char *bytes;
	long size;

	if (!f)
		return false;
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	bytes = NEW_ARRAY(a, size, char);
	*text = (struct str){ bytes, fread(bytes, 1, size, f) };
	fclose(f);
	return text->n == (size_t)size;
}

/* Whether the case holds. */
static bool run_case(const char *file, bool print, struct coverage *coverage)
{
	struct test_case c = {
		.arena = arena_create(0), .file = file, .coverage = coverage,
	};
	bool holds;

	if (!read_file(c.arena, file, &c.text)) {
		case_fail(&c, 0, "cannot be read");
	} else {
		case_read(&c);
		for (int i = 0; i < c.run_count; i++) {
			struct analysis *a = analyze(c.arena, c.text, &c.runs[i]);

			if (print)
				case_print(a);
			else
				case_check(&c, i, a);
		}
	}
	holds = c.failures == 0;
	arena_destroy(c.arena);
	return holds;
}

int main(int argc, char **argv)
{
	struct files files = { .arena = arena_create(0) };
	bool print = argc > 1 && strcmp(argv[1], "--print") == 0;
	const char *srcdir = getenv("srcdir");
	struct coverage coverage = { .count = 0 };
	int failed = 0;
	bool all;

	for (int i = print ? 2 : 1; i < argc; i++)
		add_file(&files, argv[i]);
	all = files.count == 0;
	if (all)
		find_files(&files, str_printf(files.arena, "%s/tests/cases%c",
					      srcdir ? srcdir : ".", 0).p);
	qsort(files.list, files.count, sizeof *files.list, compare_files);
	for (int i = 0; i < files.count; i++) {
		bool holds = run_case(files.list[i], print, &coverage);

		failed += !holds;
		if (!print)
			printf("%s - %s\n", holds ? "ok" : "not ok", files.list[i]);
	}
	if (all)
		failed += coverage_missing(&coverage);
	if (!print)
		printf("# %d cases, %d failed\n", files.count, failed);
	if (files.count == 0)
		failed = 1;
	arena_destroy(files.arena);
	return failed != 0;
}
