#include "server/report/document_part.h"

#define SOURCE_WIDTH 160	/* of a quoted line: one line may be the whole file */

/* The empty one after the last newline is no line. */
static int64_t line_count(const struct analysis *a)
{
	bool ended = a->text.n && a->text.p[a->text.n - 1] == '\n';

	return a->text.n ? lines_count(&a->lines) - ended : 0;
}

static void put_names(struct buffer *b, const struct str *names, int count)
{
	put_char(b, '[');
	for (int i = 0; i < count; i++) {
		if (i)
			put_char(b, ',');
		put_json_string(b, names[i]);
	}
	put_char(b, ']');
}

static void put_network(struct buffer *b, const struct analysis *a,
			const struct document_source *source)
{
	KEY(b, "network");
	FIRST_KEY(b, "name");
	put_json_string(b, a->net->name);
	KEY(b, "file");
	put_json_string(b, source->file);
	KEY(b, "sha256");
	put_json_string(b, str_from(source->sha256));
	KEY(b, "format");
	put_json_string(b, str_from(format_names[a->format]));
	KEY(b, "size");
	put_json_integer(b, (int64_t)a->text.n);
	KEY(b, "lines");
	put_json_integer(b, line_count(a));
	put_char(b, '}');
}

static void put_state(struct buffer *b, const struct analysis *a)
{
	const struct net_state *state = &a->net->state;

	KEY(b, "state");
	FIRST_KEY(b, "phase");
	put_json_string(b, str_from(phase_names[state->phase]));
	KEY(b, "level");
	put_signed(b, state->level);
	KEY(b, "stages");
	put_names(b, state->stages, state->stage_count);
	put_char(b, '}');
}

static void put_input_options(struct buffer *b, const struct analyze_options *o)
{
	KEY(b, "inputs");
	put_char(b, '[');
	for (int i = 0; i < o->input_count; i++) {
		if (i)
			put_char(b, ',');
		FIRST_KEY(b, "name");
		put_json_string(b, o->inputs[i].name);
		KEY(b, "shape");
		put_shape(b, &o->inputs[i].shape);
		put_char(b, '}');
	}
	put_char(b, ']');
}

/* What was asked: what-if answers must say what they rest on. */
static void put_options(struct buffer *b, const struct analysis *a)
{
	KEY(b, "options");
	FIRST_KEY(b, "batch");
	if (a->options->batch > 0)
		put_json_integer(b, a->options->batch);
	else
		put_literal(b, "null");
	put_input_options(b, a->options);
	KEY(b, "data_shape");
	put_shape(b, &a->options->data_shape);
	KEY(b, "dialect");
	if (a->options->dialect)
		put_json_string(b, str_from(a->options->dialect->key));
	else
		put_literal(b, "null");
	KEY(b, "dtype");
	put_json_string(b, str_from(activation_type(a)->name));
	KEY(b, "dtype_bits");
	put_signed(b, activation_type(a)->bits);
	KEY(b, "weight_dtype");
	put_json_string(b, str_from(weight_type(a)->name));
	KEY(b, "weight_dtype_bits");
	put_signed(b, weight_type(a)->bits);
	KEY(b, "solver");
	put_json_string(b, str_from(analysis_solver(a)->name));
	put_char(b, '}');
}

static void put_reason(struct buffer *b, const struct diag *d)
{
	FIRST_KEY(b, "stage");
	put_json_string(b, str_from(stage_names[d->stage]));
	KEY(b, "line");
	put_signed(b, d->caffe_line);
	KEY(b, "column");
	put_signed(b, d->caffe_column);
	KEY(b, "code");
	put_json_string(b, str_from(d->code));
	KEY(b, "message");
	put_json_string(b, d->message);
	if (d->assumed)
		put_literal(b, ",\"assumed\":true");
	put_char(b, '}');
}

static void put_caffe(struct buffer *b, const struct analysis *a)
{
	bool first = true;

	KEY(b, "caffe");
	FIRST_KEY(b, "loads");
	put_bool(b, a->caffe_loads);
	KEY(b, "reasons");
	put_char(b, '[');
	for (int i = 0; i < a->diags.count; i++) {
		if (a->diags.list[i].stage == STAGE_NONE)
			continue;
		if (!first)
			put_char(b, ',');
		first = false;
		put_reason(b, &a->diags.list[i]);
	}
	put_literal(b, "]}");
}

static void put_assumption(struct buffer *b, const struct analysis *a,
			   const struct assumption *as)
{
	const struct layer *l = &a->net->layers[as->layer];

	FIRST_KEY(b, "layer");
	put_json_string(b, l->name);
	KEY(b, "index");
	put_signed(b, as->layer);
	KEY(b, "kind");
	put_json_string(b, str_from(assumption_names[as->kind]));
	KEY(b, "top");
	put_json_string(b, as->top >= 0 && as->top < l->top_count
				   ? l->tops[as->top].name : S(""));
	KEY(b, "shape");
	put_shape(b, &as->shape);
	KEY(b, "what");
	put_json_string(b, as->what);
	KEY(b, "why");
	put_json_string(b, as->why);
	put_char(b, '}');
}

static void put_assumptions(struct buffer *b, const struct analysis *a)
{
	KEY(b, "assumptions");
	put_char(b, '[');
	for (int i = 0; i < a->assumptions.count; i++) {
		if (i)
			put_char(b, ',');
		put_assumption(b, a, &a->assumptions.list[i]);
	}
	put_char(b, ']');
}

static void put_rule(struct buffer *b, const struct rule *rule, int applied)
{
	put_format(b, "{\"%s\":", rule_scope_names[rule->scope]);
	put_json_string(b, rule->subject);
	KEY(b, "text");
	put_json_string(b, rule->text);
	KEY(b, "applied");
	put_signed(b, applied);
	put_char(b, '}');
}

/* Those that a figure rests on. */
static void put_rules(struct buffer *b, const struct analysis *a)
{
	const char *separator = "";

	KEY(b, "rules");
	put_char(b, '[');
	for (int i = 0; i < a->options->rule_count; i++) {
		const struct rule *rule = &a->options->rules[i];
		int applied = 0;

		for (int k = 0; k < a->net->layer_count; k++)
			applied += a->net->layers[k].rule == rule;
		if (!applied)
			continue;
		put_text(b, separator);
		put_rule(b, rule, applied);
		separator = ",";
	}
	put_char(b, ']');
}

static int characters(struct str s)
{
	int count = 0;

	for (size_t i = 0; i < s.n; count++) {
		size_t length = utf8_length(s.p + i, s.n - i);

		i += length ? length : 1;
	}
	return count;
}

/* The line in the source, cut around the place, and how many characters of it
 * come before the place. */
static void put_quoted_line(struct buffer *b, const struct analysis *a,
			    const struct diag *d)
{
	struct str line = lines_text(&a->lines, d->at);
	size_t caret = a->text.p + d->at - line.p, from = 0;

	if (caret > line.n)
		caret = line.n;
	if (caret > SOURCE_WIDTH / 2)
		from = caret - SOURCE_WIDTH / 2;
	while (from > 0 && from < caret && ((unsigned char)line.p[from] & 0xC0) == 0x80)
		from++;
	line = (struct str){ line.p + from, line.n - from };
	if (line.n > SOURCE_WIDTH)
		line.n = SOURCE_WIDTH;
	while (line.n > 0 && line.n == SOURCE_WIDTH &&
	       ((unsigned char)line.p[line.n - 1] & 0x80))
		line.n--;
	KEY(b, "source");
	put_json_string(b, line);
	KEY(b, "caret");
	put_signed(b, characters((struct str){ line.p, caret - from }));
}

static void put_diagnostic(struct buffer *b, const struct analysis *a,
			   const struct diag *d)
{
	FIRST_KEY(b, "severity");
	put_json_string(b, str_from(severity_names[d->severity]));
	KEY(b, "code");
	put_json_string(b, str_from(d->code));
	KEY(b, "line");
	put_signed(b, d->line);
	KEY(b, "column");
	put_signed(b, d->column);
	KEY(b, "message");
	put_json_string(b, d->message);
	if (d->hint.n) {
		KEY(b, "hint");
		put_json_string(b, d->hint);
	}
	if (d->line > 0)
		put_quoted_line(b, a, d);
	put_char(b, '}');
}

static void put_diagnostics(struct buffer *b, const struct analysis *a)
{
	KEY(b, "diagnostics");
	put_char(b, '[');
	for (int i = 0; i < a->diags.count; i++) {
		if (i)
			put_char(b, ',');
		put_diagnostic(b, a, &a->diags.list[i]);
	}
	put_char(b, ']');
	if (a->diags.dropped) {
		KEY(b, "diagnostics_dropped");
		put_signed(b, a->diags.dropped);
	}
}

/* Enough for the layers of most networks, so that the text is allocated once. */
static void reserve(struct buffer *b, const struct analysis *a)
{
	if (!b->flush)
		buffer_room(b, 8192 + (size_t)a->net->layer_count * 1024 +
			       (size_t)a->diags.count * 512);
}

static void put_dialect_names(struct buffer *b, const struct dialect *dialect)
{
	FIRST_KEY(b, "key");
	put_json_string(b, str_from(dialect->key));
	KEY(b, "title");
	put_json_string(b, str_from(dialect->title));
}

static void put_dialect(struct buffer *b, const struct dialect_use *use)
{
	put_dialect_names(b, use->dialect);
	KEY(b, "needs");
	put_char(b, '[');
	for (int i = 0; i < use->need_count; i++) {
		if (i)
			put_char(b, ',');
		put_json_string(b, str_from(use->needs[i]));
	}
	put_char(b, ']');
	KEY(b, "chosen");
	put_bool(b, use->chosen);
	put_char(b, '}');
}

static void put_dialects(struct buffer *b, const struct analysis *a)
{
	KEY(b, "dialects");
	put_char(b, '[');
	for (int i = 0; i < a->dialect_count; i++) {
		if (i)
			put_char(b, ',');
		put_dialect(b, &a->dialects[i]);
	}
	put_char(b, ']');
}

/* The forks between which a user can choose for this network. */
static void put_dialect_choices(struct buffer *b, const struct analysis *a)
{
	const char *comma = "";

	KEY(b, "dialect_choices");
	put_char(b, '[');
	for (int i = 0; i < DIALECT_COUNT; i++) {
		if (!(a->disputed_forks & UINT32_C(1) << i))
			continue;
		put_bytes(b, comma, strlen(comma));
		put_dialect_names(b, &dialects[i]);
		put_char(b, '}');
		comma = ",";
	}
	put_char(b, ']');
}

void document_write(struct buffer *b, const struct analysis *a,
		    const struct document_source *source)
{
	reserve(b, a);
	put_literal(b, "{\"schema\":\"netweight.analysis/1\""
		       ",\"analyzer\":\"" PACKAGE_VERSION "\"");
	put_network(b, a, source);
	if (source->solver)
		document_write_solver(b, source->solver);
	put_state(b, a);
	put_options(b, a);
	KEY(b, "status");
	put_json_string(b, str_from(status_names[a->status]));
	put_caffe(b, a);
	put_dialects(b, a);
	put_dialect_choices(b, a);
	put_assumptions(b, a);
	put_rules(b, a);
	KEY(b, "inputs");
	put_names(b, a->inputs, a->input_count);
	KEY(b, "outputs");
	put_names(b, a->outputs, a->output_count);
	KEY(b, "totals");
	document_write_totals(b, a);
	document_write_layers(b, a);
	document_write_storages(b, a);
	document_write_blocks(b, a);
	if (a->fits)
		document_write_fit(b, a);
	put_diagnostics(b, a);
	put_char(b, '}');
}
