/* Bytes that may be anything, as text that is valid UTF-8. */
#ifndef SERVER_UTF8_H
#define SERVER_UTF8_H

#include "models/base/str.h"

/* NUL counts as unsound: the text may pass through C strings. */
bool utf8_valid(struct str s);
/* `s` itself when it is sound; else a copy with U+FFFD for each byte that is not. */
struct str utf8_clean(struct arena *a, struct str s);

#endif
