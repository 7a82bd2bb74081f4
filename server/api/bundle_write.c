/* Networks and links as one JSON text: how it is written. */
#include "server/api/bundle_part.h"

#include <stdlib.h>

#include "server/api/defaults.h"
#include "server/api/intake.h"
#include "server/api/settings_http.h"
#include "server/api/view.h"
#include "server/base/base64.h"
#include "server/base/quote.h"
#include "server/base/utf8.h"

static int by_hash(const void *a, const void *b)
{
	return strcmp(a, b);
}

static int by_id(const void *a, const void *b)
{
	const struct store_comparison *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static void put_source(struct arena *a, struct buffer *out, struct str source)
{
	if (utf8_valid(source)) {
		put_literal(out, ",\"source\":");
		put_json_string(out, source);
	} else {
		put_literal(out, ",\"source_base64\":\"");
		put_str(out, base64_encode(a, source.p, source.n));
		put_char(out, '"');
	}
}

/* What the network's documents are asked: with all of a database its own options, as
 * the rules go along; alone with the rules, so that it is the same elsewhere. */
static void put_options(struct server *s, struct arena *a, const struct bundle *b,
			struct buffer *out, const struct store_network *n)
{
	struct json *written = json_object(a);
	struct analyze_options own;
	struct str text = to_str(n->options);

	if (!b->all && defaults_of(s, a, n->sha256, &own) == STORE_OK) {
		settings_write(a, written, &own);
		text = json_first(written) ? json_canonical(a, written) : S("");
	}
	if (!text.n)
		return;
	put_literal(out, ",\"options\":");
	put_str(out, text);
}

static void put_network(struct server *s, struct arena *a, const struct bundle *b,
			struct buffer *out, const struct store_network *n)
{
	put_literal(out, "{\"sha256\":\"");
	put_text(out, n->sha256);
	put_literal(out, "\",\"name\":");
	put_json_string(out, to_str(n->name));
	put_literal(out, ",\"file\":");
	put_json_string(out, to_str(n->file));
	put_options(s, a, b, out, n);
	put_source(a, out, to_str(n->source));
	if (b->answers) {
		struct json *view = json_object(a);

		view_network(view, n);
		put_literal(out, ",\"network\":");
		put_str(out, json_print(a, view));
	}
	put_char(out, '}');
}

static enum store_result put_networks(struct server *s, struct arena *a,
				      const struct bundle *b, struct buffer *out)
{
	for (int i = 0; i < b->network_count; i++) {
		struct store_network n;
		enum store_result result;

		if (b->answers)
			intake_refresh(s, a, b->networks[i]);
		result = store_get_network(s->store, b->networks[i], true, &n);
		if (result != STORE_OK)
			return result;
		put_text(out, i ? ",\n" : "\n");
		put_network(s, a, b, out, &n);
		store_release(n.memory);
	}
	return STORE_OK;
}

static void put_link(struct buffer *out, const struct store_comparison *c)
{
	put_literal(out, "{\"id\":\"");
	put_text(out, c->id);
	put_literal(out, "\",\"title\":");
	put_json_string(out, to_str(c->title));
	put_literal(out, ",\"note\":");
	put_json_string(out, to_str(c->note));
	put_literal(out, ",\"analyzer\":");
	put_json_string(out, str_from(c->analyzer));
	put_literal(out, ",\"created\":");
	put_json_integer(out, c->created);
	put_literal(out, ",\"content\":");
	put_str(out, to_str(c->canonical));
	put_literal(out, ",\"figures\":");
	put_str(out, c->figures.n ? to_str(c->figures) : S("[]"));
	put_char(out, '}');
}

static void put_rules(const struct bundle *b, struct buffer *out)
{
	if (b->rule_count)
		put_literal(out, "],\"rules\":[");
	for (int i = 0; i < b->rule_count; i++) {
		put_text(out, i ? ",\n" : "\n");
		put_json_string(out, b->rules[i]);
	}
}

enum store_result bundle_write(struct server *s, struct arena *a, const struct bundle *b,
			       struct buffer *out)
{
	enum store_result result;

	if (b->network_count)
		qsort(b->networks, (size_t)b->network_count, sizeof(*b->networks), by_hash);
	if (b->link_count)
		qsort(b->links, (size_t)b->link_count, sizeof(*b->links), by_id);
	put_literal(out, "{\"schema\":\"netweight.bundle/1\",\"analyzer\":\"" PACKAGE_VERSION
		    "\",\"networks\":[");
	result = put_networks(s, a, b, out);
	if (result != STORE_OK)
		return result;
	put_rules(b, out);
	put_literal(out, "],\"links\":[");
	for (int i = 0; i < b->link_count; i++) {
		put_text(out, i ? ",\n" : "\n");
		put_link(out, &b->links[i]);
	}
	if (b->answers) {
		put_literal(out, "],\"documents\":[");
		bundle_put_documents(s, a, b, out);
	}
	put_literal(out, "]}\n");
	return out->failed ? STORE_NO_MEMORY : STORE_OK;
}
