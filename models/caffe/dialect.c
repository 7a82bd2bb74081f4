#include "models/caffe/dialect.h"

const struct dialect dialects[DIALECT_COUNT] = {
#define X(key, title) { #key, title },
	DIALECTS(X)
};

int dialect_named(struct str key)
{
	for (int i = 0; i < DIALECT_COUNT; i++) {
		if (str_equal(key, str_from(dialects[i].key)))
			return i;
	}
	return -1;
}

const struct dialect *dialect_first(uint32_t forks)
{
	return &dialects[__builtin_ctz(forks)];
}
