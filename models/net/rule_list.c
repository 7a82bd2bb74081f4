/* Lists of rules, one for each subject. */
#include "models/net/rule.h"

bool rule_same_subject(const struct rule *a, const struct rule *b)
{
	return a->scope == b->scope && str_equal(a->subject, b->subject);
}

const char *const rule_scope_names[] = { "type", "python", "layer" };

/* Rules of types first, then by the bytes of their subjects. */
static bool comes_before(const struct rule *a, const struct rule *b)
{
	if (a->scope != b->scope)
		return a->scope < b->scope;
	return str_compare(a->subject, b->subject) < 0;
}

struct rule *rules_with(struct arena *a, const struct rule *rules, int *count,
			const struct rule *more)
{
	struct rule *list = NEW_ARRAY(a, *count + 1, struct rule);
	int n = 0, at;

	for (int i = 0; i < *count; i++)
		if (!rule_same_subject(&rules[i], more))
			list[n++] = rules[i];
	for (at = n++; at > 0 && comes_before(more, &list[at - 1]); at--)
		list[at] = list[at - 1];
	list[at] = *more;
	*count = n;
	return list;
}
