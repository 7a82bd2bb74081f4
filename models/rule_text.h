/* Rules as text, in one spelling. */
#ifndef MODELS_RULE_TEXT_H
#define MODELS_RULE_TEXT_H

#include "models/rule.h"

/* Whether a name may have this byte without quotes. */
bool rule_plain(char c);

/* The rule as rule_read() reads it back. */
struct str rule_text(struct arena *a, const struct rule *rule);

#endif
