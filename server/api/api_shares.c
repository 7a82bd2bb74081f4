/* Links on the network, made and taken back from this machine only. */
#include "server/api/comparison.h"
#include "server/api/handlers.h"
#include "server/api/share.h"

#define DAY_MS INT64_C(86400000)
#define DEFAULT_DAYS 30
#define MOST_DAYS 3650

static void push_share(void *context, const struct store_share *share)
{
	struct json *o = json_push_object(context);

	json_add_text(o, "id", (struct str){ share->token, 24 });
	json_add_string(o, "comparison", share->comparison);
	json_add_time(o, "created", share->created);
	json_add_time(o, "expires", share->expires);
	json_add_bool(o, "expired", share->expires <= share_now());
}

void get_shares(struct call *c)
{
	struct json *document = json_object(c->arena);
	enum store_result result;

	json_add_string(document, "address", c->server->share_url);
	result = store_list_shares(c->server->store, push_share,
				   json_add_array(document, "shares"));
	if (result == STORE_OK)
		call_json(c, 200, document);
	else
		call_store_error(c, result);
}

/* "days" of the body; false, and answered, when it cannot be. */
static bool read_days(struct call *c, int64_t *days)
{
	const struct json *body = call_body(c), *v = json_get(body, "days");

	*days = DEFAULT_DAYS;
	if (!body)
		return false;
	if (!v || (json_read_int(v, days) && *days >= 1 && *days <= MOST_DAYS))
		return true;
	call_error(c, 400, "bad-days", "\"days\" must be a whole number from 1 to %d",
		   MOST_DAYS);
	return false;
}

static void store_and_answer(struct call *c, const struct comparison *comparison,
			     int64_t days)
{
	struct store_share share = { .created = share_now() };
	char token[SHARE_TOKEN_SIZE];
	struct json *document = json_object(c->arena);
	enum store_result result = comparison_put(c->server, c->arena, comparison,
						  share.comparison);

	if (result != STORE_OK && result != STORE_EXISTS) {
		call_store_error(c, result);
		return;
	}
	share.expires = share.created + days * DAY_MS;
	if (!share_token(token, share.token)) {
		call_error(c, 503, "no-randomness", "The system gives no random numbers");
		return;
	}
	result = store_put_share(c->server->store, &share);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	json_add_text(document, "id", (struct str){ share.token, 24 });
	json_add_text(document, "href",
		      str_printf(c->arena, "%s/s#%s", c->server->share_url, token));
	json_add_time(document, "expires", share.expires);
	call_json(c, 201, document);
}

void post_share(struct call *c)
{
	struct comparison comparison = { 0 };
	int64_t days;

	if (!c->server->share_url)
		call_error(c, 409, "not-shared", "This server has no address on the "
			   "network; start it with --share ADDRESS");
	else if (read_days(c, &days) && comparison_read(c, &comparison))
		store_and_answer(c, &comparison, days);
}

void delete_share(struct call *c)
{
	const char *id = call_id(c);
	struct json *document = json_object(c->arena);
	enum store_result result;

	if (!id)
		return;
	result = store_delete_share(c->server->store, id);
	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	json_add_bool(document, "deleted", true);
	call_json(c, 200, document);
}
