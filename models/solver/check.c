#include "models/solver/check.h"

#include "models/caffe/schema.h"

#define NET_FIELDS "net, net_param, train_net, train_net_param"

struct checking {
	const struct message *m;
	struct solver_file *file;
	int iterations, states;		/* how many there are */
	int own, tested;		/* test nets of their own; in all */
};

static void refuse(struct checking *c, const char *code, uint32_t at, const char *format,
		   ...) __attribute__((format(printf, 4, 5)));

static void refuse(struct checking *c, const char *code, uint32_t at, const char *format,
		   ...)
{
	struct diags *d = &c->file->diags;
	va_list args;

	va_start(args, format);
	diag_put(d, SEVERITY_ERROR, STAGE_INIT, code, at,
		 str_vprintf(d->arena, format, args));
	va_end(args);
}

static uint32_t place(struct checking *c, int id)
{
	return place_of(c->m, id, NO_PLACE);
}

static void check_train_net(struct checking *c)
{
	static const int fields[] = {
		SolverParameter_net, SolverParameter_net_param,
		SolverParameter_train_net, SolverParameter_train_net_param,
	};
	uint32_t last = NO_PLACE;
	int count = 0;

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		uint32_t at = place(c, fields[i]);

		count += at != NO_PLACE;
		if (at != NO_PLACE && (last == NO_PLACE || at > last))
			last = at;
	}
	if (!count)
		refuse(c, "solver-net", NO_PLACE, "a solver must specify a train net using "
		       "one of these fields: " NET_FIELDS);
	if (count > 1)
		refuse(c, "solver-net", last, "a solver must not contain more than one of "
		       "these fields, which specify a train net: " NET_FIELDS);
}

static void check_iterations(struct checking *c)
{
	bool generic = has_field(c->m, SolverParameter_net) ||
		       has_field(c->m, SolverParameter_net_param);
	uint32_t at = place(c, SolverParameter_test_iter);

	if (generic ? c->iterations >= c->own : c->iterations == c->own)
		return;
	if (at == NO_PLACE)
		at = place_of(c->m, SolverParameter_test_net,
			      place(c, SolverParameter_test_net_param));
	refuse(c, "solver-test-iter", at, "test_iter must be specified for each test "
	       "network: %d test_iter, %d test network%s", c->iterations, c->own,
	       c->own == 1 ? "" : "s");
}

static void check_states(struct checking *c)
{
	if (c->states && c->states != c->tested)
		refuse(c, "solver-test-state", place(c, SolverParameter_test_state),
		       "test_state must be unspecified or specified once per test net: "
		       "%d test_state, %d test net%s", c->states, c->tested,
		       c->tested == 1 ? "" : "s");
}

static void check_interval(struct checking *c)
{
	int64_t interval = get_int(c->m, SolverParameter_test_interval);

	if (c->tested && interval <= 0)
		refuse(c, "solver-test-interval",
		       place_of(c->m, SolverParameter_test_interval,
				place(c, SolverParameter_test_iter)),
		       "test_interval must be greater than 0 where there are test nets; "
		       "it is %lld", (long long)interval);
}

static void check_loss(struct checking *c)
{
	if (get_int(c->m, SolverParameter_average_loss) < 1)
		refuse(c, "solver-average-loss", place(c, SolverParameter_average_loss),
		       "average_loss must be at least 1");
}

/* The registry knows names by their letters, upper and lower case. */
static void check_type(struct checking *c)
{
	struct str type = c->file->type;
	uint32_t at = place(c, SolverParameter_type);

	if (has_field(c->m, SolverParameter_type) &&
	    has_field(c->m, SolverParameter_solver_type))
		refuse(c, "solver-type", at, "old solver_type field (enum) and new type field "
		       "(string) cannot be both specified");
	if (!c->file->solver || !str_equal(type, str_from(c->file->solver->name)))
		refuse(c, "solver-type", at, "unknown solver type: %.*s (known types: "
		       "AdaDelta, AdaGrad, Adam, Nesterov, RMSProp, SGD)", STR_ARGS(type));
}

static void check_numbers(struct checking *c)
{
	struct str type = c->file->type;
	bool rms = str_equal(type, S("RMSProp"));
	double decay = get_float(c->m, SolverParameter_rms_decay);

	if ((rms || str_equal(type, S("AdaGrad"))) &&
	    get_float(c->m, SolverParameter_momentum) != 0)
		refuse(c, "solver-momentum", place(c, SolverParameter_momentum),
		       "momentum cannot be used with %.*s", STR_ARGS(type));
	if (rms && !(decay >= 0 && decay < 1))
		refuse(c, "solver-decay", place(c, SolverParameter_rms_decay),
		       "rms_decay must lie between 0 and 1");
}

/* Net::Init gets an inline network as it stands: nothing upgrades it. */
static void check_inline(struct checking *c)
{
	static const int fields[] = {
		SolverParameter_net_param, SolverParameter_train_net_param,
		SolverParameter_test_net_param,
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		for EACH_FIELD(f, c->m, fields[i])
			if (has_field(&f->value.message, NetParameter_layers) ||
			    has_field(&f->value.message, NetParameter_input))
				diag_add(&c->file->diags, SEVERITY_WARNING, STAGE_NONE,
					 "solver-old-net", f->at, "%s is in an old format: "
					 "Caffe upgrades network files, but no network in a "
					 "solver, and would pass over its layers and input; "
					 "it is shown as if it were upgraded",
					 field_types[fields[i]].name);
}

void solver_check(const struct message *m, struct solver_file *file)
{
	struct checking c = {
		.m = m, .file = file,
		.iterations = field_count(m, SolverParameter_test_iter),
		.states = field_count(m, SolverParameter_test_state),
		.own = field_count(m, SolverParameter_test_net_param) +
		       field_count(m, SolverParameter_test_net),
	};

	for (int i = 0; i < file->net_count; i++)
		c.tested += file->nets[i].tests;
	check_train_net(&c);
	check_iterations(&c);
	check_states(&c);
	check_interval(&c);
	check_loss(&c);
	check_type(&c);
	check_numbers(&c);
	check_inline(&c);
}
