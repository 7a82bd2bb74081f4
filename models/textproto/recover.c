/* What to say of a fault of the syntax, and where to go on after it. */
#include "models/textproto/recover.h"

const char *skip_brackets(struct parser *P, const char *p)
{
	const char *start = p;
	int depth = 0;
	do {
		char c = lex_peek(&P->lex, p);
		if (p == P->lex.end) {
			SYNTAX(P, p, "the file ends inside the '%c' of line %d", *start,
			       report_line(P, parser_offset(P, start)));
			return p;
		}
		depth += (c == '{' || c == '<' || c == '[');
		depth -= (c == '}' || c == '>' || c == ']');
		if (depth > P->depth_limit)
			return report_too_complex(P, p, "its messages are nested too deeply");
		p = lex_skip(&P->lex, lex_token(&P->lex, p).next);
	} while (depth > 0);
	return p;
}

bool is_bracket(char c)
{
	return c == '{' || c == '<' || c == '[';
}

bool is_field(struct parser *P, const char *p)
{
	char c = lex_peek(&P->lex, lex_skip(&P->lex, p));
	return c == ':' || c == '{' || c == '<';
}

const char *resynchronise(struct parser *P, const char *p)
{
	while (p && (p = lex_skip(&P->lex, p)) < P->lex.end) {
		if ((*p == '}' || *p == '>') && P->frame > P->frames)
			return p;
		const char *next = lex_token(&P->lex, p).next;
		struct str word = { p, (size_t)(next - p) };
		if (is_char(*p, CHAR_LETTER) && is_field(P, next) &&
		    field_named(P->frame->type, word) >= 0)
			return p;
		p = is_bracket(*p) ? skip_brackets(P, p) : next;
	}
	return p;
}

const char *skip_scalar(struct parser *P, const char *p)
{
	if (lex_peek(&P->lex, p) == '-')
		p = lex_skip(&P->lex, p + 1);
	struct token t = lex_token(&P->lex, p);
	if (t.type == TOKEN_END || t.type == TOKEN_SYMBOL)
		return p;
	do {
		p = lex_skip(&P->lex, t.next);
		if (t.type != TOKEN_STRING)
			break;
		t = lex_token(&P->lex, p);
	} while (t.type == TOKEN_STRING);
	return p;
}

const char *skip_field(struct parser *P, const char *p)
{
	bool colon = lex_peek(&P->lex, p) == ':';
	if (colon)
		p = lex_skip(&P->lex, p + 1);
	if (is_bracket(lex_peek(&P->lex, p)))
		return skip_brackets(P, p);
	const char *after = colon ? skip_scalar(P, p) : p;
	if (after > p)
		return after;
	P->unreadable = true;
	return resynchronise(P, p);
}

const char *recover_given_twice(struct parser *P, const char *p)
{
	struct diag *d = report_fault(P, SEVERITY_ERROR, "given-twice", p,
				"'%s' is given twice", P->field->name);
	diag_move(d, P->at);
	if (P->diags->dropped == 0) {
		int id = (int)(P->field - field_types);
		uint32_t first = place_of(P->frame->message, id, 0);
		d->hint = str_printf(P->arena, "it was first given on line %d",
				     report_line(P, first));
	}
	return skip_field(P, p);
}

bool same_line(const char *from, const char *to)
{
	return !memchr(from, '\n', (size_t)(to - from));
}

/* Where a value follows on the same line, it is taken all the same. */
const char *recover_missing_colon(struct parser *P, const char *p)
{
	struct token t = lex_token(&P->lex, p);
	P->skip_field = true;
	if (t.faulty)
		return resynchronise(P, t.next);
	struct diag *d = SYNTAX(P, p, "expected ':' after '%s', found %s", P->field->name,
				report_token(P, t));
	char c = lex_peek(&P->lex, p);
	if (c == '=') {
		d->hint = S("write ':' instead of '='");
		p = lex_skip(&P->lex, p + 1);
		t = lex_token(&P->lex, p);
	}
	if (c == '{' || c == '<')
		return skip_brackets(P, p);
	if (t.type == TOKEN_END || strchr("}>", *p))
		return p;
	if (t.type == TOKEN_SYMBOL && *p != '[')
		return resynchronise(P, t.next);
	P->skip_field = !same_line(P->lex.text.p + P->at, p);
	return p;
}

/* Where a field of the message follows, the brace is taken for granted. */
const char *recover_missing_brace(struct parser *P, const char *p)
{
	struct token t = lex_token(&P->lex, p);
	if (!t.faulty)
		SYNTAX(P, p, "expected '{' after '%s', found %s", P->field->name,
		       report_token(P, t));
	if (t.type == TOKEN_IDENTIFIER && is_field(P, t.next)) {
		P->skip_field = field_named(P->field->message, t.text) < 0;
		return p;
	}
	P->skip_field = P->unreadable = true;
	if (is_bracket(lex_peek(&P->lex, p)))
		return skip_brackets(P, p);
	const char *after = skip_scalar(P, p);
	return after > p ? after : resynchronise(P, p);
}

const char *recover_missing_comma(struct parser *P, const char *p)
{
	SYNTAX(P, p, "expected ',' or ']' in the list of '%s', found %s", P->field->name,
	       report_token(P, lex_token(&P->lex, p)));
	while (p && p < P->lex.end && *p != '}' && *p != '>') {
		if (*p == ']')
			return p + 1;
		const char *next = lex_token(&P->lex, p).next;
		if (is_char(*p, CHAR_LETTER) && is_field(P, next))
			return p;
		p = is_bracket(*p) ? skip_brackets(P, p) : lex_skip(&P->lex, next);
	}
	return p;
}

/* "0,5" is read as 0, a separator and a stray 5. */
static bool decimal_comma(const struct parser *P, const char *p)
{
	return p - P->lex.text.p >= 2 && p[-1] == ',' && is_char(p[-2], CHAR_DIGIT) &&
	       is_char(*p, CHAR_DIGIT);
}

const char *recover_stray(struct parser *P, const char *p)
{
	struct token t = lex_token(&P->lex, p);
	P->unreadable = true;
	if (t.faulty)
		return resynchronise(P, t.next);
	if (t.text.n && (*p == '}' || *p == '>')) {
		SYNTAX(P, p, "a '%c' too many", *p);
		return t.next;
	}
	struct diag *d = SYNTAX(P, p, "expected the name of a field, found %s", report_token(P, t));
	if (decimal_comma(P, p))
		d->hint = S("a decimal point is written '.'");
	else if (t.text.n && (*p == ',' || *p == ';'))
		d->hint = S("one ',' or ';' may follow a field");
	else if (t.text.n && *p == '/')
		d->hint = S("comments begin with '#'");
	return resynchronise(P, t.next);
}

const char *recover_wrong_closer(struct parser *P, const char *p)
{
	struct frame *f = P->frame;
	SYNTAX(P, p, "expected '%c' for the '%s' of line %d, found '%c'", f->closer,
	       f->field->name, report_line(P, f->at), *p);
	return p;
}

const char *recover_unclosed(struct parser *P, const char *p)
{
	SYNTAX(P, p, "the file ends inside the '%s' of line %d", P->frame->field->name,
	       report_line(P, P->frame->at));
	P->frame = P->frames;
	return p;
}
