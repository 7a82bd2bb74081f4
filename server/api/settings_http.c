/* The options of one analysis in query parameters and in stored comparisons. */
#include "server/api/settings_http.h"

#include "server/base/limits.h"
#include "server/base/utf8.h"

struct settings settings_start(struct arena *a)
{
	struct settings s;

	settings_init(&s, a);
	s.analyze.max_layers = MAX_LAYERS;
	s.analyze.max_seconds = MAX_SECONDS;
	return s;
}

static struct settings on_top_of(struct arena *a, const struct analyze_options *o)
{
	return (struct settings){ .arena = a, .analyze = *o };
}

static bool set(struct settings *s, struct str name, struct str value, struct str *error)
{
	/* A link could not keep other bytes: it is JSON. */
	const char *fault = utf8_valid(value) ?
		settings_set(s, name, str_cstring(s->arena, value)) :
		"the value is not UTF-8";

	if (fault)
		*error = str_printf(s->arena, "%.*s: %s", STR_ARGS(name), fault);
	return !fault;
}

/* `defaults` is not a setting: it says what they come on top of. */
static bool is_setting(struct str name)
{
	return !str_equal(name, S("defaults"));
}

bool settings_read(struct arena *a, const struct query *query,
		   struct analyze_options *out, struct str *error)
{
	struct settings s = on_top_of(a, out);

	if (query_value(query, "stage").p)
		s.analyze.state.stage_count = 0;
	for (int i = 0; i < query->count; i++)
		if (is_setting(query->list[i].name) &&
		    !set(&s, query->list[i].name, query->list[i].value, error))
			return false;
	*out = s.analyze;
	return true;
}

/* A text, or a whole number as text; anything else is an empty text. */
static struct str scalar_text(struct arena *a, const struct json *v)
{
	struct str text;
	int64_t number;

	if (json_read_text(v, &text))
		return text;
	if (json_read_int(v, &number))
		return str_printf(a, "%lld", (long long)number);
	return S("");
}

static bool set_member(struct settings *s, const struct json *v, struct str *error)
{
	struct str name = str_from(json_key(v));

	if (!json_is_array(v))
		return set(s, name, scalar_text(s->arena, v), error);
	for (const struct json *item = json_first(v); item; item = json_next(item))
		if (!set(s, name, scalar_text(s->arena, item), error))
			return false;
	return true;
}

bool settings_read_json(struct arena *a, const struct json *object,
			struct analyze_options *out, struct str *error)
{
	struct settings s = on_top_of(a, out);

	if (json_get(object, "stage"))
		s.analyze.state.stage_count = 0;
	for (const struct json *v = json_first(object); v; v = json_next(v))
		if (is_setting(str_from(json_key(v))) && !set_member(&s, v, error))
			return false;
	*out = s.analyze;
	return true;
}

static void write_lists(struct arena *a, struct json *object,
			const struct analyze_options *o)
{
	struct json *list;

	if (o->state.stage_count) {
		list = json_add_array(object, "stage");
		for (int i = 0; i < o->state.stage_count; i++)
			json_push_text(list, o->state.stages[i]);
	}
	if (o->input_count) {
		list = json_add_array(object, "input");
		for (int i = 0; i < o->input_count; i++)
			json_push_text(list, str_printf(a, "%.*s=%.*s",
				STR_ARGS(o->inputs[i].name),
				STR_ARGS(shape_format(a, &o->inputs[i].shape))));
	}
	if (o->rule_count) {
		list = json_add_array(object, "rule");
		for (int i = 0; i < o->rule_count; i++)
			json_push_text(list, o->rules[i].text);
	}
}

static void write_names(struct json *object, const struct analyze_options *o)
{
	if (o->dialect)
		json_add_string(object, "dialect", o->dialect->key);
	if (o->dtype && strcmp(o->dtype->name, dtypes[0].name) != 0)
		json_add_string(object, "dtype", o->dtype->name);
	if (o->weight_dtype && o->weight_dtype != (o->dtype ? o->dtype : &dtypes[0]))
		json_add_string(object, "weight_dtype", o->weight_dtype->name);
	if (o->solver && strcmp(o->solver->name, solvers[0].name) != 0)
		json_add_string(object, "solver", o->solver->name);
}

void settings_write(struct arena *a, struct json *object,
		    const struct analyze_options *o)
{
	struct analyze_options standard = analyze_defaults();

	if (o->state.phase != standard.state.phase)
		json_add_string(object, "phase", phase_names[o->state.phase]);
	if (o->state.level_yields)
		json_add_string(object, "level", "file");
	else if (o->state.level != standard.state.level)
		json_add_int(object, "level", o->state.level);
	write_lists(a, object, o);
	if (o->batch)
		json_add_int(object, "batch", o->batch);
	if (!shape_equal(&o->data_shape, &standard.data_shape))
		json_add_text(object, "data_shape", shape_format(a, &o->data_shape));
	write_names(object, o);
	if (o->fit)
		json_add_int(object, "fit", o->fit);
}

/* All but the phase, in one spelling. */
static struct str spelling(struct arena *a, const struct analyze_options *o)
{
	struct json *written = json_object(a);
	struct analyze_options plain = *o;

	plain.state.phase = PHASE_TEST;
	settings_write(a, written, &plain);
	return json_canonical(a, written);
}

const char *settings_key(struct arena *a, const struct analyze_options *o,
			 const struct analyze_options *defaults)
{
	if (!str_equal(spelling(a, o), spelling(a, defaults)))
		return NULL;
	return o->state.phase == PHASE_TRAIN ? "phase=TRAIN" : "phase=TEST";
}
