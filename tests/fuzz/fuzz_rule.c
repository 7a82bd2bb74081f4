/* Any bytes as a rule: a fault has a place; a rule that is one has a spelling that
 * reads as the same rule, and a network can be analysed with it. */
#include "models/analyze.h"
#include "tests/fuzz/fuzz.h"

const char *const fuzz_folders[] = { "tests/fuzz/seeds/rule", NULL };

static const char network[] =
	"layer { name: 'in' type: 'Input' top: 'x' top: 'i' input_param {"
	" shape { dim: 2 dim: 3 dim: 4 dim: 5 } shape { } } }\n"
	"layer { name: 'own' type: 'Foo' bottom: 'x' bottom: 'i' top: 'y' top: 'z' }\n"
	"layer { name: 'my layer' type: 'Python' bottom: 'x' top: 'p'"
	" python_param { module: 'm' layer: 'L' } }\n"
	"layer { name: 'late' type: 'Foo' bottom: 'z' top: 'end' }\n";

static void check_spelling(struct arena *a, const struct rule *rule)
{
	struct rule_fault fault;
	struct rule again;

	if (rule->text.n > RULE_LONGEST)
		return;
	check(rule_read(a, rule->text, &again, &fault));
	check(str_equal(again.text, rule->text));
	check(rule_same_subject(&again, rule));
}

static void check_use(struct arena *a, const struct rule *rule)
{
	struct analyze_options options = analyze_defaults();
	const struct analysis *result;

	options.rules = rule;
	options.rule_count = 1;
	result = analyze(a, (struct str){ network, sizeof(network) - 1 }, &options);
	check(result->params.elements >= 0 && result->macs_per_item >= 0);
	check(result->status != STATUS_INVALID || result->diags.any_error);
}

static void read_rule(struct arena *a, struct str text)
{
	struct rule_fault fault = { .column = 0 };
	struct rule rule;

	if (!rule_read(a, text, &rule, &fault)) {
		check(fault.column >= 1 && fault.message.n > 0);
		check((size_t)fault.column <= text.n + 1);
		return;
	}
	check_spelling(a, &rule);
	check_use(a, &rule);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(FUZZ_MEMORY);
	jmp_buf full;

	check(a != NULL);
	if (setjmp(full) == 0) {
		arena_on_full(a, &full);
		read_rule(a, (struct str){ (const char *)data, size });
	}
	arena_destroy(a);
	return 0;
}
