/* Any bytes as a network of an older format: after the upgrade it is one of today's,
 * and another upgrade finds nothing to do. */
#include "models/caffe/upgrade.h"
#include "models/textproto/parse.h"
#include "tests/fuzz/fuzz.h"

const char *const fuzz_folders[] = { "tests/fuzz/seeds", "tests/cases/net", NULL };

/* In the order of the text, without what the upgrade added. */
static int count_layers(const struct message *net)
{
	return field_count(net, NetParameter_layer) + field_count(net, NetParameter_layers);
}

static bool refused(const struct diags *d)
{
	for (int i = 0; i < d->count; i++)
		if (d->list[i].stage == STAGE_UPGRADE)
			return true;
	return false;
}

static void check_again(struct arena *a, const struct lines *lines, struct message *net)
{
	int layers = count_layers(net);
	struct diags d;

	diags_init(&d, a, 0);
	check(upgrade_net(a, &d, lines, net) == FORMAT_V2);
	check(!refused(&d));
	check(count_layers(net) == layers);
}

static void upgrade(struct arena *a, struct str text)
{
	struct diags d;
	struct lines lines;
	struct parse_result parsed;

	diags_init(&d, a, 0);
	lines_init(&lines, a, text);
	parsed = textproto_parse(a, &d, text, &net_parameter_type, NULL);
	upgrade_net(a, &d, &lines, &parsed.root);
	for (int i = 0; i < d.count; i++)
		check(d.list[i].at <= text.n || d.list[i].at == NO_PLACE);
	if (!refused(&d)) {
		check(!has_field(&parsed.root, NetParameter_layers));
		check_again(a, &lines, &parsed.root);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(FUZZ_MEMORY);
	jmp_buf full;

	check(a != NULL);
	if (setjmp(full) == 0) {
		arena_on_full(a, &full);
		upgrade(a, (struct str){ (const char *)data, size });
	}
	arena_destroy(a);
	return 0;
}
