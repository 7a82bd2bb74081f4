/* Tokens in full, with TextFormat's complaints at TextFormat's places. */
#include "models/textproto/lex.h"

#include <math.h>
#include <stdlib.h>

enum {
	DIGIT = CHAR_DIGIT | CHAR_HEX, HEX = CHAR_LETTER | CHAR_HEX,
	LETTER = CHAR_LETTER, CONTROL = CHAR_CARE, QUOTE = CHAR_STOP,
};

const unsigned char char_classes[256] = {
	[0] = CONTROL | CHAR_STOP, [1 ... 8] = CONTROL,
	['\t'] = CHAR_BLANK, ['\n'] = CHAR_BLANK | CHAR_STOP,
	['\v' ... '\r'] = CHAR_BLANK, [14 ... 31] = CONTROL,
	[' '] = CHAR_BLANK, ['#'] = CHAR_CARE,
	['"'] = QUOTE, ['\''] = QUOTE, ['\\'] = CHAR_STOP,
	['0' ... '9'] = DIGIT, ['_'] = LETTER,
	['A' ... 'F'] = HEX, ['G' ... 'Z'] = LETTER,
	['a' ... 'f'] = HEX, ['g' ... 'z'] = LETTER,
};

/* Adds a fault once, however often its token is looked at. */
static void fault(struct lexer *l, const char *at, const char *message,
		  const char *hint)
{
	l->faulty = true;
	if (at < l->known)
		return;
	l->known = at + 1;
	struct diag *d = diag_add(l->diags, SEVERITY_ERROR, STAGE_PARSE, "bad-text",
				  (uint32_t)(at - l->text.p), "%s", message);
	d->hint = str_from(hint);
}

/* A comment ends before a zero byte, as in TextFormat. */
static const char *skip_comment(const struct lexer *l, const char *p)
{
	size_t n = (size_t)(l->end - p);
	const char *newline = memchr(p, '\n', n);
	if (newline)
		n = (size_t)(newline - p);
	const char *zero = memchr(p, 0, n);
	return zero ? zero : p + n;
}

const char *lex_skip_carefully(struct lexer *l, const char *p)
{
	while (p < l->end && is_char(*p, CHAR_BLANK | CHAR_CARE)) {
		if (*p == '#') {
			p = skip_comment(l, p);
		} else if (is_char(*p, CHAR_BLANK)) {
			p++;
		} else {
			fault(l, p, "a control character in the text",
			      "is this a text file?");
			while (p < l->end && (unsigned char)*p < ' ')
				p++;
		}
	}
	return p;
}

static const char *skip_class(const struct lexer *l, const char *p, int classes)
{
	while (p < l->end && is_char(*p, classes))
		p++;
	return p;
}

static bool is_octal(char c)
{
	return c >= '0' && c <= '7';
}

/* The digits behind "0x" or a leading 0. */
static const char *based_number(struct lexer *l, const char *p)
{
	if (lex_peek(l, p) == 'x' || lex_peek(l, p) == 'X') {
		const char *digits = p + 1;
		p = skip_class(l, digits, CHAR_HEX);
		if (p == digits)
			fault(l, p, "\"0x\" must be followed by hexadecimal digits", NULL);
		return p;
	}
	while (is_octal(lex_peek(l, p)))
		p++;
	if (is_char(lex_peek(l, p), CHAR_DIGIT)) {
		fault(l, p, "a number with a leading 0 is octal: digits 8 and 9 are not",
		      "leave out the leading 0");
		p = skip_class(l, p, CHAR_DIGIT);
	}
	return p;
}

static const char *decimal_number(struct lexer *l, const char *p, bool *is_float)
{
	const char *start = p;
	p = skip_class(l, p, CHAR_DIGIT);
	if (lex_peek(l, p) == '.')
		p = skip_class(l, p + 1, CHAR_DIGIT);
	if (lex_peek(l, p) == 'e' || lex_peek(l, p) == 'E') {
		p++;
		if (lex_peek(l, p) == '-' || lex_peek(l, p) == '+')
			p++;
		const char *digits = p;
		p = skip_class(l, p, CHAR_DIGIT);
		if (p == digits)
			fault(l, p, "\"e\" must be followed by an exponent", NULL);
	}
	if (lex_peek(l, p) == 'f' || lex_peek(l, p) == 'F')
		p++;
	*is_float = skip_class(l, start, CHAR_DIGIT) < p;
	return p;
}

static bool is_glued(char c)
{
	return is_char(c, CHAR_LETTER | CHAR_DIGIT) || c == '.';
}

static struct token number(struct lexer *l, const char *p)
{
	const char *start = p;
	bool is_float = false;
	char second = lex_peek(l, p + 1);
	if (*p == '0' && (second == 'x' || second == 'X' || is_char(second, CHAR_DIGIT)))
		p = based_number(l, p + 1);
	else
		p = decimal_number(l, p, &is_float);
	const char *next = p;
	if (is_char(lex_peek(l, p), CHAR_LETTER))
		fault(l, p, "a number and a name must have a space between them", NULL);
	else if (lex_peek(l, p) == '.')
		fault(l, p, is_float ? "a second decimal point or exponent in a number" :
		      "hexadecimal and octal numbers must be integers", NULL);
	/* Digits behind the suffix f are a number of their own. */
	while (!is_char(lex_peek(l, p), CHAR_DIGIT) && is_glued(lex_peek(l, next)))
		next++;
	return (struct token){ is_float ? TOKEN_FLOAT : TOKEN_INTEGER,
			       { start, (size_t)(p - start) }, next, false };
}

/* How many of `n` characters are hexadecimal digits, from the first on. */
static int hex_digits(const struct lexer *l, const char *p, int n)
{
	int i = 0;
	while (i < n && is_char(lex_peek(l, p + i), CHAR_HEX))
		i++;
	return i;
}

/* \U takes eight digits of which the first three must be 000 or 001. */
static const char *long_escape(struct lexer *l, const char *p)
{
	int i = 0;
	while (i < 3 && (lex_peek(l, p + i) == '0' || (i == 2 && lex_peek(l, p + i) == '1')))
		i++;
	if (i == 3)
		i += hex_digits(l, p + 3, 5);
	if (i < 8)
		fault(l, p + i, "\\U must be followed by eight hexadecimal digits "
		      "up to 0010ffff", NULL);
	return p + i;
}

/* Past the escape whose character after the backslash is at p. */
static const char *escape(struct lexer *l, const char *p)
{
	char c = lex_peek(l, p);
	if (c && strchr("abfnrtv\\?'\"01234567", c))
		return p + 1;
	if (c == 'U')
		return long_escape(l, p + 1);
	if (c == 'x' || c == 'u') {
		int want = c == 'x' ? 1 : 4, n = hex_digits(l, p + 1, want);
		if (n < want)
			fault(l, p + 1 + n, c == 'x' ?
			      "\\x must be followed by hexadecimal digits" :
			      "\\u must be followed by four hexadecimal digits", NULL);
		return p + 1 + n;
	}
	fault(l, p, "an unknown escape sequence in a string",
	      "a backslash itself is written \\\\");
	return p;
}

static struct token string(struct lexer *l, const char *p)
{
	const char *start = p;
	char quote = *p++;
	for (;;) {
		while (p < l->end && !is_char(*p, CHAR_STOP))
			p++;
		char c = lex_peek(l, p);
		if (c == '\\') {
			p = escape(l, p + 1);
		} else if (c == '\n') {
			fault(l, p, "a string must end on the line where it begins",
			      "is a quote missing?");
			break;
		} else if (c == 0) {
			fault(l, p, p < l->end ? "a zero byte in a string" :
			      "the file ends inside a string", NULL);
			break;
		} else if (*p++ == quote) {
			break;
		}
	}
	return (struct token){ TOKEN_STRING, { start, (size_t)(p - start) }, p, false };
}

static struct token symbol(struct lexer *l, const char *p)
{
	if (*p & 0x80) {
		bool mark = l->end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0;
		bool space = l->end - p >= 2 && memcmp(p, "\xc2\xa0", 2) == 0;
		fault(l, p, mark ? "a byte order mark, which Caffe does not accept" :
		      space ? "a no-break space, which looks like a space and is none" :
		      "a character that is not ASCII outside a string", NULL);
		const char *next = p;
		while (lex_peek(l, next) & 0x80)
			next++;
		return (struct token){ TOKEN_SYMBOL, { p, (size_t)(next - p) }, next, false };
	}
	return (struct token){ TOKEN_SYMBOL, { p, 1 }, p + 1, false };
}

/* ".5" right behind an identifier; TextFormat wants a space there. */
static void check_point(struct lexer *l, const char *p)
{
	const char *word = p;
	while (word > l->text.p && is_char(word[-1], CHAR_LETTER | CHAR_DIGIT))
		word--;
	if (word < p && is_char(*word, CHAR_LETTER))
		fault(l, p, "a name and a decimal point must have a space between them", NULL);
}

struct token lex_token(struct lexer *l, const char *p)
{
	bool before = l->faulty;
	l->faulty = false;
	struct token t = { TOKEN_END, { l->end, 0 }, l->end, false };
	if (p >= l->end) {
		t.text.p = l->end;
	} else if (is_char(*p, CHAR_LETTER)) {
		const char *next = lex_word(l, p);
		t = (struct token){ TOKEN_IDENTIFIER, { p, (size_t)(next - p) }, next, false };
	} else if (is_char(*p, CHAR_DIGIT)) {
		t = number(l, p);
	} else if (*p == '.' && is_char(lex_peek(l, p + 1), CHAR_DIGIT)) {
		check_point(l, p);
		t = number(l, p);
	} else if (*p == '"' || *p == '\'') {
		t = string(l, p);
	} else {
		t = symbol(l, p);
	}
	t.faulty = l->faulty;
	l->faulty |= before;
	return t;
}
