/* What users say besides networks: rules and solvers.  For db/ only. */
#ifndef DB_SQLITE_RULES_H
#define DB_SQLITE_RULES_H

#include "db/sqlite.h"

/* sqlite_networks.c */
enum store_result sqlite_set_options(struct store *s, const char *id,
				     struct text options);

/* sqlite_documents.c */
enum store_result sqlite_list_due(struct store *s, int limit,
				  void (*row)(void *, const char *id), void *context);
enum store_result sqlite_next_old(struct store *s, const char *after,
				  const char *analyzer, char *id);

/* sqlite_rules.c */
enum store_result sqlite_put_rule(struct store *s, const struct store_rule *rule);
enum store_result sqlite_delete_rule(struct store *s, struct text type);
enum store_result sqlite_list_rules(struct store *s, const char *id,
				    void (*row)(void *, const struct store_rule *),
				    void *context);

/* sqlite_solvers.c */
enum store_result sqlite_put_solver(struct store *s, const struct store_solver *solver);
enum store_result sqlite_delete_solver(struct store *s, const char *id);
enum store_result sqlite_list_solvers(struct store *s,
				      void (*row)(void *, const struct store_solver *),
				      void *context);

#endif
