#include "tests/cases/case.h"

#include <stdio.h>
#include <stdlib.h>

#define MARK "# expect "

void case_fail(struct test_case *c, int line, const char *format, ...)
{
	va_list args;

	c->failures++;
	printf("# %s:%d: ", c->file, line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

struct str next_word(struct str *text)
{
	struct str word;

	while (text->n && *text->p == ' ') {
		text->p++;
		text->n--;
	}
	word = (struct str){ text->p, 0 };
	while (text->n && *text->p != ' ') {
		text->p++;
		text->n--;
		word.n++;
	}
	return word;
}

static bool skip_to_option(struct str *text)
{
	while (text->n && *text->p == ' ') {
		text->p++;
		text->n--;
	}
	return text->n > 0;
}

static int64_t number_of(struct test_case *c, int line, struct str word)
{
	const char *text = str_cstring(c->arena, word);
	char *end;
	int64_t n = strtoll(text, &end, 10);

	if (!word.n || *end)
		case_fail(c, line, "'%s' is no number", text);
	return n;
}

static void add_stage(struct test_case *c, struct net_state *state, struct str stage)
{
	struct str *stages = NEW_ARRAY(c->arena, state->stage_count + 1, struct str);

	for (int i = 0; i < state->stage_count; i++)
		stages[i] = state->stages[i];
	stages[state->stage_count++] = stage;
	state->stages = stages;
}

static void read_shape(struct test_case *c, int line, struct str word,
		       struct shape *shape)
{
	if (!shape_read(c->arena, word, shape))
		case_fail(c, line, "'%.*s' is no shape", STR_ARGS(word));
}

static void add_input(struct test_case *c, int line, struct analyze_options *o,
		      struct str word)
{
	struct input_override *all = NEW_ARRAY(c->arena, o->input_count + 1,
					       struct input_override);
	const char *equals = memchr(word.p, '=', word.n);
	size_t n = equals ? (size_t)(equals - word.p) : 0;

	if (!equals) {
		case_fail(c, line, "input=NAME=SHAPE is meant");
		return;
	}
	for (int i = 0; i < o->input_count; i++)
		all[i] = o->inputs[i];
	all[o->input_count].name = (struct str){ word.p, n };
	read_shape(c, line, (struct str){ equals + 1, word.n - n - 1 },
		   &all[o->input_count++].shape);
	o->inputs = all;
}

/* Cuts `prefix` off a word. */
static bool cut(struct str *word, const char *prefix)
{
	size_t n = strlen(prefix);

	if (word->n < n || memcmp(word->p, prefix, n) != 0)
		return false;
	word->p += n;
	word->n -= n;
	return true;
}

static void read_dialect(struct test_case *c, int line, struct analyze_options *o,
			 struct str key)
{
	int i = dialect_named(key);

	if (i < 0)
		case_fail(c, line, "no dialect '%.*s'", STR_ARGS(key));
	else
		o->dialect = &dialects[i];
}

static void read_option(struct test_case *c, int line, struct analyze_options *o,
			struct str word)
{
	if (str_equal(word, S("train")))
		o->state.phase = PHASE_TRAIN;
	else if (str_equal(word, S("test")))
		o->state.phase = PHASE_TEST;
	else if (cut(&word, "level="))
		o->state.level = (int)number_of(c, line, word);
	else if (cut(&word, "stage="))
		add_stage(c, &o->state, word);
	else if (cut(&word, "batch="))
		o->batch = number_of(c, line, word);
	else if (cut(&word, "input="))
		add_input(c, line, o, word);
	else if (cut(&word, "max-layers="))
		o->max_layers = (int)number_of(c, line, word);
	else if (cut(&word, "dialect="))
		read_dialect(c, line, o, word);
	else if (cut(&word, "data-shape="))
		read_shape(c, line, word, &o->data_shape);
	else
		case_fail(c, line, "no option '%.*s'", STR_ARGS(word));
}

/* A rule may have spaces: it stands in braces, {Foo: top = bottom}. */
static void read_rule(struct test_case *c, int line, struct analyze_options *o,
		      struct str *options)
{
	const char *end = memchr(options->p, '}', options->n);
	size_t n = end ? (size_t)(end - options->p) : 0;
	struct rule_fault fault;
	struct rule rule;

	if (!end || !rule_read(c->arena, (struct str){ options->p + 1, n - 1 }, &rule,
			       &fault)) {
		case_fail(c, line, "rule={Foo: top = bottom} is meant: %.*s",
			  end ? (int)fault.message.n : 0, end ? fault.message.p : "");
		*options = S("");
		return;
	}
	o->rules = rules_with(c->arena, o->rules, &o->rule_count, &rule);
	*options = (struct str){ end + 1, options->n - n - 1 };
}

static void read_run(struct test_case *c, int line, struct str options)
{
	struct analyze_options *o = &c->runs[c->run_count++];

	*o = analyze_defaults();
	while (skip_to_option(&options)) {
		if (cut(&options, "rule="))
			read_rule(c, line, o, &options);
		else
			read_option(c, line, o, next_word(&options));
	}
}

static void read_expectation(struct test_case *c, int line, struct str text)
{
	struct str rest = text;

	if (str_equal(next_word(&rest), S("run")))
		read_run(c, line, rest);
	else
		c->expectations[c->expectation_count++] = (struct expectation){
			.line = line, .run = c->run_count - 1, .text = text,
		};
}

/* The text behind the mark in a line, or empty. */
static struct str marked(struct str line)
{
	size_t n = strlen(MARK);

	for (size_t i = 0; i + n <= line.n; i++) {
		if (memcmp(line.p + i, MARK, n) == 0)
			return (struct str){ line.p + i + n, line.n - i - n };
	}
	return S("");
}

void case_read(struct test_case *c)
{
	struct lines lines;
	uint32_t at = 0;
	int count;

	lines_init(&lines, c->arena, c->text);
	count = lines_count(&lines);
	c->expectations = NEW_ARRAY(c->arena, count, struct expectation);
	c->runs = NEW_ARRAY(c->arena, count + 1, struct analyze_options);
	for (int i = 1; i <= count; i++) {
		struct str line = lines_text(&lines, at), text = marked(line);

		at += (uint32_t)line.n + 1;
		if (text.n)
			read_expectation(c, i, text);
	}
	if (c->run_count == 0)
		read_run(c, 0, S(""));
}
