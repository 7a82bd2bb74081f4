/* gzip in one file: the only user of zlib. */
#include "server/base/compress.h"

#include <zlib.h>

#define GZIP_WINDOW (15 + 16)	/* zlib's spelling of "32 KiB window, gzip frame" */

static struct arena *memory(void *opaque)
{
	return opaque;
}

static voidpf take(voidpf opaque, uInt items, uInt size)
{
	return arena_alloc(memory(opaque), items, size);
}

static void leave(voidpf opaque, voidpf p)
{
	(void)opaque;
	(void)p;
}

struct str gzip_compress(struct arena *a, struct str s, int level)
{
	z_stream z = { .zalloc = take, .zfree = leave, .opaque = a };
	size_t bound;
	char *to;

	if (deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return (struct str){ NULL, 0 };
	bound = deflateBound(&z, s.n);
	to = arena_alloc(a, bound, 1);
	z.next_in = (Bytef *)(uintptr_t)s.p;
	z.avail_in = (uInt)s.n;
	z.next_out = (Bytef *)to;
	z.avail_out = (uInt)bound;
	deflate(&z, Z_FINISH);
	deflateEnd(&z);
	return (struct str){ to, bound - z.avail_out };
}

bool gzip_expand(struct arena *a, struct str packed, size_t size, struct str *out)
{
	z_stream z = { .zalloc = take, .zfree = leave, .opaque = a };
	char *to = arena_alloc(a, size + 1, 1);
	int result;

	z.next_in = (Bytef *)(uintptr_t)packed.p;
	z.avail_in = (uInt)packed.n;
	z.next_out = (Bytef *)to;
	z.avail_out = (uInt)size + 1;
	if (inflateInit2(&z, GZIP_WINDOW) != Z_OK)
		return false;
	result = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	*out = (struct str){ to, size };
	return result == Z_STREAM_END && z.total_out == size;
}
