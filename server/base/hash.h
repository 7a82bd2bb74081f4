/* SHA-256, by libcrypto: the only file that uses it. */
#ifndef SERVER_HASH_H
#define SERVER_HASH_H

#include <stdbool.h>
#include <stddef.h>

#define HASH_HEX_SIZE 65	/* 64 lower-case digits and a NUL */

/* Of bytes at once; false when the library fails (hex is then ""). */
bool hash_bytes(const void *p, size_t n, char hex[HASH_HEX_SIZE]);

/* Of bytes as they come.  hash_finish() frees it; NULL stands all calls. */
struct hash;
struct hash *hash_start(void);
void hash_add(struct hash *h, const void *p, size_t n);
bool hash_finish(struct hash *h, char hex[HASH_HEX_SIZE]);

#endif
