#include "models/solver/solver.h"

const struct solver solvers[] = {
	{ "SGD", 1, 1 },
	{ "Nesterov", 2, 1 },
	{ "AdaGrad", 2, 1 },
	{ "RMSProp", 2, 1 },
	{ "Adam", 3, 2 },
	{ "AdaDelta", 4, 2 },
	{ NULL, 0, 0 },
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool same_word(struct str a, const char *b)
{
	if (a.n != strlen(b))
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b[i]))
			return false;
	return true;
}

const struct solver *solver_named(struct str name)
{
	for (const struct solver *s = solvers; s->name; s++)
		if (same_word(name, s->name))
			return s;
	return NULL;
}
