/* What an implementation of the store provides: one row of functions.  For db/
 * only.  Ids are checked (24 or 64 hex digits) before a call gets here. */
#ifndef DB_STORE_CLASS_H
#define DB_STORE_CLASS_H

#include "db/store.h"

#define STORE_MAX_BYTES     (INT64_C(10) << 30)
#define STORE_RESERVE_BYTES (INT64_C(32) << 20)

struct store_class {
	const char *name;
	void (*close)(struct store *s);
	void (*note_address)(struct store *s, const char *address);
	void (*idle)(struct store *s);
	enum store_result (*count)(struct store *s, struct store_counts *out);
	enum store_result (*put_network)(struct store *s, const struct store_network *n,
					 const struct store_document *docs, int doc_count);
	enum store_result (*put_documents)(struct store *s, const char *id,
					   const struct store_network *n,
					   const struct store_document *docs,
					   int doc_count);
	enum store_result (*get_network)(struct store *s, const char *id,
					 bool with_source, struct store_network *out);
	enum store_result (*get_document)(struct store *s, const char *id,
					  const char *options,
					  struct store_document *out, void **memory);
	enum store_result (*rename_network)(struct store *s, const char *id,
					    struct text name);
	enum store_result (*delete_network)(struct store *s, const char *id,
					    int64_t *links);
	enum store_result (*count_links)(struct store *s, const char *id,
					 int64_t *links);
	enum store_result (*list_networks)(struct store *s, const struct store_query *q,
					   void (*row)(void *, const struct store_network *),
					   void *context, int64_t *total, char *cursor);
	enum store_result (*put_comparison)(struct store *s,
					    const struct store_comparison *c);
	enum store_result (*get_comparison)(struct store *s, const char *id,
					    struct store_comparison *out);
	enum store_result (*rename_comparison)(struct store *s, const char *id,
					       struct text title, struct text note);
	enum store_result (*delete_comparison)(struct store *s, const char *id);
	enum store_result (*list_comparisons)(struct store *s,
					      void (*row)(void *,
							  const struct store_comparison *),
					      void *context);
	enum store_result (*set_options)(struct store *s, const char *id,
					 struct text options);
	enum store_result (*list_due)(struct store *s, int limit,
				      void (*row)(void *, const char *id),
				      void *context);
	enum store_result (*next_old)(struct store *s, const char *after,
				      const char *analyzer, char *id);
	enum store_result (*put_rule)(struct store *s, const struct store_rule *rule);
	enum store_result (*delete_rule)(struct store *s, struct text type);
	enum store_result (*list_rules)(struct store *s, const char *id,
					void (*row)(void *, const struct store_rule *),
					void *context);
	enum store_result (*put_share)(struct store *s, const struct store_share *share);
	enum store_result (*get_share)(struct store *s, const char *token,
				       struct store_share *out);
	enum store_result (*delete_share)(struct store *s, const char *id);
	enum store_result (*list_shares)(struct store *s,
					 void (*row)(void *, const struct store_share *),
					 void *context);
	enum store_result (*put_solver)(struct store *s,
					const struct store_solver *solver);
	enum store_result (*delete_solver)(struct store *s, const char *id);
	enum store_result (*list_solvers)(struct store *s,
					  void (*row)(void *,
						      const struct store_solver *),
					  void *context);
};

/* The part that every implementation's own struct begins with. */
struct store {
	const struct store_class *class;
	int64_t max_bytes, reserve_bytes;
	char message[1024];
	char stopped[1024];	/* why nothing is written any more, or "" */
};

/* Sets the message; returns `result`. */
enum store_result store_fail(struct store *s, enum store_result result,
			     const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Writing stops, for the reason that the message gives. */
void store_stop(struct store *s);
/* Copies `n` texts into one block of memory, each with a NUL after it, and points
 * them there.  False: out of memory, nothing changed.  store_release(*memory). */
bool store_own(struct text *const *texts, size_t n, void **memory);

#endif
