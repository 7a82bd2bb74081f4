/* Where the second listener listens, and what it is called there. */
#include "server/api/share.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdio.h>

#define SHARE_PORT 8643

static const char *read_port(const char *text, int *port)
{
	int64_t n;

	if (!option_integer(text, &n) || n < 0 || n > 65535)
		return "the port after ':' is a whole number to 65535";
	*port = (int)n;
	return NULL;
}

const char *share_address_read(const char *text, bool any, struct share_address *out)
{
	const char *colon = strchr(text, ':');
	size_t n = colon ? (size_t)(colon - text) : strlen(text);
	struct in_addr address;

	*out = (struct share_address){ .port = SHARE_PORT };
	if (n >= sizeof(out->host))
		return "an IPv4 address of this machine is needed, as in 192.168.1.5:8643";
	memcpy(out->host, text, n);
	if (inet_pton(AF_INET, out->host, &address) != 1)
		return "an IPv4 address of this machine is needed, as in 192.168.1.5:8643";
	if (address.s_addr == htonl(INADDR_ANY) && !any)
		return "0.0.0.0 is every network that this machine is on; give one address, "
		       "or --share-any before it if that is meant";
	return colon ? read_port(colon + 1, &out->port) : NULL;
}

int share_names(const struct share_address *address, char names[SHARE_NAMES][16])
{
	struct ifaddrs *all = NULL;
	int n = 0;

	if (strcmp(address->host, "0.0.0.0") != 0) {
		memcpy(names[0], address->host, sizeof(names[0]));
		return 1;
	}
	if (getifaddrs(&all))
		return 0;
	for (struct ifaddrs *i = all; i && n < SHARE_NAMES; i = i->ifa_next) {
		const struct sockaddr_in *in = (const void *)i->ifa_addr;

		if (in && in->sin_family == AF_INET && !(i->ifa_flags & IFF_LOOPBACK) &&
		    inet_ntop(AF_INET, &in->sin_addr, names[n], sizeof(names[n])))
			n++;
	}
	freeifaddrs(all);
	return n;
}
