/* Text in, numbers out: the one function behind page, API and command line. */
#ifndef MODELS_ANALYZE_H
#define MODELS_ANALYZE_H

#include "models/analysis.h"

/* Analyses a text.  Everything, the result too, lives in `arena`; text and
 * options must outlive it.  Whatever the text is, there is a result; when the
 * arena or a limit is exhausted the result says so in a diagnostic (code
 * "too-complex") and is otherwise empty.  Never crashes, never loops: time is
 * linear in the text and the layers. */
struct analysis *analyze(struct arena *arena, struct str text,
			 const struct analyze_options *options);

#endif
