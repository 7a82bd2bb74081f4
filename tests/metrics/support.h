/* Small networks analysed in place. */
#ifndef TESTS_METRICS_SUPPORT_H
#define TESTS_METRICS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/analyze.h"

/* One arena per test. */
static inline int new_arena(void **state)
{
	*state = arena_create(0);
	return *state ? 0 : -1;
}

static inline int drop_arena(void **state)
{
	arena_destroy(*state);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, new_arena, drop_arena)

static inline struct analysis *analyze_in(struct arena *arena, enum phase phase,
					  int64_t batch, const char *text)
{
	struct analyze_options *options = NEW(arena, struct analyze_options);

	*options = analyze_defaults();
	options->state.phase = phase;
	options->batch = batch;
	return analyze(arena, str_from(text), options);
}

static inline struct layer *layer_in(const struct analysis *a, const char *name)
{
	for (int i = 0; i < a->net->layer_count; i++)
		if (str_equal(a->net->layers[i].name, str_from(name)))
			return &a->net->layers[i];
	fail_msg("no layer '%s'", name);
	return NULL;
}

#define INPUT(name, dims) \
	"layer { name: \"" name "\" type: \"Input\" top: \"" name "\" " \
	"input_param { shape { " dims " } } }\n"
#define LAYER(name, type, bottom, more) \
	"layer { name: \"" name "\" type: \"" type "\" bottom: \"" bottom "\" " \
	"top: \"" name "\" " more " }\n"
#define IN_PLACE(name, type, blob) \
	"layer { name: \"" name "\" type: \"" type "\" bottom: \"" blob "\" " \
	"top: \"" blob "\" }\n"
#define CONV(name, bottom, outputs, kernel, more) \
	LAYER(name, "Convolution", bottom, "convolution_param { num_output: " #outputs \
	      " kernel_size: " #kernel " " more " }")
#define FC(name, bottom, outputs) \
	LAYER(name, "InnerProduct", bottom, "inner_product_param { num_output: " #outputs " }")

#endif
