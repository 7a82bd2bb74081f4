/* The JSON shapes that several endpoints answer with (docs/api.md). */
#ifndef SERVER_VIEW_H
#define SERVER_VIEW_H

#include "db/store.h"
#include "server/base/json.h"

/* A NET. */
void view_network(struct json *object, const struct store_network *n);
/* The id in a hash: its first 24 digits. */
struct str view_id(const char *sha256);

#endif
