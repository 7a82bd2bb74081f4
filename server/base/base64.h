/* Base64 (RFC 4648), with padding. */
#ifndef SERVER_BASE64_H
#define SERVER_BASE64_H

#include "models/base/str.h"

struct str base64_encode(struct arena *a, const void *p, size_t n);
/* False: it is not base64. */
bool base64_decode(struct arena *a, struct str text, struct str *out);

#endif
