/* Rules of the user for layer types that the catalogue lacks. */
#ifndef SETUP_RULE_H
#define SETUP_RULE_H

#include "models/layers/layer.h"

struct rules;

/* Those of options->rules, ready to be looked up; options must outlive it. */
struct rules *rules_create(struct arena *a, const struct analyze_options *options);

/* Sets up a layer whose type is unknown as the rule for it says, the rule for the
 * layer's name before that for its Python class and that for its type; without one
 * nothing happens.  What the layer cannot follow (a bottom that it lacks) is a
 * warning, and its tops stay unknown. */
void rules_apply(struct rules *rules, struct setup *s);

/* Warns about rules that no layer needed, unless the options say that they are
 * there for any network. */
void rules_finish(const struct rules *rules, struct diags *d);

#endif
