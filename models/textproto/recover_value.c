/* Values that no field of this type has, and what they must mean. */
#include "models/textproto/parser.h"

static struct str value_hint(struct parser *P, struct str value)
{
	const struct enum_type *type = P->field->enumeration;
	const char **names = NEW_ARRAY(P->arena, (size_t)type->count, const char *);
	for (int i = 0; i < type->count; i++)
		names[i] = type->values[i].name;
	const char *near = str_nearest(value, names, type->count);
	return near ? str_printf(P->arena, "did you mean %s?", near) : S("");
}

/* Whether two names differ in nothing but case and underscores. */
static bool same_name(struct str a, struct str b)
{
	size_t i = 0, j = 0;
	for (;;) {
		while (i < a.n && a.p[i] == '_')
			i++;
		while (j < b.n && b.p[j] == '_')
			j++;
		if (i == a.n || j == b.n)
			return i == a.n && j == b.n;
		char x = a.p[i++], y = b.p[j++];
		if ((x >= 'A' && x <= 'Z' ? x | 0x20 : x) != (y >= 'A' && y <= 'Z' ? y | 0x20 : y))
			return false;
	}
}

/* The value that a wrongly written one must mean: P->field's name for it, with
 * its number in f; or NULL. */
static const char *meant_value(struct parser *P, struct str value, struct field *f)
{
	if (P->field->kind == KIND_BOOL) {
		f->value.integer = same_name(value, S("true"));
		return f->value.integer ? "true" :
		       same_name(value, S("false")) ? "false" : NULL;
	}
	const struct enum_type *type = P->field->enumeration;
	for (int i = 0; i < type->count; i++) {
		if (!same_name(str_from(type->values[i].name), value))
			continue;
		f->value.integer = type->values[i].number;
		return type->values[i].name;
	}
	return NULL;
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
	if (meant)
		P->skip_field = skipped;
	if (P->diags->dropped == 0)
		d->hint = meant ? str_printf(P->arena, "it is read as %s", meant) :
			  boolean ? S("") : value_hint(P, value);
	return p;
}

const char *recover_quoted_value(struct parser *P, const char *p, struct field *f)
{
	static const char expected[] = "a name (without quotes) or number";
	bool skipped = P->skip_field;
	struct token t = lex_token(&P->lex, p);
	struct str word = t.text;
	if (t.type == TOKEN_STRING && !t.faulty && word.n >= 2)
		word = (struct str){ word.p + 1, word.n - 2 };
	const char *meant = t.type == TOKEN_STRING ? meant_value(P, word, f) : NULL;
	if (!meant)
		return recover_bad_value(P, p, expected);
	struct diag *d = report_fault(P, SEVERITY_WARNING, "bad-value", p,
				      "'%s' takes %s, found %s", P->field->name, expected,
				      report_token(P, t));
	d->hint = str_printf(P->arena, "it is read as %s", meant);
	P->skip_field = skipped;
	return t.next;
}
