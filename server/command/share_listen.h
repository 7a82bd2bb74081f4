/* The second listener of `netweight serve --share`. */
#ifndef SERVER_SHARE_LISTEN_H
#define SERVER_SHARE_LISTEN_H

#include "server/http/http.h"
#include "server/api/share.h"

struct share_listener {
	bool wanted, any;
	struct share_address address;
	char names[SHARE_NAMES][SHARE_NAME_SIZE];	/* what others call it */
	char sent[SHARE_NAMES][SHARE_NAME_SIZE];	/* as in Host */
	const char *hosts[2 * SHARE_NAMES];
	int name_count;
	char url[100];			/* "http://192.168.1.5:8643" */
	struct server server;		/* over a store_reader() */
	struct http *http;		/* NULL: not listening */
};

/* Listens beside `s`, whose links on the network then have an address.  False, and said
 * why, when that cannot be. */
bool share_listen(struct share_listener *l, struct server *s, bool quiet);
void share_listen_end(struct share_listener *l);

#endif
