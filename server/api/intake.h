/* Networks come in: from an upload, a file of the command line, the zoo. */
#ifndef SERVER_INTAKE_H
#define SERVER_INTAKE_H

#include "models/analyze.h"
#include "server/api/call.h"

struct intake {
	struct str bytes, file;
	struct str name;		/* as shown; empty: the network's own,
					   or the file's */
	const char *origin;		/* "upload" or "zoo" */
	bool keep;			/* store even what does not parse */

	/* What came of it. */
	enum intake_outcome {
		INTAKE_STORED, INTAKE_PRESENT, INTAKE_REFUSED, INTAKE_FAILED,
	} outcome;
	char sha256[65];
	struct analysis *analysis;	/* in phase TEST; valid until the next intake;
					   NULL when it was there already */
	enum store_result failure;	/* INTAKE_FAILED */
};

/* Analyses the bytes in both phases and stores them with their documents, layers
 * and figures in one transaction.  REFUSED: not a network (see analysis).
 * `a` is for what is made on the way. */
void intake(struct server *s, struct arena *a, struct intake *in);

/* The kept document of a network; made anew, with all that is stored of it, when an
 * older analyzer made it (a store that takes no writes gives what it has).
 * *memory: store_release. */
enum store_result intake_kept(struct server *s, struct arena *a, const char *id,
			      const char *key, struct store_document *out,
			      void **memory);
/* Sees to it that what is stored of a network is this analyzer's. */
void intake_refresh(struct server *s, struct arena *a, const char *id);
/* For idle time: makes the next network anew that an older analyzer worked out.  Each
 * is tried once; without any left it costs nothing. */
void intake_refresh_next(struct server *s);
/* Likewise for the networks that a changed rule concerns, as far as half a second goes:
 * lists tell their totals. */
void intake_refresh_due(struct server *s, struct arena *a);

/* Analyses in work[which], and says what a file that is no network is.  Valid
 * until the next analysis there; `options` must live as long. */
struct analysis *intake_analyze(struct server *s, int which, struct str bytes,
				const struct analyze_options *options);

/* The document of one analysis, in s->document until that is freed. */
struct str intake_document(struct server *s, const struct analysis *analysis,
			   struct str file, const char *sha256);

#endif
