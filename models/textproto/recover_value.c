/* Values that a field does not take, and what they must mean. */
#include <math.h>
#include <stdlib.h>

#include "models/textproto/recover.h"

int most_edits(struct str word)
{
	return word.n >= 8 ? 2 : word.n >= 3;
}

static const char **value_names(struct parser *P)
{
	const struct enum_type *type = P->field->enumeration;
	const char **names = NEW_ARRAY(P->arena, (size_t)type->count, const char *);
	for (int i = 0; i < type->count; i++)
		names[i] = type->values[i].name;
	return names;
}

static struct str value_hint(struct parser *P, struct str value)
{
	const char *near = str_nearest(value, value_names(P), P->field->enumeration->count);
	return near ? str_printf(P->arena, "did you mean %s?", near) : S("");
}

/* The only name of an enum value that is spelt nearly so. */
static const struct enum_value *misspelt_value(struct parser *P, struct str value)
{
	const struct enum_type *type = P->field->enumeration;
	const char *name = P->diags->dropped ? NULL :
			   str_only_near(value, value_names(P), type->count, most_edits(value));
	return name ? enum_value_named(type, str_from(name)) : NULL;
}

static const struct enum_value *value_like(const struct enum_type *type, struct str value)
{
	for (int i = 0; i < type->count; i++)
		if (str_like(str_from(type->values[i].name), value))
			return &type->values[i];
	return NULL;
}

/* The value that a wrongly written one must mean: P->field's name for it, with
 * its number in f; or NULL. */
static const char *meant_value(struct parser *P, struct str value, struct field *f)
{
	if (P->field->kind == KIND_BOOL) {
		f->value.integer = str_like(value, S("true"));
		return f->value.integer ? "true" :
		       str_like(value, S("false")) ? "false" : NULL;
	}
	const struct enum_value *meant = value_like(P->field->enumeration, value);
	if (!meant)
		meant = misspelt_value(P, value);
	if (!meant)
		return NULL;
	f->value.integer = meant->number;
	return meant->name;
}

const char *recover_unknown_value(struct parser *P, const char *p, struct str value,
				  struct field *f)
{
	bool skipped = P->skip_field, boolean = P->field->kind == KIND_BOOL;
	const char *meant = meant_value(P, value, f);
	p = lex_skip(&P->lex, p);
	lex_token(&P->lex, p);
	int n = value.n > REPORT_SHOWN ? REPORT_SHOWN : (int)value.n;
	struct diag *d = report_fault(P, boolean && !meant ? SEVERITY_ERROR : SEVERITY_WARNING,
				      boolean ? "bad-value" : "unknown-value", p, boolean ?
				      "'%s' takes true or false, not '%.*s'" :
				      "'%s' has no value %.*s", P->field->name, n, value.p);
	diag_move(d, parser_offset(P, value.p));
	if (meant)
		P->skip_field = skipped;
	else
		note_loss(P, P->diags->count - 1);
	if (P->diags->dropped == 0)
		d->hint = meant ? str_printf(P->arena, "it is read as %s", meant) :
			  boolean ? S("") : value_hint(P, value);
	return p;
}

/* What is between the quotes of a string without faults, else nothing. */
static struct str unquoted(struct token t)
{
	if (t.type != TOKEN_STRING || t.faulty || t.text.n < 2)
		return S("");
	return (struct str){ t.text.p + 1, t.text.n - 2 };
}

/* Says that the token is not what the field takes, and what it is read as. */
static const char *read_as(struct parser *P, const char *p, struct token t,
			   const char *expected, struct str meant)
{
	bool skipped = P->skip_field;
	struct diag *d = report_fault(P, SEVERITY_WARNING, "bad-value", p,
				      "'%s' takes %s, found %s", P->field->name, expected,
				      report_token(P, t));
	d->hint = str_printf(P->arena, "it is read as %.*s", STR_ARGS(meant));
	P->skip_field = skipped;
	return t.next;
}

/* Whether a V1 layer has only fields that today's layers have, too. */
static bool fits_today(const struct message *m, const struct message_type *today)
{
	for (const struct field *f = m->first; f; f = f->next) {
		int id = field_named(today, str_from(field_types[f->id].name));
		if (id < 0 || field_types[id].kind != field_types[f->id].kind)
			return false;
	}
	return true;
}

/* "layers { type: 'ReLU' … }" among layers of today's format is one of them; so is one
 * anywhere whose type the older format does not have. */
static bool become_layer(struct parser *P, struct field *type)
{
	const struct message_type *today = field_types[NetParameter_layer].message;
	struct message *root = P->frames->message;
	if (P->field != &field_types[V1LayerParameter_type] || P->frame != P->frames + 1 ||
	    !fits_today(P->frame->message, today))
		return false;
	P->field = &field_types[LayerParameter_type];
	P->frame->type = today;
	P->frame->field = &field_types[NetParameter_layer];
	memset(P->frame->seen, 0, sizeof P->frame->seen);
	for (struct field *f = P->frame->message->first; f; f = f->next) {
		f->id = (uint32_t)field_named(today, str_from(field_types[f->id].name));
		if (field_types[f->id].rule != RULE_REPEATED)
			see(P->frame, &field_types[f->id]);
	}
	root->last->id = NetParameter_layer;
	type->id = LayerParameter_type;
	return true;
}

/* The quotes are right, and "layers" is wrong. */
static const char *read_in_layer(struct parser *P, const char *p, struct token t,
				 struct field *f, bool before)
{
	struct diag *d = report_fault(P, SEVERITY_WARNING, "bad-value", p, "'type' of 'layers' "
				      "takes a name without quotes, found %s",
				      report_token(P, t));
	if (P->diags->dropped == 0)
		d->hint = str_printf(P->arena, "write 'layer' instead of 'layers' on line %d%s; "
				     "it is read so", report_line(P, P->frame->at),
				     before ? ", as before" : "");
	P->skip_field = false;
	return parse_value(P, p, f);
}

const char *recover_quoted_value(struct parser *P, const char *p, struct field *f)
{
	bool boolean = P->field->kind == KIND_BOOL;
	const char *expected = boolean ? "true or false"
				       : "a name (without quotes) or number";
	struct token t = lex_token(&P->lex, p);
	struct str word = unquoted(t);
	bool before = has_field(P->frames->message, NetParameter_layer);
	if (word.n && before && become_layer(P, f))
		return read_in_layer(P, p, t, f, before);
	const char *meant = word.n ? meant_value(P, word, f) : NULL;
	if (word.n && !meant && become_layer(P, f))
		return read_in_layer(P, p, t, f, before);
	if (!meant)
		return recover_bad_value(P, p, expected);
	return read_as(P, p, t, expected, str_from(meant));
}

/* A number in quotes, or a whole one that is written with a point. */
static bool meant_number(struct parser *P, struct token t, double *value)
{
	struct str word = t.type == TOKEN_FLOAT ? t.text : unquoted(t);
	char *end;
	if (!word.n || word.n > REPORT_SHOWN || t.faulty ||
	    (word.p[0] != '.' && !is_char(word.p[0], CHAR_DIGIT)))
		return false;
	const char *text = str_cstring(P->arena, word);
	*value = strtod(text, &end);
	return !*end;
}

const char *recover_integer(struct parser *P, const char *p, uint64_t max, uint64_t *value)
{
	struct token t = lex_token(&P->lex, p);
	double number;
	if (!meant_number(P, t, &number) || number != floor(number) ||
	    number > (double)(max < INT32_MAX ? max : INT32_MAX))
		return recover_bad_value(P, p, "an integer");
	*value = (uint64_t)number;
	return read_as(P, p, t, "an integer", str_decimal(P->arena, (int64_t)number));
}

const char *recover_number(struct parser *P, const char *p, double *value)
{
	struct token t = lex_token(&P->lex, p);
	if (t.type != TOKEN_STRING || !meant_number(P, t, value))
		return recover_bad_value(P, p, "a number");
	return read_as(P, p, t, "a number", unquoted(t));
}

/* Characters of a name that somebody forgot to quote. */
static bool in_name(char c)
{
	return is_char(c, CHAR_LETTER | CHAR_DIGIT) || c == '-' || c == '.' || c == '/';
}

const char *recover_string(struct parser *P, const char *p, struct field *f)
{
	static const char expected[] = "a string in quotes";
	struct token t = lex_token(&P->lex, p);
	const char *end = p;
	while (end < P->lex.end && in_name(*end))
		end++;
	if (t.type != TOKEN_IDENTIFIER || t.faulty || is_field(P, end))
		return recover_bad_value(P, p, expected);
	f->value.string = (struct str){ p, (size_t)(end - p) };
	read_as(P, p, t, expected, str_printf(P->arena, "\"%.*s\"", STR_ARGS(f->value.string)));
	return end;
}

/* Past a value of the wrong kind; not past what belongs to the next field. */
static const char *skip_bad_value(struct parser *P, const char *p, struct token t)
{
	if (is_bracket(lex_peek(&P->lex, p)))
		return skip_brackets(P, p);
	if (t.type == TOKEN_END || (t.type == TOKEN_IDENTIFIER && is_field(P, t.next)))
		P->unreadable = true;
	else if (t.type != TOKEN_SYMBOL || *p == '-')
		return skip_scalar(P, p);
	else
		P->unreadable = true;
	if (t.type != TOKEN_SYMBOL || strchr("}>],;", *p))
		return p;
	const char *next = lex_skip(&P->lex, t.next);
	return same_line(p, next) ? skip_scalar(P, next) : next;
}

const char *recover_bad_value(struct parser *P, const char *p, const char *expected)
{
	struct token t = lex_token(&P->lex, p);
	P->skip_field = true;
	if (!t.faulty)
		report_fault(P, SEVERITY_ERROR, "bad-value", p, "'%s' takes %s, found %s",
		       P->field->name, expected, report_token(P, t));
	note_loss(P, P->diags->count - 1);
	return skip_bad_value(P, p, t);
}

const char *recover_out_of_range(struct parser *P, const char *p, struct token number)
{
	P->skip_field = true;
	if (!number.faulty)
		report_fault(P, SEVERITY_ERROR, "bad-value", p, "%s is out of range for '%s'",
		       report_token(P, number), P->field->name);
	note_loss(P, P->diags->count - 1);
	return number.next;
}
