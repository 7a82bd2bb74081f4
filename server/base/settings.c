#include "server/base/settings.h"

#define MAX_LEVEL INT32_MAX
#define MAX_RULES 256

static const char *set_phase(void *target, const char *value)
{
	struct settings *s = target;

	if (strcmp(value, "train") == 0 || strcmp(value, "TRAIN") == 0)
		s->analyze.state.phase = PHASE_TRAIN;
	else if (strcmp(value, "test") == 0 || strcmp(value, "TEST") == 0)
		s->analyze.state.phase = PHASE_TEST;
	else
		return "the phase is either train or test";
	s->phase_said = true;
	return NULL;
}

static const char *set_level(void *target, const char *value)
{
	struct settings *s = target;
	bool yields = strcmp(value, "file") == 0;
	int64_t level = 0;

	if (!yields && (!option_integer(value, &level) || level > MAX_LEVEL ||
			level < -MAX_LEVEL))
		return "a level is a whole number, or 'file' for the file's own";
	s->analyze.state.level = (int)level;
	s->analyze.state.level_yields = yields;
	return NULL;
}

static const char *set_stage(void *target, const char *value)
{
	struct settings *s = target;
	struct net_state *state = &s->analyze.state;
	int wanted = state->stage_count + 1;
	struct str *list = NEW_ARRAY(s->arena, wanted, struct str);

	if (wanted > 64)
		return "there can be at most 64 stages";
	for (int i = 0; i < state->stage_count; i++)
		list[i] = state->stages[i];
	list[state->stage_count] = str_copy(s->arena, str_from(value));
	state->stages = list;
	state->stage_count = wanted;
	return NULL;
}

static const char *set_batch(void *target, const char *value)
{
	struct settings *s = target;

	if (!option_integer(value, &s->analyze.batch) || s->analyze.batch < 1 ||
	    s->analyze.batch > INT32_MAX)
		return "a batch is a whole number from 1 to 2147483647";
	return NULL;
}

static bool fits_blob(const struct shape *shape)
{
	for (int i = 0; i < shape->axes; i++)
		if (shape->dim[i] < 0 || shape->dim[i] > INT32_MAX)
			return false;
	return shape->axes <= MAX_AXES;
}

static const char *set_input(void *target, const char *value)
{
	struct settings *s = target;
	const char *equals = strrchr(value, '=');
	int count = s->analyze.input_count;
	struct input_override *list = NEW_ARRAY(s->arena, count + 1, struct input_override);
	struct input_override *o = &list[count], *same;

	if (count >= 64)
		return "there can be at most 64 inputs";
	if (!equals || equals == value ||
	    !shape_read(s->arena, str_from(equals + 1), &o->shape) ||
	    !fits_blob(&o->shape))
		return "an input is given as NAME=1x3x224x224";
	if (count)
		memcpy(list, s->analyze.inputs, sizeof(*list) * (size_t)count);
	o->name = str_copy(s->arena, (struct str){ value, (size_t)(equals - value) });
	for (same = list; !str_equal(same->name, o->name); same++)
		;
	*same = *o;
	s->analyze.inputs = list;
	s->analyze.input_count = count + (same == o);
	return NULL;
}

static const char *set_data_shape(void *target, const char *value)
{
	struct settings *s = target;
	struct shape shape;

	if (!shape_read(s->arena, str_from(value), &shape) || shape.axes != 3 ||
	    !fits_blob(&shape))
		return "a data shape is channels, height and width, as in 3,256,256";
	s->analyze.data_shape = shape;
	return NULL;
}

/* The server's and the network's rules come first: what is asked for wins. */
static const char *set_rule(void *target, const char *value)
{
	struct settings *s = target;
	struct rule_fault fault;
	struct rule rule;

	if (!rule_read(s->arena, str_copy(s->arena, str_from(value)), &rule, &fault))
		return str_cstring(s->arena, str_printf(s->arena, "column %d: %.*s",
				   fault.column, STR_ARGS(fault.message)));
	if (s->analyze.rule_count >= MAX_RULES)
		return "there can be at most 256 rules";
	s->analyze.rules = rules_with(s->arena, s->analyze.rules,
				      &s->analyze.rule_count, &rule);
	return NULL;
}

static const char *set_dtype(void *target, const char *value)
{
	struct settings *s = target;

	s->analyze.dtype = dtype_named(str_from(value));
	return s->analyze.dtype ? NULL : "the types are fp32, fp16, bf16 and int8";
}

static const char *set_weight_dtype(void *target, const char *value)
{
	struct settings *s = target;

	s->analyze.weight_dtype = dtype_named(str_from(value));
	return s->analyze.weight_dtype ? NULL : "the types are fp32, fp16, bf16 and int8";
}

static const char *set_dialect(void *target, const char *value)
{
	struct settings *s = target;
	int dialect = dialect_named(str_from(value));

	if (dialect < 0)
		return "it is no fork of Caffe that is known; GET /api/layers names them, "
		       "ssd, segnet, pspnet and others";
	s->analyze.dialect = &dialects[dialect];
	return NULL;
}

static const char *set_fit(void *target, const char *value)
{
	struct settings *s = target;

	if (!option_amount(value, &s->analyze.fit) || s->analyze.fit < 1)
		return "memory is given in bytes, as in 11811160064 or 11GiB";
	return NULL;
}

static const char *set_solver(void *target, const char *value)
{
	struct settings *s = target;

	s->analyze.solver = solver_named(str_from(value));
	return s->analyze.solver ? NULL : "the solvers are SGD, Nesterov, AdaGrad, "
					  "RMSProp, Adam and AdaDelta";
}

const struct option_row setting_rows[] = {
	{ "--phase", "train|test", "phase (default: test)", set_phase },
	{ "--level", "N", "level of the network's state (default: 0), or 'file': what its "
	  "own state says", set_level },
	{ "--stage", "NAME", "a stage of the state; may be given again", set_stage },
	{ "--batch", "N", "batch size instead of the file's", set_batch },
	{ "--input", "NAME=1x3x224x224", "shape of one input, or of a top "
	  "that is assumed; may be given again",
	  set_input },
	{ "--data-shape", "C,H,W", "one item of a data layer (default: 3,256,256)",
	  set_data_shape },
	{ "--rule", "TEXT", "tops of an unknown layer type, as in 'Foo: top = bottom'; may "
	  "be given again", set_rule },
	{ "--dialect", "KEY", "the fork of Caffe whose rules hold where forks disagree, as "
	  "in segnet (default: what the file looks like)", set_dialect },
	{ "--dtype", "TYPE", "of activations and weights: fp32 (default), fp16, bf16 or "
	  "int8", set_dtype },
	{ "--weight-dtype", "TYPE", "of weights, where it is another", set_weight_dtype },
	{ "--solver", "NAME", "for training memory: SGD (default), Nesterov, AdaGrad, "
	  "RMSProp, Adam, AdaDelta", set_solver },
	{ "--fit", "BYTES", "say which batch fits in so much memory, as in 11GiB", set_fit },
	{ NULL, NULL, NULL, NULL },
};

void settings_init(struct settings *s, struct arena *arena)
{
	*s = (struct settings){ .arena = arena, .analyze = analyze_defaults() };
}

/* Is "--data-shape" the option of the parameter data_shape? */
static bool names_row(const struct option_row *row, struct str name)
{
	const char *option = row->name + 2;

	if (strlen(option) != name.n)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if ((name.p[i] == '_' ? '-' : name.p[i]) != option[i])
			return false;
	return true;
}

const char *settings_set(struct settings *s, struct str name, const char *value)
{
	for (const struct option_row *row = setting_rows; row->name; row++)
		if (names_row(row, name))
			return row->set(s, value);
	return "there is no such option";
}
