/* How long our own steps take on the given files, each once per pass.
 * usage: bench STEP PASSES FILE...    STEP is parse, analyse or json
 * Prints ms of the best pass, bytes of the files, and the peak memory in MiB. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "models/analyze.h"
#include "models/textproto/parse.h"
#include "server/report/document.h"

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static struct str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f || fseek(f, 0, SEEK_END) != 0) {
		perror(path);
		exit(2);
	}
	size_t n = (size_t)ftell(f);
	char *p = arena_alloc(a, n, 1);
	rewind(f);
	n = fread(p, 1, n, f);
	fclose(f);
	return (struct str){ p, n };
}

static void parse(struct arena *a, struct str text)
{
	struct diags d;
	diags_init(&d, a, 0);
	textproto_parse(a, &d, text, &net_parameter_type, NULL);
}

static void analyse(struct arena *a, struct str text)
{
	struct analyze_options options = analyze_defaults();
	options.figures_only = true;
	analyze(a, text, &options);
}

static void json(struct arena *a, struct str text)
{
	static const struct document_source source = { .file = { "net.prototxt", 12 }, .sha256 = "" };
	struct analyze_options options = analyze_defaults();
	struct buffer out = { 0 };
	document_write(&out, analyze(a, text, &options), &source);
	buffer_free(&out);
}

static const struct step {
	const char *name;
	void (*run)(struct arena *a, struct str text);
} steps[] = {
	{ "parse", parse },
	{ "analyse", analyse },
	{ "json", json },
};

static double peak_mebibytes(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_maxrss / 1024;
}

static double pass(const struct step *step, struct arena *a, const struct str *texts,
		   int count)
{
	double start = now();
	for (int i = 0; i < count; i++) {
		step->run(a, texts[i]);
		arena_reset(a);
	}
	return now() - start;
}

int main(int argc, char **argv)
{
	const struct step *step = steps;
	struct arena *files = arena_create(0), *a = arena_create(0);
	if (argc < 4 || !files || !a)
		return 2;
	while (strcmp(step->name, argv[1]) != 0)
		if (++step == steps + sizeof steps / sizeof *steps)
			return 2;
	int count = argc - 3;
	size_t bytes = 0;
	struct str *texts = NEW_ARRAY(files, (size_t)count, struct str);
	for (int i = 0; i < count; i++) {
		texts[i] = read_file(files, argv[3 + i]);
		bytes += texts[i].n;
	}
	double best = 1e300;
	for (int i = 0; i < atoi(argv[2]); i++) {
		double ms = pass(step, a, texts, count);
		best = ms < best ? ms : best;
	}
	printf("%.4f %zu %.1f\n", best, bytes, peak_mebibytes());
	arena_destroy(a);
	arena_destroy(files);
	return 0;
}
