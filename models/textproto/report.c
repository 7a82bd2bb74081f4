/* Messages of the parser: what was found, and where. */
#include "models/textproto/parser.h"

struct diag *report_fault(struct parser *P, enum severity severity, const char *code,
			  const char *p, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str sentence = S("");
	if (P->diags->dropped == 0)
		sentence = str_vprintf(P->arena, format, args);
	va_end(args);
	P->refused = true;
	P->skip_field = true;
	return diag_add(P->diags, severity, STAGE_PARSE, code, parser_offset(P, p),
			"%.*s", STR_ARGS(sentence));
}

int report_line(struct parser *P, uint32_t at)
{
	int line, column;
	if (P->lines.count == 0)
		lines_init(&P->lines, P->arena, P->lex.text);
	lines_find(&P->lines, at, &line, &column);
	return line;
}

const char *report_token(struct parser *P, struct token t)
{
	if (t.type == TOKEN_END)
		return "the end of the file";
	if (P->diags->dropped)
		return "";
	int n = t.text.n > REPORT_SHOWN ? REPORT_SHOWN : (int)t.text.n;
	const char *quote = t.type == TOKEN_STRING ? "" : "'";
	struct str s = str_printf(P->arena, "%s%.*s%s%s", quote, n, t.text.p,
				  t.text.n > REPORT_SHOWN ? "..." : "", quote);
	return s.p;
}

void report_fork(struct parser *P, const char *p, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	bool skipped = P->skip_field;
	if (P->diags->dropped == 0) {
		struct str sentence = str_vprintf(P->arena, format, args);
		report_fault(P, SEVERITY_WARNING, "fork-field", p, "%.*s", STR_ARGS(sentence));
	}
	va_end(args);
	P->skip_field = skipped;
	P->refused = true;
}

const char *report_too_complex(struct parser *P, const char *p, const char *why)
{
	P->unreadable = true;
	diag_add(P->diags, SEVERITY_ERROR, STAGE_NONE, "too-complex",
		 p ? parser_offset(P, p) : NO_PLACE, "the text is too complex: %s", why);
	return NULL;
}
