/* What a token opens, and nothing else. */
#include "server/api/share.h"

#include <sys/random.h>
#include <time.h>

#include "server/api/defaults.h"
#include "server/api/handlers.h"
#include "server/base/hash.h"
#include "server/api/page.h"
#include "server/api/view.h"

#define TOKEN_BYTES 16

int64_t share_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void share_hash(struct str token, char hash[65])
{
	hash_bytes(token.p, token.n, hash);
}

bool share_token(char token[SHARE_TOKEN_SIZE], char hash[65])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789-_";
	unsigned char bytes[TOKEN_BYTES + 1] = { 0 };

	if (getrandom(bytes, TOKEN_BYTES, 0) != TOKEN_BYTES)
		return false;
	for (int i = 0; i < SHARE_TOKEN_SIZE - 1; i++) {
		unsigned pair = (unsigned)bytes[i * 6 / 8] << 8 | bytes[i * 6 / 8 + 1];

		token[i] = digits[pair >> (10 - i * 6 % 8) & 63];
	}
	token[SHARE_TOKEN_SIZE - 1] = '\0';
	share_hash(str_from(token), hash);
	return true;
}

/* The comparison of the request's token.  Unknown, wrong and expired ones get the same
 * answer after the same work. */
static bool grant(struct call *c, struct store_comparison *row)
{
	struct store_share share;
	char hash[65];

	share_hash(header_value(c->request, "X-Netweight-Share"), hash);
	if (!guess_allowed(&c->server->guesses, c->request->peer, share_now())) {
		c->reply->retry_after = "60";
		call_error(c, 429, "too-many-guesses", "Too many wrong links from this "
			   "address; wait a minute");
		return false;
	}
	if (store_get_share(c->server->store, hash, &share) == STORE_OK &&
	    share.expires > share_now() &&
	    store_get_comparison(c->server->store, share.comparison, row) == STORE_OK)
		return true;
	guess_failed(&c->server->guesses, c->request->peer, share_now());
	call_error(c, 404, "no-share", "This link opens nothing: it has expired, was taken "
		   "back, or was cut when it was sent");
	return false;
}

static void get_shared(struct call *c)
{
	struct store_comparison row;

	if (!grant(c, &row))
		return;
	comparison_answer(c, &row);
	store_release(row.memory);
}

/* Whether the path's network is one of the comparison's. */
static bool is_of(struct call *c, const struct store_comparison *row)
{
	struct str id = c->parameter[0];

	for (int i = 0; i < row->network_count; i++)
		if ((id.n == 24 || id.n == 64) && memcmp(row->networks[i], id.p, id.n) == 0)
			return true;
	call_error(c, 404, "no-share", "This network is not part of what was shared");
	return false;
}

static bool granted(struct call *c)
{
	struct store_comparison row;
	bool good = grant(c, &row);

	if (!good)
		return false;
	good = is_of(c, &row);
	store_release(row.memory);
	return good;
}

static void get_shared_network(struct call *c)
{
	struct json *document = json_object(c->arena);
	struct store_network n;
	enum store_result result;

	if (!granted(c))
		return;
	result = store_get_network(c->server->store, str_cstring(c->arena, c->parameter[0]),
				   false, &n);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	view_network(json_add_object(document, "network"), &n);
	defaults_add(c->server, c->arena, n.sha256, document);
	store_release(n.memory);
	call_json(c, 200, document);
}

static void get_shared_source(struct call *c)
{
	if (granted(c))
		get_source(c);
}

static void get_shared_analysis(struct call *c)
{
	if (granted(c))
		get_analysis(c);
}

const struct route share_routes[] = {
	{ "GET", "/s", page_index, "The page that a link on the network opens." },
	{ "GET", "/api/share/comparisons/shared", get_shared, "What the token opens." },
	{ "GET", "/api/share/networks/{id}", get_shared_network, "A network of it." },
	{ "GET", "/api/share/networks/{id}/source", get_shared_source, "Its bytes." },
	{ "GET", "/api/share/networks/{id}/analysis", get_shared_analysis,
	  "Its analysis document." },
	{ NULL, NULL, NULL, NULL },
};
