/* From files' names to their analyses, for the commands. */
#ifndef SERVER_LOAD_H
#define SERVER_LOAD_H

#include "server/base/hash.h"
#include "server/base/settings.h"
#include "server/report/report.h"

/* One analysed network with everything it rests on. */
struct loaded {
	struct buffer text;
	struct str hashed;		/* the network's own part of it */
	struct arena *arena;
	char sha256[HASH_HEX_SIZE];
};

struct loaded_list {
	struct loaded *list;
	struct report *reports;		/* of each */
	int count;
	struct arena *arena;		/* of what several share */
};

/* Reads and analyses files ("-": standard input); of a solver definition the networks
 * that it makes (load_solver.h).  A text with errors is no trouble, its analysis says
 * so; prints what cannot be read to stderr, and is false then.  loaded_close() in either
 * case. */
bool loaded_open(struct loaded_list *all, char **paths, int count,
		 const struct settings *settings);
void loaded_close(struct loaded_list *all);

/* Room for one more; NULL without memory.  Others move. */
struct loaded *loaded_add(struct loaded_list *all);
/* Analyses the text of the newest one; the hash is that of `hashed`, a part of it.  NULL,
 * or a sentence about why not.  `options` must live as long as the list. */
const char *loaded_analyze(struct loaded_list *all, const char *path, struct str hashed,
			   const struct analyze_options *options);

/* Neither the network nor the solver that makes it contradicts itself. */
bool loaded_sound(const struct report *r);

/* Prints the diagnostics to stderr as file:line:column: error: … */
void loaded_print_diagnostics(const struct report *r);
void loaded_print(const struct diags *diags, const struct lines *lines, struct str file);

#endif
