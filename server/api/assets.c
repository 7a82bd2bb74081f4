/* Files that are part of the program. */
#include "server/api/assets.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/base/hash.h"

/* No file of the page is near this. */
#define LARGEST_FILE ((off_t)16 << 20)

static const struct type {
	const char *ending, *type;
} types[] = {
	{ ".html", "text/html; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".mjs", "text/javascript; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
	{ ".ico", "image/x-icon" },
	{ ".woff2", "font/woff2" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".prototxt", "text/plain; charset=utf-8" },
};

const char *asset_type(struct str path)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		struct str ending = str_from(types[i].ending);

		if (path.n >= ending.n && memcmp(path.p + path.n - ending.n, ending.p,
						 ending.n) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

const struct asset *asset_find(const struct asset *table, struct str path)
{
	for (const struct asset *asset = table; asset->path; asset++)
		if (str_equal(path, str_from(asset->path)))
			return asset;
	return NULL;
}

/* "/js/main.js": letters, digits and "._-", no segment empty or with a dot in
 * front. */
static bool path_is_plain(struct str path)
{
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9') || c == '_' || c == '-';

		if (!word && c != '.' && c != '/')
			return false;
		if (c == '/' && (i + 1 == path.n || path.p[i + 1] == '/' ||
				 path.p[i + 1] == '.'))
			return false;
	}
	return path.n > 1 && path.p[0] == '/';
}

static bool read_all(int fd, char *to, size_t size)
{
	size_t used = 0;

	while (used < size) {
		ssize_t n = read(fd, to + used, size - used);

		if (n <= 0)
			return false;
		used += (size_t)n;
	}
	return true;
}

static struct asset *load(struct arena *a, int fd, struct str path)
{
	struct asset *asset = NEW(a, struct asset);
	struct stat st;
	char *bytes;

	if (fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_size > LARGEST_FILE)
		return NULL;
	bytes = arena_alloc(a, (size_t)st.st_size, 1);
	if (!read_all(fd, bytes, (size_t)st.st_size))
		return NULL;
	asset->path = str_cstring(a, path);
	asset->type = asset_type(path);
	asset->bytes = bytes;
	asset->size = (size_t)st.st_size;
	hash_bytes(bytes, asset->size, asset->etag);
	return asset;
}

const struct asset *asset_read(struct arena *a, const char *folder, struct str path)
{
	struct asset *asset;
	struct str name = str_printf(a, "%s%.*s", folder, STR_ARGS(path));
	int fd;

	if (!path_is_plain(path))
		return NULL;
	fd = open(str_cstring(a, name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return NULL;
	asset = load(a, fd, path);
	close(fd);
	return asset;
}
