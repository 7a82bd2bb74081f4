/* The paths of required fields that are missing, as protobuf lists them. */
#include "models/textproto/parser.h"

#define LISTED 100	/* paths in the message; the rest are counted */

/* A message on the way from the root to the one that lacks a field. */
struct step {
	const struct step *outer;
	const struct message *message;
	const struct field *inner;	/* the field that leads on */
};

struct missing {
	struct arena *arena;
	struct str paths;
	int count;
};

/* "layer[27].clip_param." */
static struct str path_of(struct arena *a, const struct step *s)
{
	if (!s)
		return S("");
	struct str outer = path_of(a, s->outer);
	const struct field_type *type = &field_types[s->inner->id];
	if (type->rule != RULE_REPEATED)
		return str_printf(a, "%.*s%s.", STR_ARGS(outer), type->name);
	int index = 0;
	for EACH_FIELD(f, s->message, (int)s->inner->id) {
		if (f == s->inner)
			break;
		index++;
	}
	return str_printf(a, "%.*s%s[%d].", STR_ARGS(outer), type->name, index);
}

static void list_missing(struct missing *m, const struct step *steps, int id)
{
	if (m->count++ >= LISTED)
		return;
	struct str path = path_of(m->arena, steps);
	m->paths = str_printf(m->arena, "%.*s%s%.*s%s", STR_ARGS(m->paths),
			      m->paths.n ? ", " : "", STR_ARGS(path), field_types[id].name);
}

/* As deep as the tree, which the parser limits. */
static void visit(struct missing *m, const struct step *outer,
		  const struct message *message, const struct message_type *type)
{
	for (int id = type->first; id < type->first + type->count; id++)
		if (field_types[id].rule == RULE_REQUIRED && !has_field(message, id))
			list_missing(m, outer, id);
	for (const struct field *f = message->first; f; f = f->next) {
		if (field_types[f->id].kind != KIND_MESSAGE)
			continue;
		struct step here = { outer, message, f };
		visit(m, &here, &f->value.message, field_types[f->id].message);
	}
}

void report_missing_required(struct parser *P, const struct message *root,
			     const struct message_type *type)
{
	struct missing m = { .arena = P->arena, .paths = S("") };
	visit(&m, NULL, root, type);
	if (m.count == 0)
		return;
	P->refused = true;
	struct str rest = m.count > LISTED ?
		str_printf(P->arena, " and %d more", m.count - LISTED) : S("");
	diag_add(P->diags, SEVERITY_ERROR, STAGE_PARSE, "missing-required", NO_PLACE,
		 "required fields are missing: %.*s%.*s", STR_ARGS(m.paths), STR_ARGS(rest));
}
