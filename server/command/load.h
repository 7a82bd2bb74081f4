/* From a file's name to its analysis, for the commands. */
#ifndef SERVER_LOAD_H
#define SERVER_LOAD_H

#include "server/base/hash.h"
#include "server/report/report.h"

/* One analysed file with everything it rests on. */
struct loaded {
	struct buffer text;
	struct arena *arena;
	char sha256[HASH_HEX_SIZE];
	struct report report;
};

/* Reads and analyses a file ("-": standard input); of a solver definition the network
 * that it names (load_solver.h).  NULL, or a sentence about
 * why it cannot be read; a text with errors is no trouble, its analysis says
 * so.  loaded_free() in either case. */
const char *loaded_open(struct loaded *l, const char *path,
			const struct analyze_options *options);
void loaded_free(struct loaded *l);

/* All of them; prints what cannot be read to stderr.  The reports are then in
 * order; false when one could not be read.  *loaded and *reports: free(). */
bool loaded_open_all(char **paths, int count, const struct analyze_options *options,
		     struct loaded **loaded, struct report **reports);
void loaded_free_all(struct loaded *loaded, struct report *reports, int count);

/* Prints the diagnostics to stderr as file:line:column: error: … */
void loaded_print_diagnostics(const struct report *r);

#endif
