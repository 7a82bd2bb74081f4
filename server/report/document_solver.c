/* What a solver definition says of the network that it makes. */
#include "server/report/document_part.h"

static int count_tests(const struct solver_file *f)
{
	int count = 0;

	for (int i = 0; i < f->net_count; i++)
		count += f->nets[i].tests;
	return count;
}

void document_solver_words(struct buffer *out, const struct document_solver *s)
{
	const struct solver_file *f = s->definition;
	const struct solver_net *net = s->net >= 0 ? &f->nets[s->net] : NULL;
	int tests = count_tests(f), number = s->net - (f->net_count - tests) + 1;

	if (!net)
		put_text(out, "a network that Caffe would not make");
	else if (!net->tests)
		put_text(out, "train network");
	else if (tests > 1)
		put_format(out, "test network %d of %d", number, tests);
	else
		put_text(out, "test network");
	put_text(out, " of ");
	put_str(out, s->file);
	if (net)
		put_format(out, " (%s)", net->field);
	put_text(out, ", ");
	put_str(out, f->type);
	if (net && net->iterations)
		put_format(out, ", test_iter %lld", (long long)net->iterations);
}

static void put_net(struct buffer *b, const struct document_solver *s)
{
	const struct solver_net *net = &s->definition->nets[s->net];

	KEY(b, "role");
	put_json_string(b, net->tests ? S("test") : S("train"));
	KEY(b, "field");
	put_json_string(b, str_from(net->field));
	KEY(b, "net");
	put_signed(b, s->net);
	if (!net->iterations)
		return;
	KEY(b, "iterations");
	put_json_integer(b, net->iterations);
}

static void put_fault(struct buffer *b, const struct diag *d)
{
	FIRST_KEY(b, "severity");
	put_json_string(b, str_from(severity_names[d->severity]));
	KEY(b, "code");
	put_json_string(b, str_from(d->code));
	KEY(b, "line");
	put_signed(b, d->line);
	KEY(b, "column");
	put_signed(b, d->column);
	KEY(b, "message");
	put_json_string(b, d->message);
	put_char(b, '}');
}

void document_write_solver(struct buffer *b, const struct document_solver *s)
{
	KEY(b, "solver");
	FIRST_KEY(b, "file");
	put_json_string(b, s->file);
	KEY(b, "type");
	put_json_string(b, s->definition->type);
	if (s->net >= 0)
		put_net(b, s);
	put_char(b, '}');
}

void document_open_solver(struct buffer *b, const struct document_solver *s)
{
	const struct diags *faults = &s->definition->diags;

	put_literal(b, "{\"schema\":\"netweight.solver/1\""
		       ",\"analyzer\":\"" PACKAGE_VERSION "\"");
	KEY(b, "file");
	put_json_string(b, s->file);
	KEY(b, "type");
	put_json_string(b, s->definition->type);
	put_literal(b, ",\"caffe\":{\"loads\":false,\"reasons\":[{\"stage\":\"parse\","
		       "\"line\":0,\"column\":0,\"code\":\"not-a-network\",\"message\":"
		       "\"this is a solver definition, not the prototxt of a network\"}]}");
	KEY(b, "faults");
	put_char(b, '[');
	for (int i = 0; i < faults->count; i++) {
		if (i)
			put_char(b, ',');
		put_fault(b, &faults->list[i]);
	}
	put_literal(b, "],\"networks\":[");
}
