#include "models/solver_file.h"

#include "models/textproto/parse.h"

static struct net_state read_state(struct arena *a, const struct message *m,
				   enum phase phase)
{
	int count = field_count(m, NetState_stage), i = 0;
	struct str *stages = NEW_ARRAY(a, count, struct str);

	for EACH_FIELD(f, m, NetState_stage)
		stages[i++] = f->value.string;
	return (struct net_state){ phase, (int)get_int(m, NetState_level), stages, count };
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

/* `net` is for both; train_net and test_net are for one each. */
static struct str net_for(const struct message *m, int own)
{
	return has_field(m, own) ? field_first(m, own)->value.string
				 : get_string(m, SolverParameter_net);
}

bool solver_file_read(struct arena *a, struct str text, struct solver_file *out)
{
	const struct message_type *type = message_type_named("SolverParameter");
	const struct parse_limits limits = { 0 };
	struct parse_result result;
	struct diags diags;
	const struct message *m = &result.root;

	diags_init(&diags, a, 10);
	result = textproto_parse(a, &diags, text, type, &limits);
	if (!result.readable)
		return false;
	*out = (struct solver_file){
		.train_net = net_for(m, SolverParameter_train_net),
		.test_net = net_for(m, SolverParameter_test_net),
		.type = read_type(m),
		.train = read_state(a, get_message(m, SolverParameter_train_state),
				    PHASE_TRAIN),
		.test = read_state(a, get_message(m, SolverParameter_test_state),
				   PHASE_TEST),
	};
	out->solver = solver_named(out->type);
	return true;
}

struct str path_name(struct str path)
{
	size_t start = path.n;

	while (start > 0 && path.p[start - 1] != '/' && path.p[start - 1] != '\\')
		start--;
	return (struct str){ path.p + start, path.n - start };
}
