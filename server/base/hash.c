#include "server/base/hash.h"

#include <openssl/evp.h>

static void write_hex(const unsigned char *digest, size_t n, char *hex)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		*hex++ = digits[digest[i] >> 4];
		*hex++ = digits[digest[i] & 15];
	}
	*hex = '\0';
}

bool hash_bytes(const void *p, size_t n, char hex[HASH_HEX_SIZE])
{
	unsigned char digest[32];

	hex[0] = '\0';
	if (!EVP_Digest(p, n, digest, NULL, EVP_sha256(), NULL))
		return false;
	write_hex(digest, sizeof(digest), hex);
	return true;
}

struct hash *hash_start(void)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	if (context && !EVP_DigestInit_ex(context, EVP_sha256(), NULL)) {
		EVP_MD_CTX_free(context);
		context = NULL;
	}
	return (struct hash *)context;
}

void hash_add(struct hash *h, const void *p, size_t n)
{
	if (h)
		EVP_DigestUpdate((EVP_MD_CTX *)h, p, n);
}

bool hash_finish(struct hash *h, char hex[HASH_HEX_SIZE])
{
	unsigned char digest[32];
	bool ok = h && EVP_DigestFinal_ex((EVP_MD_CTX *)h, digest, NULL);

	hex[0] = '\0';
	if (ok)
		write_hex(digest, sizeof(digest), hex);
	EVP_MD_CTX_free((EVP_MD_CTX *)h);
	return ok;
}
