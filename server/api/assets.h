/* Files that are part of the program: the page and the bundled networks.
 *
 * static/embed turns folders into C tables at build time, so that the server has
 * no file system to be talked out of. */
#ifndef SERVER_ASSETS_H
#define SERVER_ASSETS_H

#include "models/base/str.h"

struct asset {
	const char *path;	/* "/js/main.js" */
	const char *type;	/* Content-Type */
	char etag[65];		/* hex SHA-256 of the bytes */
	const char *bytes;
	size_t size;
	const char *gzip;	/* NULL where it would not be smaller */
	size_t gzip_size;
};

/* Generated; sorted by path, ended by a NULL path. */
extern const struct asset page_assets[];
extern const struct asset zoo_assets[];

/* The asset of that path, or NULL. */
const struct asset *asset_find(const struct asset *table, struct str path);
/* The same from a folder, read now, while developing; no link is followed and no
 * name that starts with a dot is served.  NULL when there is none. */
const struct asset *asset_read(struct arena *a, const char *folder, struct str path);
/* Content-Type by the name's ending; "application/octet-stream" for others. */
const char *asset_type(struct str path);

#endif
