/* What an analysis can be asked, by name: command-line options and query
 * parameters are the same rows. */
#ifndef SERVER_SETTINGS_H
#define SERVER_SETTINGS_H

#include "models/analyze.h"
#include "server/base/options.h"

struct settings {
	struct arena *arena;		/* lists live here */
	struct analyze_options analyze;	/* hand this to analyze() */
	bool phase_said;		/* rather than left as it is by default */
};

/* --phase, --level, --stage …; their target is a struct that begins with a
 * struct settings. */
extern const struct option_row setting_rows[];

void settings_init(struct settings *s, struct arena *arena);

/* One setting by its plain name, '-' or '_' alike: "phase", "data_shape".
 * NULL, or a sentence about what is wrong ("there is no such option" too). */
const char *settings_set(struct settings *s, struct str name, const char *value);

#endif
