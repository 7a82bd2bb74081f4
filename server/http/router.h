/* Finds the row of the table of endpoints that a request is for. */
#ifndef SERVER_ROUTER_H
#define SERVER_ROUTER_H

#include "server/http/request.h"

#define MAX_PARAMETERS 2

struct call;

struct route {
	const char *method;
	const char *path;	/* "/api/networks/{id}": {…} stands for one segment */
	void (*handle)(struct call *c);
	const char *text;	/* a sentence, for GET /api and docs/api.md */
};

/* The table (routes.c), ended by a row without method. */
extern const struct route routes[];

struct match {
	const struct route *route;
	struct str parameter[MAX_PARAMETERS];	/* still percent-encoded */
	char allow[64];		/* "GET, HEAD, OPTIONS": what the path takes */
};

/* 200 with the route (a GET row serves HEAD too); 204 for OPTIONS; 405 when the
 * path exists with other methods; 404.  `allow` is filled but for 404. */
int router_find(const struct route *table, struct str method, struct str path,
		struct match *out);

#endif
