/* Any bytes as a text-format message: no crash, and an answer that is at one with
 * itself. */
#include "models/caffe/schema.h"
#include "models/textproto/parse.h"
#include "tests/fuzz/fuzz.h"

const char *const fuzz_folders[] = {
	"tests/fuzz/seeds", "tests/cases/net", "tests/cases/layers", "tests/cases/forks",
	NULL,
};

static void check_messages(const struct diags *d, struct parse_result result, size_t n)
{
	bool refused = false;
	for (int i = 0; i < d->count; i++) {
		const struct diag *diag = &d->list[i];
		refused |= diag->stage == STAGE_PARSE;
		check(diag->at <= n || diag->at == NO_PLACE);
		check(diag->message.n > 0);
	}
	check(result.ok ? !refused && result.readable : d->count > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena *a = arena_create(FUZZ_MEMORY);
	struct diags d;
	struct lines lines;
	jmp_buf full;
	check(a != NULL);
	if (setjmp(full) == 0) {
		arena_on_full(a, &full);
		diags_init(&d, a, 0);
		lines_init(&lines, a, text);
		check_messages(&d, textproto_parse(a, &d, text, &net_parameter_type, NULL), size);
		diags_locate(&d, &lines);
		for (int i = 0; i < d.count; i++)
			diag_format(a, &d.list[i], "net.prototxt", &lines);
	}
	arena_destroy(a);
	return 0;
}
