/* Where the second listener listens, and what it is called there. */
#include "server/api/share.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdio.h>

#define SHARE_PORT 8643
#define WANTED "an address of this machine is needed, as in 192.168.1.5:8643 or " \
	       "[fd00::5]:8643"

static const char *read_port(const char *text, int *port)
{
	int64_t n;

	if (!*text)
		return NULL;
	if (*text != ':' || !option_integer(text + 1, &n) || n < 0 || n > 65535)
		return "the port after ':' is a whole number to 65535";
	*port = (int)n;
	return NULL;
}

/* The address of the text, without its brackets; what stands behind it, or NULL.  One of
 * IPv6 has two colons, so without brackets it has no port. */
static const char *split(const char *text, char *host, size_t size)
{
	bool brackets = *text == '[';
	const char *from = text + brackets, *colon = strchr(text, ':'), *end;

	if (brackets)
		end = strchr(text, ']');
	else
		end = colon && !strchr(colon + 1, ':') ? colon : text + strlen(text);
	if (!end || (size_t)(end - from) >= size)
		return NULL;
	memcpy(host, from, (size_t)(end - from));
	host[end - from] = '\0';
	return end + brackets;
}

/* Whether it is an address at all; *every: that of every interface. */
static bool is_address(const char *host, bool *every)
{
	struct in6_addr v6;
	struct in_addr v4;
	char plain[SHARE_HOST_SIZE];
	const char *zone = strchr(host, '%');

	snprintf(plain, sizeof(plain), "%.*s", zone ? (int)(zone - host) : -1, host);
	if (inet_pton(AF_INET6, plain, &v6) == 1) {
		*every = IN6_IS_ADDR_UNSPECIFIED(&v6);
		return !zone || zone[1];
	}
	*every = false;
	if (zone || inet_pton(AF_INET, plain, &v4) != 1)
		return false;
	*every = v4.s_addr == htonl(INADDR_ANY);
	return true;
}

const char *share_address_read(const char *text, bool any, struct share_address *out)
{
	const char *rest;
	bool every;

	*out = (struct share_address){ .port = SHARE_PORT };
	rest = split(text, out->host, sizeof(out->host));
	if (!rest || !is_address(out->host, &every) ||
	    (*text == '[' && !strchr(out->host, ':')))
		return WANTED;
	if (every && !any)
		return "0.0.0.0 and :: are every network that this machine is on; give one "
		       "address, or --share-any before it if that is meant";
	return read_port(rest, &out->port);
}

/* As it stands in an address bar: [fe80::1%25eth0] (RFC 6874). */
static void put_name(char name[SHARE_NAME_SIZE], const char *host, const char *zone)
{
	if (!strchr(host, ':'))
		snprintf(name, SHARE_NAME_SIZE, "%s", host);
	else
		snprintf(name, SHARE_NAME_SIZE, "[%s%s%s]", host, zone ? "%25" : "",
			 zone ? zone : "");
}

static bool put_interface(char name[SHARE_NAME_SIZE], const struct ifaddrs *i, int family)
{
	const struct sockaddr_in6 *v6 = (const void *)i->ifa_addr;
	const struct sockaddr_in *v4 = (const void *)i->ifa_addr;
	char host[INET6_ADDRSTRLEN];
	const void *bytes = family == AF_INET ? (const void *)&v4->sin_addr
					      : (const void *)&v6->sin6_addr;

	if (!v4 || v4->sin_family != family || (i->ifa_flags & IFF_LOOPBACK) ||
	    !inet_ntop(family, bytes, host, sizeof(host)))
		return false;
	put_name(name, host, family == AF_INET6 && IN6_IS_ADDR_LINKLOCAL(&v6->sin6_addr)
				     ? i->ifa_name : NULL);
	return true;
}

int share_names(const struct share_address *address,
		char names[SHARE_NAMES][SHARE_NAME_SIZE])
{
	const char *zone = strchr(address->host, '%');
	char plain[SHARE_HOST_SIZE];
	struct ifaddrs *all = NULL;
	bool every = false;
	int n = 0;

	if (is_address(address->host, &every) && !every) {
		snprintf(plain, sizeof(plain), "%.*s",
			 zone ? (int)(zone - address->host) : -1, address->host);
		put_name(names[0], plain, zone ? zone + 1 : NULL);
		return 1;
	}
	if (getifaddrs(&all))
		return 0;
	for (struct ifaddrs *i = all; i && n < SHARE_NAMES; i = i->ifa_next)
		n += put_interface(names[n], i,
				   strchr(address->host, ':') ? AF_INET6 : AF_INET);
	freeifaddrs(all);
	return n;
}

void share_host(const char *name, char host[SHARE_NAME_SIZE])
{
	const char *zone = strchr(name, '%');

	if (zone)
		snprintf(host, SHARE_NAME_SIZE, "%.*s]", (int)(zone - name), name);
	else
		snprintf(host, SHARE_NAME_SIZE, "%s", name);
}
