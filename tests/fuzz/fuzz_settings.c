/* Any bytes as the query of an analysis: refused with a sentence, or settings that
 * can be written and read again as the same. */
#include "server/api/settings_http.h"
#include "tests/fuzz/fuzz.h"

const char *const fuzz_folders[] = { "tests/fuzz/seeds/settings", NULL };

static struct str spelling(struct arena *a, const struct analyze_options *o)
{
	struct json *written = json_object(a);

	settings_write(a, written, o);
	return json_canonical(a, written);
}

static void check_spelling(struct arena *a, const struct analyze_options *o)
{
	struct analyze_options again = settings_start(a).analyze;
	struct str written = spelling(a, o), error = S("");
	const char *fault = NULL;
	const struct json *read = json_parse(a, written, &fault);

	check(read && settings_read_json(a, read, &again, &error));
	check(str_equal(spelling(a, &again), written));
}

static void read_query(struct arena *a, struct str target)
{
	struct analyze_options options = settings_start(a).analyze;
	struct str error = S("");
	struct query query;

	if (!query_parse(a, target, &query))
		return;
	if (settings_read(a, &query, &options, &error))
		check_spelling(a, &options);
	else
		check(error.n > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(FUZZ_MEMORY);
	jmp_buf full;

	check(a != NULL);
	if (setjmp(full) == 0) {
		arena_on_full(a, &full);
		read_query(a, (struct str){ (const char *)data, size });
	}
	arena_destroy(a);
	return 0;
}
