/* One HTTP request as data: what the gate, the router and the handlers read. */
#ifndef SERVER_REQUEST_H
#define SERVER_REQUEST_H

#include "models/base/str.h"

struct pair {
	struct str name, value;
};

struct request {
	struct str method;	/* "GET" */
	struct str target;	/* as it was sent: path and query, still encoded */
	struct str version;	/* "HTTP/1.1" */
	const struct pair *headers;	/* in order, repeated ones each */
	int header_count;
	struct str body;
	uint32_t peer;		/* the client's IPv4 address or IPv6 network; 0: unknown */
};

/* Text comparison without regard to the case of ASCII letters. */
bool str_equal_caseless(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);

int header_count(const struct request *r, const char *name);
/* The first header of that name; an empty text with p NULL when there is none. */
struct str header_value(const struct request *r, const char *name);

/* The target up to its '?'. */
struct str request_path(const struct request *r);

/* Undoes percent-encoding ('+' is a space when `plus`).  False: not decodable. */
bool percent_decode(struct arena *a, struct str s, bool plus, struct str *out);

struct query {
	struct pair *list;
	int count;
};
/* The decoded parameters behind the '?'.  False: not decodable. */
bool query_parse(struct arena *a, struct str target, struct query *out);
/* The first value of that name; p NULL when there is none. */
struct str query_value(const struct query *q, const char *name);

#endif
