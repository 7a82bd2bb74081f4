/* The page: one index.html for all its addresses, and its files. */
#include "server/api/page.h"

static const struct asset *find(struct call *c, struct str path)
{
	const char *folder = c->server->static_folder;

	return folder ? asset_read(c->arena, folder, path) :
			asset_find(page_assets, path);
}

static void serve(struct call *c, const struct asset *asset, int status)
{
	struct reply *r = c->reply;

	r->status = status;
	r->type = asset->type;
	r->etag = asset->etag;
	r->cache = "no-cache";
	r->lasting = status == 200 && !c->server->static_folder;
	r->varies = asset->gzip != NULL;
	r->gzip = asset->gzip && accepts_gzip(c->request);
	r->body = r->gzip ? (struct str){ asset->gzip, asset->gzip_size } :
			    (struct str){ asset->bytes, asset->size };
}

static void serve_index(struct call *c, int status)
{
	const struct asset *index = find(c, S("/index.html"));

	if (index)
		serve(c, index, status);
	else
		call_error(c, 404, "not-found", "There is no index.html");
}

static bool has_extension(struct str path)
{
	for (size_t i = path.n; i > 0 && path.p[i - 1] != '/'; i--)
		if (path.p[i - 1] == '.')
			return true;
	return false;
}

void page_file(struct call *c, struct str path)
{
	const struct asset *asset = find(c, path);

	if (asset)
		serve(c, asset, 200);
	else if (has_extension(path))
		call_error(c, 404, "not-found", "There is no such file");
	else
		serve_index(c, 404);
}

void page_index(struct call *c)
{
	serve_index(c, 200);
}
