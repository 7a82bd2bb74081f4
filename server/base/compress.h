/* gzip in one file: the only user of zlib. */
#ifndef SERVER_COMPRESS_H
#define SERVER_COMPRESS_H

#include "models/base/str.h"

/* The gzip form of `s`, the same bytes every time. */
struct str gzip_compress(struct arena *a, struct str s, int level);
/* Back again; `size` is how long the original is.  False when it is not gzip,
 * damaged, or of another length. */
bool gzip_expand(struct arena *a, struct str packed, size_t size, struct str *out);

#endif
