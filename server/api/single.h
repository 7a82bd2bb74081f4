/* One page that needs no server: data, style and code in one file. */
#ifndef SERVER_SINGLE_H
#define SERVER_SINGLE_H

#include "server/api/bundle.h"

/* Writes the page that shows the first link of the bundle, with its figures. */
enum store_result single_write(struct server *s, struct arena *a, struct bundle *b,
			       struct buffer *out);

#endif
