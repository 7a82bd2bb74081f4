/* The handlers of the table of endpoints (routes.c), by the file they are in. */
#ifndef SERVER_HANDLERS_H
#define SERVER_HANDLERS_H

#include "server/api/call.h"

/* api_networks.c */
void get_networks(struct call *c);
void post_network(struct call *c);
void post_zoo(struct call *c);
void get_network(struct call *c);
void patch_network(struct call *c);
void delete_network(struct call *c);
void get_source(struct call *c);

/* api_analysis.c */
void get_analysis(struct call *c);
void get_layers(struct call *c);

/* api_comparisons.c */
void get_comparisons(struct call *c);
void post_comparison(struct call *c);
void get_comparison(struct call *c);
void patch_comparison(struct call *c);
void delete_comparison(struct call *c);
/* GET's answer for a comparison that was found. */
void comparison_answer(struct call *c, const struct store_comparison *row);

/* api_solvers.c */
void get_solvers(struct call *c);
void delete_solver(struct call *c);
/* Stores a solver definition and answers; false when the bytes are none. */
bool take_solver(struct call *c, struct str bytes, struct str name);
/* Adds "solvers": those that name a network of this file. */
void add_solvers(struct call *c, struct json *document, const struct store_network *n);

/* api_rules.c */
void get_rules(struct call *c);
void put_rule(struct call *c);
void delete_rule(struct call *c);
/* api_bundle.c */
void get_bundle(struct call *c);
void post_bundle(struct call *c);
void post_single(struct call *c);

/* api_shares.c */
void get_shares(struct call *c);
void post_share(struct call *c);
void delete_share(struct call *c);

/* api_meta.c */
void get_api(struct call *c);
void get_zoo(struct call *c);
void get_layer_kinds(struct call *c);
void get_metrics(struct call *c);
void get_health(struct call *c);

#endif
