/* One page that needs no server: data, style and code in one file. */
#include "server/api/single.h"

#include "server/api/assets.h"
#include "server/base/base64.h"
#include "server/base/hash.h"

static struct str part(struct server *s, struct arena *a, const char *path)
{
	const struct asset *asset = s->static_folder ?
		asset_read(a, s->static_folder, str_from(path)) :
		asset_find(page_assets, str_from(path));

	return asset ? (struct str){ asset->bytes, asset->size } : S("");
}

/* The next style sheet that the dashboard's page names in *rest, which goes on behind it;
 * its path, empty at the end. */
static struct str next_style(struct str *rest, bool *print)
{
	static const char mark[] = "<link rel=\"stylesheet\" href=\"";
	const char *from = memmem(rest->p, rest->n, mark, sizeof(mark) - 1), *quote, *end;
	const char *all = rest->p + rest->n;

	if (!from)
		return S("");
	from += sizeof(mark) - 1;
	quote = memchr(from, '"', (size_t)(all - from));
	end = quote ? memchr(quote, '>', (size_t)(all - quote)) : NULL;
	if (!end)
		return S("");
	*print = memmem(quote, (size_t)(end - quote), "print", 5) != NULL;
	*rest = (struct str){ end, (size_t)(all - end) };
	return (struct str){ from, (size_t)(quote - from) };
}

static struct str all_styles(struct server *s, struct arena *a)
{
	struct str css = S(""), rest = part(s, a, "/index.html"), path;
	bool print;

	while ((path = next_style(&rest, &print)).n) {
		struct str one = part(s, a, str_cstring(a, path));

		css = str_printf(a, print ? "%.*s@media print {\n%.*s}\n" : "%.*s%.*s",
				 STR_ARGS(css), STR_ARGS(one));
	}
	return css;
}

static int nibble(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* sha256-… as a Content-Security-Policy names what may run. */
static struct str source_hash(struct arena *a, struct str text)
{
	unsigned char digest[32] = { 0 };
	char hex[HASH_HEX_SIZE];

	if (hash_bytes(text.p, text.n, hex))
		for (int i = 0; i < 32; i++)
			digest[i] = (unsigned char)(nibble(hex[2 * i]) << 4 |
						    nibble(hex[2 * i + 1]));
	return str_printf(a, "'sha256-%.*s'",
			  STR_ARGS(base64_encode(a, digest, sizeof(digest))));
}

static void put_escaped(struct buffer *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		switch (text.p[i]) {
		case '<': put_literal(out, "&lt;"); break;
		case '&': put_literal(out, "&amp;"); break;
		default: put_char(out, text.p[i]);
		}
	}
}

static void put_head(struct arena *a, struct buffer *out, struct str title, struct str css,
		     struct str script)
{
	struct str policy = str_printf(a, "default-src 'none'; script-src %.*s; "
		"style-src %.*s; img-src data: blob:; base-uri 'none'; form-action 'none'",
		STR_ARGS(source_hash(a, script)), STR_ARGS(source_hash(a, css)));

	put_literal(out, "<!doctype html>\n<html lang=\"en\" data-theme=\"auto\">\n<head>\n"
		    "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
		    "content=\"");
	put_str(out, policy);
	put_literal(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, "
		    "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
		    "<meta name=\"generator\" content=\"netweight " PACKAGE_VERSION "\">\n"
		    "<title>");
	put_escaped(out, title.n ? title : S("netweight"));
	put_literal(out, "</title>\n<style>");
	put_str(out, css);
	put_literal(out, "</style>\n</head>\n<body>\n<main id=\"main\" tabindex=\"-1\"></main>\n"
		    "<div id=\"toasts\" role=\"status\" aria-live=\"polite\"></div>\n"
		    "<noscript>This page needs JavaScript. The networks are in it as text; "
		    "netweight opens the file too.</noscript>\n");
}

/* No "<" in the data, so nothing in it can end the element. */
static void put_data(struct buffer *out, struct str json)
{
	size_t from = 0;

	put_literal(out, "<script type=\"application/json\" id=\"netweight-data\">\n");
	for (size_t i = 0; i < json.n; i++)
		if (json.p[i] == '<') {
			put_bytes(out, json.p + from, i - from);
			put_literal(out, "\\u003c");
			from = i + 1;
		}
	put_bytes(out, json.p + from, json.n - from);
	put_literal(out, "</script>\n");
}

enum store_result single_write(struct server *s, struct arena *a, struct bundle *b,
			       struct buffer *out)
{
	struct str css = all_styles(s, a), script = part(s, a, "/vendor/single.js");
	struct buffer data = { 0 };
	enum store_result result;

	b->answers = true;
	result = bundle_write(s, a, b, &data);
	if (result == STORE_OK) {
		put_head(a, out, b->link_count ? to_str(b->links[0].title) : S(""), css,
			 script);
		put_data(out, (struct str){ data.p, data.n });
		put_literal(out, "<script>");
		put_str(out, script);
		put_literal(out, "</script>\n</body>\n</html>\n");
	}
	buffer_free(&data);
	return out->failed ? STORE_NO_MEMORY : result;
}
