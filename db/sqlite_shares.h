/* Links on the network.  For db/ only. */
#ifndef DB_SQLITE_SHARES_H
#define DB_SQLITE_SHARES_H

#include "db/sqlite.h"

enum store_result sqlite_put_share(struct store *s, const struct store_share *share);
enum store_result sqlite_get_share(struct store *s, const char *token,
				   struct store_share *out);
enum store_result sqlite_delete_share(struct store *s, const char *id);
enum store_result sqlite_list_shares(struct store *s,
				     void (*row)(void *, const struct store_share *),
				     void *context);

#endif
