#include "models/analysis.h"

const struct dtype dtypes[] = {
	{ "fp32", 32 },
	{ "fp16", 16 },
	{ "bf16", 16 },
	{ "int8", 8 },
	{ NULL, 0 },
};

const char *const status_names[] = { "complete", "partial", "invalid" };
const char *const format_names[] = { "V0", "V1", "V2" };
const char *const phase_names[] = { "TRAIN", "TEST" };

const struct dtype *dtype_named(struct str name)
{
	for (const struct dtype *t = dtypes; t->name; t++) {
		if (str_equal(name, str_from(t->name)))
			return t;
	}
	return NULL;
}

struct analyze_options analyze_defaults(void)
{
	static const int64_t item[] = { 3, 256, 256 };

	return (struct analyze_options){
		.state = { .phase = PHASE_TEST },
		.data_shape = {
			.dim = item, .axes = 3, .known = true,
			.count = 3 * 256 * 256,
		},
	};
}
