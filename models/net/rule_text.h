/* Rules as text, in one spelling. */
#ifndef NET_RULE_TEXT_H
#define NET_RULE_TEXT_H

#include "models/net/rule.h"

/* Whether a name may have this byte without quotes. */
bool rule_plain(char c);

/* The rule as rule_read() reads it back. */
struct str rule_text(struct arena *a, const struct rule *rule);

#endif
