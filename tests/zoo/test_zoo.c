/* models/zoo/INDEX against the bundled networks: our figures exactly, published
 * ones within their rounding unless the note says why not. */
#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "models/analyze.h"

#define MAX_ROWS 64

enum column {
	FILE_NAME, TITLE, YEAR, PAPER, PARAMS, MACS, PUBLISHED_PARAMS, PARAMS_SOURCE,
	PUBLISHED_MACS, MACS_SOURCE, NOTE, COLUMNS
};

static const char *const heads[COLUMNS] = {
	"file", "title", "year", "paper", "params", "macs", "published_params",
	"params_source", "published_macs", "macs_source", "note",
};

struct row {
	char *cell[COLUMNS];
};

static struct row rows[MAX_ROWS];
static int row_count;

static char *read_zoo_file(const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/models/zoo/%s", getenv("srcdir"), name);
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		fail_msg("%s: cannot be read", path);
	char *text = calloc(1, 1 << 20);
	assert_non_null(text);
	size_t n = fread(text, 1, (1 << 20) - 1, f);
	assert_int_not_equal(n, (1 << 20) - 1);
	fclose(f);
	return text;
}

/* Cuts a line at its tabs; true when it has exactly the columns of INDEX. */
static bool split_row(char *line, struct row *row)
{
	int i = 0;

	for (char *cell = line; cell != NULL; i++) {
		char *tab = strchr(cell, '\t');
		if (tab != NULL)
			*tab++ = '\0';
		if (i < COLUMNS)
			row->cell[i] = cell;
		cell = tab;
	}
	return i == COLUMNS;
}

static bool read_index(void)
{
	struct row head;
	char *save = NULL;
	char *line = strtok_r(read_zoo_file("INDEX"), "\n", &save);

	if (line == NULL || !split_row(line, &head))
		return false;
	for (int i = 0; i < COLUMNS; i++) {
		if (strcmp(head.cell[i], heads[i]) != 0)
			return false;
	}
	while ((line = strtok_r(NULL, "\n", &save)) != NULL && row_count < MAX_ROWS) {
		if (!split_row(line, &rows[row_count++]))
			return false;
	}
	return line == NULL && row_count > 0;
}

static struct analysis *analyze_file(struct arena *arena, char *text, enum phase phase)
{
	struct analyze_options *options = arena_alloc(arena, 1, sizeof(*options));

	*options = analyze_defaults();
	options->state.phase = phase;
	return analyze(arena, str_from(text), options);
}

static bool absent(const char *cell)
{
	return strcmp(cell, "-") == 0;
}

/* "15.5G" -> 15.5e9, and half a unit of its last digit in *tolerance. */
static double published(const char *text, double *tolerance)
{
	char *unit;
	double value = strtod(text, &unit);
	double scale = *unit == 'G' ? 1e9 : *unit == 'M' ? 1e6 : *unit == 'K' ? 1e3 : 0;
	const char *point = strchr(text, '.');
	int decimals = point == NULL ? 0 : (int)(unit - point) - 1;

	if (scale == 0 || unit[1] != '\0')
		fail_msg("\"%s\" is not a figure like 15.5G", text);
	*tolerance = scale * pow(10, -decimals) / 2;
	return value * scale;
}

/* The note explains a difference ("params: …") when there is one, and only then. */
static void check_published(const struct row *row, enum column ours, enum column theirs)
{
	char word[16];
	double tolerance;

	snprintf(word, sizeof(word), "%s: ", heads[ours]);
	bool explained = strstr(row->cell[NOTE], word) != NULL;
	if (absent(row->cell[theirs])) {
		assert_true(absent(row->cell[theirs + 1]));
		assert_false(explained);
		return;
	}
	assert_false(absent(row->cell[theirs + 1]));
	double gap = strtod(row->cell[ours], NULL) - published(row->cell[theirs], &tolerance);
	bool agree = fabs(gap) <= tolerance;
	if (agree == explained)
		fail_msg("%s: %s %s beside the published %s: %s", row->cell[FILE_NAME],
			 heads[ours], row->cell[ours], row->cell[theirs],
			 agree ? "agree, but the note explains a difference"
			       : "differ, and the note does not say why");
}

static void test_row(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create(0);
	char *text = read_zoo_file(row->cell[FILE_NAME]);
	struct analysis *a = analyze_file(arena, text, PHASE_TEST);

	assert_int_equal(a->diags.count, 0);
	assert_int_equal(a->status, STATUS_COMPLETE);
	assert_true(a->caffe_loads);
	assert_int_equal(a->unknown_layers, 0);
	/* Only where a data layer feeds it does the file not say every shape. */
	if (a->input_count > 0)
		assert_int_equal(a->assumptions.count, 0);
	assert_int_equal(a->params.elements, strtoll(row->cell[PARAMS], NULL, 10));
	assert_int_equal(a->macs_per_item, strtoll(row->cell[MACS], NULL, 10));
	check_published(row, PARAMS, PUBLISHED_PARAMS);
	check_published(row, MACS, PUBLISHED_MACS);
	/* The file itself cites what INDEX cites. */
	assert_non_null(strstr(text, row->cell[YEAR]));
	arena_destroy(arena);
	free(text);
}

/* What the question "how deep, how large, how much memory" has for an answer. */
static void test_alexnet_phases(void **state)
{
	static const struct { enum phase phase; int layers, splits; int64_t caffe; } want[] = {
		{ PHASE_TRAIN, 24, 0, 532431873 },
		{ PHASE_TEST, 27, 2, 104090702 },
	};
	char *text = read_zoo_file("alexnet.prototxt");

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct arena *arena = arena_create(0);
		struct analysis *a = analyze_file(arena, text, want[i].phase);
		assert_int_equal(a->net->layer_count, want[i].layers);
		assert_int_equal(a->net->split_count, want[i].splits);
		assert_int_equal(a->params.elements, 60965224);
		assert_int_equal(a->core_layers, 8);
		assert_int_equal(a->memory.caffe.elements, want[i].caffe);
		arena_destroy(arena);
	}
	free(text);
}

static bool listed(const char *name)
{
	for (int i = 0; i < row_count; i++) {
		if (strcmp(rows[i].cell[FILE_NAME], name) == 0)
			return true;
	}
	return false;
}

static void test_every_file_is_listed(void **state)
{
	char path[4096];
	int files = 0;

	(void)state;
	snprintf(path, sizeof(path), "%s/models/zoo", getenv("srcdir"));
	DIR *folder = opendir(path);
	assert_non_null(folder);
	for (struct dirent *e; (e = readdir(folder)) != NULL;) {
		if (strstr(e->d_name, ".prototxt") == NULL)
			continue;
		if (!listed(e->d_name))
			fail_msg("models/zoo/%s is not in INDEX", e->d_name);
		files++;
	}
	closedir(folder);
	assert_int_equal(files, row_count);
}

int main(void)
{
	struct CMUnitTest tests[MAX_ROWS + 2] = {
		cmocka_unit_test(test_every_file_is_listed),
		cmocka_unit_test(test_alexnet_phases),
	};

	if (getenv("srcdir") == NULL || !read_index()) {
		fputs("models/zoo/INDEX is not the table that this test knows\n", stderr);
		return 1;
	}
	for (int i = 0; i < row_count; i++)
		tests[i + 2] = (struct CMUnitTest){ .name = rows[i].cell[FILE_NAME],
						    .test_func = test_row,
						    .initial_state = &rows[i] };
	return _cmocka_run_group_tests("zoo", tests, (size_t)row_count + 2, NULL, NULL);
}
