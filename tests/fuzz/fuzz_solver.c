/* Any bytes as a solver definition: networks within their bounds, faults with places,
 * and inline networks that can be analysed where they stand. */
#include "models/analyze.h"
#include "models/solver/file.h"
#include "tests/fuzz/fuzz.h"

const char *const fuzz_folders[] = { "tests/fuzz/seeds/solver", NULL };

static void check_net(struct arena *a, struct str text, const struct solver_net *net)
{
	struct analyze_options options = analyze_defaults();
	struct str alone;

	check(net->path.n == 0 || net->text.n == 0);
	if (!net->text.n)
		return;
	check(net->text.p >= text.p && net->text.p + net->text.n <= text.p + text.n);
	alone = solver_net_alone(a, text, net);
	check(alone.n == text.n);
	options.state = net->state;
	check(analyze(a, alone, &options)->net != NULL);
}

static void read_solver(struct arena *a, struct str text)
{
	struct solver_file file;
	jmp_buf *full = a->on_full;

	if (!solver_file_read(a, text, &file))
		return;
	for (int i = 0; i < file.diags.count; i++)
		check(file.diags.list[i].at <= text.n || file.diags.list[i].at == NO_PLACE);
	check(file.ok || file.diags.count > 0);
	for (int i = 0; i < file.net_count; i++) {
		check(i == 0 || file.nets[i].tests || file.nets[0].tests);
		check_net(a, text, &file.nets[i]);
		arena_on_full(a, full);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(FUZZ_MEMORY);
	jmp_buf full;

	check(a != NULL);
	if (setjmp(full) == 0) {
		arena_on_full(a, &full);
		read_solver(a, (struct str){ (const char *)data, size });
	}
	arena_destroy(a);
	return 0;
}
