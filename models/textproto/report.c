/* Messages of the parser: what was found, and where. */
#include "models/base/map.h"
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
	return diag_put(P->diags, severity, STAGE_PARSE, code, parser_offset(P, p),
			sentence);
}

int report_line(struct parser *P, uint32_t at)
{
	int line, column;
	if (!P->lines.index)
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

/* Whether it is the first of its name. */
static bool note_use(struct parser *P, struct fork_use use)
{
	int n = P->fork_use_count;
	if (!P->fork_names)
		P->fork_names = map_create(P->arena, 16);
	if (map_put(P->fork_names, str_from(use.name), 1) >= 0)
		return false;
	if ((n & (n - 1)) == 0)
		P->fork_uses = arena_grow(P->arena, P->fork_uses, n, n ? 2 * n : 1,
					  sizeof *P->fork_uses);
	P->fork_uses[P->fork_use_count++] = use;
	return true;
}

static void report_fork(struct parser *P, const char *p, uint32_t at,
			const struct fork_use *use, const char *owner, const char *what)
{
	bool skipped = P->skip_field;
	struct diag *d = report_fault(P, SEVERITY_WARNING, "fork-field", p,
				      "%s has no %s '%s' in stock Caffe; %s has it", owner,
				      what, use->name, dialect_first(use->forks)->title);
	diag_move(d, at);
	P->skip_field = skipped;
}

/* One cause, one message, however many layers have the field; none where the whole
 * message is of forks, which has been said. */
void report_fork_field(struct parser *P, const char *p)
{
	int id = (int)(P->field - field_types);
	uint64_t bit = UINT64_C(1) << id % 64;
	struct fork_use use = { P->field->name, id, false, P->field->forks };
	if (P->fork_fields[id / 64] & bit)
		return;
	P->fork_fields[id / 64] |= bit;
	note_use(P, use);
	if (!P->frame->field || !P->frame->field->forks)
		report_fork(P, p, P->at, &use, P->frame->type->name, "field");
}

void report_fork_value(struct parser *P, const char *p, const char *word,
		       const struct enum_value *value)
{
	int id = (int)(P->field - field_types);
	struct fork_use use = { value->name, id, true, value->forks };
	if (note_use(P, use))
		report_fork(P, p, parser_offset(P, word), &use, P->field->name, "value");
}

/* Those of one layer stand together, and are one entry. */
void note_loss(struct parser *P, int diag)
{
	int n = P->loss_count;
	if (P->frame == P->frames) {
		P->root_lost = true;
		return;
	}
	if (n && P->losses[n - 1].layer_at == P->frames[1].at)
		return;
	if ((n & (n - 1)) == 0)
		P->losses = arena_grow(P->arena, P->losses, n, n ? 2 * n : 1,
				       sizeof *P->losses);
	P->losses[P->loss_count++] = (struct loss){ P->frames[1].at, diag };
}

const char *report_too_complex(struct parser *P, const char *p, const char *why)
{
	P->unreadable = P->too_complex = true;
	diag_add(P->diags, SEVERITY_ERROR, STAGE_NONE, "too-complex",
		 p ? parser_offset(P, p) : NO_PLACE, "the text is too complex: %s", why);
	return NULL;
}
