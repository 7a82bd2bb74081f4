/* Scalars: the plain way first, and lex_token() for everything else. */
#include <math.h>

#include "models/textproto/recover.h"

#define PLAIN_DIGITS 15		/* exact in a double as well as in 64 bits */

static inline bool is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}

/* Whether a number really ends at p: anything else is a case for the lexer. */
static inline bool number_ends(const struct lexer *l, const char *p)
{
	char c = lex_peek(l, p);
	return !is_char(c, CHAR_LETTER | CHAR_DIGIT) && c != '.';
}

/* Reads digits, adding to *value; never more than matter. */
static inline const char *digits(const struct lexer *l, const char *p, uint64_t *value)
{
	uint64_t v = *value;
	while (p < l->end && is_digit(*p))
		v = v * 10 + (uint64_t)(*p++ - '0');
	*value = v;
	return p;
}

/* An unsigned integer up to max: TextFormat's ConsumeUnsignedInteger. */
static const char *unsigned_integer(struct parser *P, const char *p, uint64_t max,
				    uint64_t *value)
{
	uint64_t plain = 0;
	const char *end = digits(&P->lex, p, &plain);
	if (end > p && end - p <= PLAIN_DIGITS && (*p != '0' || end - p == 1) &&
	    number_ends(&P->lex, end) && plain <= max) {
		*value = plain;
		return end;
	}
	struct token t = lex_token(&P->lex, p);
	if (t.type != TOKEN_INTEGER)
		return recover_integer(P, p, max, value);
	if (!lex_integer(t.text, max, value))
		return recover_out_of_range(P, p, t);
	return t.next;
}

/* The minus sign is a token of its own: blanks and comments may follow it. */
static const char *signed_integer(struct parser *P, const char *p, uint64_t max,
				  struct field *f)
{
	bool negative = lex_peek(&P->lex, p) == '-';
	uint64_t value = 0;
	if (negative)
		p = lex_skip(&P->lex, p + 1);
	p = unsigned_integer(P, p, max + negative, &value);
	f->value.integer = (int64_t)(negative ? 0 - value : value);
	return p;
}

static const char *int32_value(struct parser *P, const char *p, struct field *f)
{
	return signed_integer(P, p, INT32_MAX, f);
}

static const char *int64_value(struct parser *P, const char *p, struct field *f)
{
	return signed_integer(P, p, INT64_MAX, f);
}

static const char *uint32_value(struct parser *P, const char *p, struct field *f)
{
	uint64_t value = 0;
	p = unsigned_integer(P, p, UINT32_MAX, &value);
	f->value.integer = (int64_t)value;
	return p;
}

static const char *bool_value(struct parser *P, const char *p, struct field *f)
{
	if (!is_char(lex_peek(&P->lex, p), CHAR_LETTER)) {
		struct token t = lex_token(&P->lex, p);
		uint64_t value = 0;
		if (t.type != TOKEN_INTEGER)
			return recover_quoted_value(P, p, f);
		p = unsigned_integer(P, p, 1, &value);
		f->value.integer = (int64_t)value;
		return p;
	}
	struct str word = { p, (size_t)(lex_word(&P->lex, p) - p) };
	p += word.n;
	if (str_equal(word, S("true")) || str_equal(word, S("True")) ||
	    str_equal(word, S("t")))
		f->value.integer = 1;
	else if (!str_equal(word, S("false")) && !str_equal(word, S("False")) &&
		 !str_equal(word, S("f")))
		return recover_unknown_value(P, p, word, f);
	return p;
}

static const struct enum_value *enum_value_numbered(const struct enum_type *type,
						    int64_t number)
{
	for (int i = 0; i < type->count; i++)
		if (type->values[i].number == number)
			return &type->values[i];
	return NULL;
}

static const char *enum_value(struct parser *P, const char *p, struct field *f)
{
	const struct enum_type *type = P->field->enumeration;
	const struct enum_value *value;
	const char *start = p;
	if (is_char(lex_peek(&P->lex, p), CHAR_LETTER)) {
		p = lex_word(&P->lex, p);
		value = enum_value_named(type, (struct str){ start, (size_t)(p - start) });
	} else {
		if (lex_peek(&P->lex, p) != '-' &&
		    lex_token(&P->lex, p).type != TOKEN_INTEGER)
			return recover_quoted_value(P, p, f);
		p = signed_integer(P, p, INT32_MAX, f);
		if (P->skip_field)
			return p;
		value = enum_value_numbered(type, f->value.integer);
	}
	if (!value)
		return recover_unknown_value(P, p, (struct str){ start, (size_t)(p - start) },
					     f);
	f->value.integer = value->number;
	if (value->forks)
		report_fork_value(P, lex_skip(&P->lex, p), start, value);
	return p;
}

/* Powers of ten that a double holds exactly. */
static const double powers[] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* A number of few digits with a small exponent, which one multiplication or
 * division rounds correctly; NULL for any other. */
static const char *plain_number(struct lexer *l, const char *p, double *value)
{
	uint64_t mantissa = 0, exponent = 0;
	const char *start = p;
	p = digits(l, p, &mantissa);
	const char *point = p;
	if (lex_peek(l, p) == '.')
		p = digits(l, p + 1, &mantissa);
	int64_t power = p > point ? -(p - point - 1) : 0;
	bool octal = *start == '0' && point - start > 1;
	if (point == start || p - start > PLAIN_DIGITS || octal)
		return NULL;
	if (lex_peek(l, p) == 'e' || lex_peek(l, p) == 'E') {
		bool negative = lex_peek(l, ++p) == '-';
		const char *from = p += negative;
		p = digits(l, p, &exponent);
		if (p == from || p - from > 3)
			return NULL;
		power += negative ? -(int64_t)exponent : (int64_t)exponent;
	}
	if (power < -22 || power > 22 || !number_ends(l, p))
		return NULL;
	*value = power < 0 ? (double)mantissa / powers[-power] :
			     (double)mantissa * powers[power];
	return p;
}

static bool is_word(struct str token, const char *word)
{
	if (token.n != strlen(word))
		return false;
	for (size_t i = 0; i < token.n; i++)
		if ((token.p[i] | 0x20) != word[i])
			return false;
	return true;
}

/* TextFormat's ConsumeDouble without the sign. */
static const char *any_number(struct parser *P, const char *p, double *value)
{
	struct token t = lex_token(&P->lex, p);
	if (t.type == TOKEN_IDENTIFIER && (is_word(t.text, "inf") ||
					   is_word(t.text, "infinity"))) {
		*value = INFINITY;
	} else if (t.type == TOKEN_IDENTIFIER && is_word(t.text, "nan")) {
		*value = NAN;
	} else if (t.type == TOKEN_INTEGER && t.text.n > 1 && t.text.p[0] == '0' &&
		   t.text.p[1] != '8' && t.text.p[1] != '9') {
		return recover_bad_value(P, p, "a decimal number");
	} else if (t.type == TOKEN_INTEGER || t.type == TOKEN_FLOAT) {
		*value = lex_number(P->arena, t.text);
	} else {
		return recover_number(P, p, value);
	}
	return t.next;
}

static const char *double_value(struct parser *P, const char *p, struct field *f)
{
	bool negative = lex_peek(&P->lex, p) == '-';
	double value = 0;
	if (negative)
		p = lex_skip(&P->lex, p + 1);
	const char *end = p < P->lex.end ? plain_number(&P->lex, p, &value) : NULL;
	if (!end)
		end = any_number(P, p, &value);
	f->value.number = negative ? -value : value;
	return end;
}

static const char *float_value(struct parser *P, const char *p, struct field *f)
{
	p = double_value(P, p, f);
	f->value.number = (double)(float)f->value.number;
	return p;
}

/* With escapes, faults, or several strings that are one. */
static const char *joined_string(struct parser *P, const char *p, struct field *f)
{
	char *bytes = NULL;
	size_t n = 0, capacity = 0;
	char c;
	while (c = lex_peek(&P->lex, p), c == '"' || c == '\'') {
		struct token t = lex_token(&P->lex, p);
		if (n + t.text.n > capacity) {
			size_t more = 2 * (n + t.text.n);
			bytes = arena_grow(P->arena, bytes, capacity, more, 1);
			capacity = more;
		}
		n += lex_unescape(t.text, bytes + n);
		p = lex_skip(&P->lex, t.next);
	}
	f->value.string = (struct str){ bytes, n };
	return p;
}

static const char *string_value(struct parser *P, const char *p, struct field *f)
{
	char quote = lex_peek(&P->lex, p);
	if (quote != '"' && quote != '\'')
		return recover_string(P, p, f);
	const char *end = P->lex.end, *q = p + 1;
	while (q < end && !is_char(*q, CHAR_STOP))
		q++;
	if (q == end || *q != quote)
		return joined_string(P, p, f);
	f->value.string = (struct str){ p + 1, (size_t)(q - p - 1) };
	q = lex_skip(&P->lex, q + 1);
	char next = lex_peek(&P->lex, q);
	return next == '"' || next == '\'' ? joined_string(P, p, f) : q;
}

typedef const char *value_parser(struct parser *P, const char *p, struct field *f);

static value_parser *const value_parsers[] = {
	[KIND_STRING] = string_value, [KIND_BOOL] = bool_value,
	[KIND_ENUM] = enum_value, [KIND_INT32] = int32_value,
	[KIND_INT64] = int64_value, [KIND_UINT32] = uint32_value,
	[KIND_FLOAT] = float_value, [KIND_DOUBLE] = double_value,
};

const char *parse_value(struct parser *P, const char *p, struct field *f)
{
	return value_parsers[P->field->kind](P, p, f);
}
