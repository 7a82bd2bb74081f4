/* Our buffer plans beside the yardsticks, on the given files in both phases.
 *
 * usage: plans [--all] FILE...    --all prints every plan, not only those that differ
 *
 * Files that are not complete in a phase are left out of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/greedy.h"

/* How often each plan is as small as the peak, and how far ours and a yardstick lie
 * apart at most. */
struct score {
	int plans, ours_least, size_least, breadth_least, beat_size, beat_breadth;
	int lost;
	double worst, most_size, most_breadth;
};

static char *read_file(const char *path, size_t *length)
{
	FILE *f = fopen(path, "rb");
	char *text = NULL;

	if (f && fseek(f, 0, SEEK_END) == 0) {
		*length = (size_t)ftell(f);
		text = malloc(*length + 1);
		rewind(f);
		*length = text ? fread(text, 1, *length, f) : 0;
	}
	if (f)
		fclose(f);
	return text;
}

static double above(int64_t a, int64_t b)
{
	return b > 0 ? 100.0 * (double)(a - b) / (double)b : 0;
}

static void keep_most(double *most, double value)
{
	if (value > *most)
		*most = value;
}

static void add(struct score *s, int64_t peak, int64_t ours, int64_t size, int64_t breadth)
{
	s->plans++;
	s->ours_least += ours == peak;
	s->size_least += size == peak;
	s->breadth_least += breadth == peak;
	s->beat_size += ours < size;
	s->beat_breadth += ours < breadth;
	s->lost += ours > size || ours > breadth;
	keep_most(&s->worst, above(ours, peak));
	keep_most(&s->most_size, above(size, ours));
	keep_most(&s->most_breadth, above(breadth, ours));
}

static void measure(struct score *s, const char *path, struct str text, enum phase phase,
		    bool all)
{
	struct arena *arena = arena_create(0);
	struct analyze_options options = analyze_defaults();
	struct analysis *a;

	options.state.phase = phase;
	a = analyze(arena, text, &options);
	if (a->status == STATUS_COMPLETE && a->memory.peak.elements > 0) {
		int64_t peak = a->memory.peak.elements, ours = a->memory.plan_elements;
		int64_t size = greedy_by_size(arena, &a->memory);
		int64_t breadth = greedy_by_breadth(arena, &a->memory,
						    a->net->layer_count);

		add(s, peak, ours, size, breadth);
		if (all || ours != peak || size != ours || breadth != ours)
			printf("%s %s: peak %lld, ours +%.2f %%, by size +%.2f %%, by "
			       "breadth +%.2f %%\n", path, phase_names[phase],
			       (long long)peak, above(ours, peak), above(size, peak),
			       above(breadth, peak));
	}
	arena_destroy(arena);
}

int main(int argc, char **argv)
{
	bool all = argc > 1 && strcmp(argv[1], "--all") == 0;
	struct score s = { 0 };

	for (int i = 1 + all; i < argc; i++) {
		size_t length = 0;
		char *text = read_file(argv[i], &length);

		if (!text) {
			perror(argv[i]);
			return 2;
		}
		measure(&s, argv[i], (struct str){ text, length }, PHASE_TRAIN, all);
		measure(&s, argv[i], (struct str){ text, length }, PHASE_TEST, all);
		free(text);
	}
	printf("%d plans: as small as the peak are ours %d, by size %d, by breadth %d; ours "
	       "is %.2f %% above it at most\n", s.plans, s.ours_least, s.size_least,
	       s.breadth_least, s.worst);
	printf("ours is smaller than by size in %d (by %.2f %% at most), than by breadth in "
	       "%d (by %.2f %% at most), larger than one of them in %d\n", s.beat_size,
	       s.most_size, s.beat_breadth, s.most_breadth, s.lost);
	return 0;
}
