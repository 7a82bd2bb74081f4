/* Links on the network: the second listener (serve --share), which only reads.
 *
 * Its table of routes has the page's files and what one token opens: a comparison and
 * its networks.  It works on a store_reader(), so nothing on it can write. */
#ifndef SERVER_SHARE_H
#define SERVER_SHARE_H

#include "server/api/call.h"
#include "server/base/settings.h"

#define SHARE_HOST_SIZE 64
/* "192.168.1.5:8650", "[fd00::5]:8650" or "fd00::5" as two parts; NULL, or a sentence
 * about what is wrong.  An address of every interface is taken only with `any`. */
struct share_address {
	char host[SHARE_HOST_SIZE];	/* without brackets, with its zone ("%eth0") */
	int port;
};
const char *share_address_read(const char *text, bool any, struct share_address *out);

#define SHARE_NAMES 16
#define SHARE_NAME_SIZE 72
/* The addresses under which others reach it: its own, or those of all interfaces; as in
 * a URL ("[fe80::1%25eth0]"). */
int share_names(const struct share_address *address,
		char names[SHARE_NAMES][SHARE_NAME_SIZE]);
/* Such a name as clients send it in Host: zones stay on their machine. */
void share_host(const char *name, char host[SHARE_NAME_SIZE]);

/* The table of the second listener. */
extern const struct route share_routes[];

#define SHARE_TOKEN_SIZE 23		/* 22 characters, 128 bits, and a NUL */
/* A fresh token and the hash that is stored of it; false: there is no randomness. */
bool share_token(char token[SHARE_TOKEN_SIZE], char hash[65]);
/* The hash of a token that came in. */
void share_hash(struct str token, char hash[65]);

int64_t share_now(void);		/* ms since 1970 */

#endif
