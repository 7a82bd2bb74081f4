#include "tests/textproto/support.h"

#include <stdlib.h>

struct parsed parse_text(struct str text, const struct parse_limits *limits)
{
	struct parsed p = { .arena = arena_create(0), .text = malloc(text.n ? text.n : 1) };
	struct lines lines;
	if (!p.arena || !p.text)
		abort();
	if (text.n)
		memcpy(p.text, text.p, text.n);
	text.p = p.text;
	diags_init(&p.diags, p.arena, 0);
	p.result = textproto_parse(p.arena, &p.diags, text, &net_parameter_type, limits);
	lines_init(&lines, p.arena, text);
	diags_locate(&p.diags, &lines);
	return p;
}

void parsed_free(struct parsed *p)
{
	arena_destroy(p->arena);
	free(p->text);
}
