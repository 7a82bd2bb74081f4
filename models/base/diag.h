/* Messages about a network, as data with a position.
 *
 * Libraries never print.  Whatever is wrong with a text goes into one list,
 * with what was found, what was expected and where the other party is; work
 * goes on after an error wherever it can. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "models/base/lines.h"

enum severity {
	SEVERITY_NOTE,
	SEVERITY_WARNING,	/* shapes are known all the same */
	SEVERITY_ERROR,		/* the file contradicts itself: status "invalid" */
};

/* At which step stock BVLC Caffe stops because of it (caffe.reasons). */
enum caffe_stage {
	STAGE_PARSE, STAGE_UPGRADE, STAGE_FILTER, STAGE_INIT,
	STAGE_NONE,		/* Caffe would not mind */
};

struct diag {
	enum severity severity;
	enum caffe_stage stage;
	const char *code;	/* stable, kebab-case: "unknown-bottom" */
	uint32_t at;		/* byte offset in the text, or NO_PLACE */
	int line, column;	/* 1-based, column in bytes as TextFormat counts
				   (a tab goes to the next multiple of 8); 0 without
				   a place.  Filled by diags_locate(). */
	uint32_t caffe_at;	/* where Caffe complains: behind a name that it does
				   not know, where `at` is the name */
	int caffe_line, caffe_column;
	bool assumed;		/* rests on an assumed shape */
	struct str message;	/* one sentence, no full stop, no place */
	struct str hint;	/* how to mend it, or empty */
};

struct diags {
	struct arena *arena;
	struct diag *list;
	int count, capacity;
	int limit;		/* further ones are counted, not kept */
	int dropped;
	bool any_error;		/* among the kept or the dropped ones */
	bool any_refusal;	/* likewise: one with a stage */
};

/* Any number of texts may be reported on in one list; `limit` 0 means 1000. */
void diags_init(struct diags *d, struct arena *a, int limit);

/* Adds a message and returns it, for the rarer fields (hint, assumed).  Never
 * NULL: past the limit it is a scratch entry.  Texts are copied. */
struct diag *diag_add(struct diags *d, enum severity severity,
		      enum caffe_stage stage, const char *code, uint32_t at,
		      const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* The same with a message that is made already and lives as long as the list. */
struct diag *diag_put(struct diags *d, enum severity severity,
		      enum caffe_stage stage, const char *code, uint32_t at,
		      struct str message);

/* Moves a message to what it is about, from where Caffe complains. */
void diag_move(struct diag *d, uint32_t at);

/* Takes the latest message back: it was no news. */
void diag_withdraw(struct diags *d, const struct diag *latest);

int diags_count(const struct diags *d, enum severity severity);

/* Fills line and column of every message and sorts by Caffe's place (stable). */
void diags_locate(struct diags *d, const struct lines *l);

/* "file:line:column: error: message", the source line and a caret beneath, and
 * the hint; control bytes made visible, long lines cut around the caret. */
struct str diag_format(struct arena *a, const struct diag *d, const char *file,
		       const struct lines *l);

extern const char *const severity_names[];	/* "note", "warning", "error" */
extern const char *const stage_names[];		/* "parse" … "init"; none: NULL */

#endif
