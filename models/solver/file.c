#include "models/solver/file.h"

#include "models/solver/check.h"
#include "models/textproto/lex.h"
#include "models/textproto/parse.h"

struct reading {
	struct arena *arena;
	struct str text;
	const struct message *m;	/* SolverParameter */
	struct solver_file *out;
};

/* What Caffe's NetState::MergeFrom leaves to the file where it is not said. */
static struct net_state read_state(struct arena *a, const struct message *m,
				   enum phase phase)
{
	int count = field_count(m, NetState_stage), i = 0;
	struct str *stages = NEW_ARRAY(a, count, struct str);

	for EACH_FIELD(f, m, NetState_stage)
		stages[i++] = f->value.string;
	return (struct net_state){
		.phase = has_field(m, NetState_phase) ?
			 (enum phase)get_int(m, NetState_phase) : phase,
		.level = (int)get_int(m, NetState_level),
		.stages = stages, .stage_count = count,
		.phase_yields = !has_field(m, NetState_phase),
		.level_yields = !has_field(m, NetState_level),
	};
}

/* By `type`, or by the enum of older files. */
static struct str read_type(const struct message *m)
{
	static const char *const old[] = {
		"SGD", "Nesterov", "AdaGrad", "RMSProp", "AdaDelta", "Adam",
	};
	int64_t number = get_int(m, SolverParameter_solver_type);

	if (has_field(m, SolverParameter_type) ||
	    !has_field(m, SolverParameter_solver_type))
		return get_string(m, SolverParameter_type);
	return number >= 0 && number < 6 ? str_from(old[number]) : S("");
}

/* What stands in the braces of the nth message behind the name of its field: there
 * are several where they are a list. */
static struct str body_of(const struct reading *r, uint32_t at, int nth)
{
	struct diags unread;
	struct lexer lexer = { .arena = r->arena, .diags = &unread, .text = r->text,
			       .end = r->text.p + r->text.n };
	const char *p = r->text.p + at, *start = p;
	struct token token;
	int depth = 0;

	diags_init(&unread, r->arena, 1);
	for (;; p = token.next) {
		p = lex_skip(&lexer, p);
		token = lex_token(&lexer, p);
		if (token.type == TOKEN_END)
			return (struct str){ start, (size_t)(lexer.end - start) };
		if (token.type != TOKEN_SYMBOL)
			continue;
		if ((*p == '{' || *p == '<') && depth++ == 0)
			start = p + 1;
		else if ((*p == '}' || *p == '>') && --depth == 0 && nth-- == 0)
			return (struct str){ start, (size_t)(p - start) };
	}
}

static int same_place(const struct message *m, const struct field *field)
{
	int before = 0;

	for EACH_FIELD(f, m, (int)field->id) {
		if (f == field)
			break;
		before += f->at == field->at;
	}
	return before;
}

static const struct field *nth_field(const struct message *m, int id, int n)
{
	const struct field *f = field_first(m, id);

	while (n-- > 0)
		f = field_next(f);
	return f;
}

static void add_net(struct reading *r, const struct field *f)
{
	const struct field_type *type = &field_types[f->id];
	struct solver_net *net = &r->out->nets[r->out->net_count++];

	net->field = type->name;
	if (type->kind == KIND_MESSAGE)
		net->text = body_of(r, f->at, same_place(r->m, f));
	else
		net->path = f->value.string;
}

/* The one that counts is the last that InitTrainNet reads. */
static void add_train_net(struct reading *r)
{
	static const int fields[] = {
		SolverParameter_net, SolverParameter_net_param,
		SolverParameter_train_net, SolverParameter_train_net_param,
	};
	const struct field *f = NULL;

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields) && !f; i++)
		f = field_first(r->m, fields[i]);
	if (!f)
		return;
	add_net(r, f);
	r->out->nets[0].state = read_state(
		r->arena, get_message(r->m, SolverParameter_train_state), PHASE_TRAIN);
}

static void add_test_net(struct reading *r, const struct field *f, int i)
{
	const struct field *state = i < field_count(r->m, SolverParameter_test_state) ?
		nth_field(r->m, SolverParameter_test_state, i) : NULL;
	struct solver_net *net;

	add_net(r, f);
	net = &r->out->nets[r->out->net_count - 1];
	net->tests = true;
	net->state = read_state(r->arena, state ? &state->value.message : NULL, PHASE_TEST);
	if (i < field_count(r->m, SolverParameter_test_iter))
		net->iterations = get_int_at(r->m, SolverParameter_test_iter, i);
}

/* Networks of their own first; for each test_iter that is left, the one for both. */
static void add_test_nets(struct reading *r)
{
	static const int own[] = { SolverParameter_test_net_param, SolverParameter_test_net };
	const struct field *both = field_first(r->m, SolverParameter_net_param);
	int i = 0;

	for (size_t k = 0; k < sizeof(own) / sizeof(*own); k++)
		for EACH_FIELD(f, r->m, own[k])
			add_test_net(r, f, i++);
	if (!both)
		both = field_first(r->m, SolverParameter_net);
	while (both && i < field_count(r->m, SolverParameter_test_iter))
		add_test_net(r, both, i++);
}

static int most_nets(const struct message *m)
{
	return 1 + field_count(m, SolverParameter_test_net_param) +
	       field_count(m, SolverParameter_test_net) +
	       field_count(m, SolverParameter_test_iter);
}

/* What is wrong within an inline network is said of that network. */
static void drop_inner(struct reading *r)
{
	struct diags *d = &r->out->diags;
	int kept = 0;

	for (int i = 0; i < d->count; i++) {
		const char *at = r->text.p + d->list[i].at;
		bool inner = false;

		for (int k = 0; k < r->out->net_count && d->list[i].at != NO_PLACE; k++) {
			struct str body = r->out->nets[k].text;

			inner |= body.n && at >= body.p && at < body.p + body.n;
		}
		if (!inner)
			d->list[kept++] = d->list[i];
	}
	d->count = kept;
}

bool solver_file_read(struct arena *a, struct str text, struct solver_file *out)
{
	const struct message_type *type = message_type_named("SolverParameter");
	struct parse_result result;
	struct reading r = { a, text, &result.root, out };

	*out = (struct solver_file){ 0 };
	diags_init(&out->diags, a, 50);
	lines_init(&out->lines, a, text);
	result = textproto_parse(a, &out->diags, text, type, NULL);
	if (!result.readable)
		return false;
	out->type = read_type(r.m);
	out->solver = solver_named(out->type);
	out->nets = NEW_ARRAY(a, most_nets(r.m), struct solver_net);
	add_train_net(&r);
	add_test_nets(&r);
	drop_inner(&r);
	solver_check(r.m, out);
	out->ok = diags_count(&out->diags, SEVERITY_ERROR) == 0;
	diags_locate(&out->diags, &out->lines);
	return true;
}

struct str solver_net_alone(struct arena *a, struct str text, const struct solver_net *net)
{
	size_t start = (size_t)(net->text.p - text.p), end = start + net->text.n;
	char *copy = NEW_ARRAY(a, text.n, char);

	for (size_t i = 0; i < text.n; i++) {
		bool kept = (i >= start && i < end) || strchr("\n\t", text.p[i]);

		copy[i] = kept && text.p[i] ? text.p[i] : ' ';
	}
	return (struct str){ copy, text.n };
}

struct str path_name(struct str path)
{
	size_t start = path.n;

	while (start > 0 && path.p[start - 1] != '/' && path.p[start - 1] != '\\')
		start--;
	return (struct str){ path.p + start, path.n - start };
}
