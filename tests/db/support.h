/* What the store's tests share: folders, sample networks, checks. */
#ifndef TESTS_DB_SUPPORT_H
#define TESTS_DB_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <cmocka.h>

#include "db/store.h"

/* A new folder under $TMPDIR; remove_folder() takes it and its files away. */
char *new_folder(void);
void remove_folder(char *folder);
/* folder/name, in a static buffer that the fourth call after it overwrites. */
const char *in_folder(const char *folder, const char *name);

#define SAMPLE_LAYERS 5

/* A network like any other, number `i`; its texts live in the struct itself. */
struct sample {
	struct store_network network;
	struct store_document document;
	struct store_layer layers[SAMPLE_LAYERS];
	struct store_figure figures[2];
	char name[32], file[32], source[2000], json[600];
};

void make_sample(struct sample *s, int i);
/* 64 digits that are spread like a hash of `i`. */
void fake_hash(char out[65], uint64_t i);
enum store_result put_sample(struct store *s, int i);
/* Is sample `i` there, whole: row, source, document, layers' document? */
bool has_sample(struct store *s, int i);
struct text text(const char *s);
bool text_is(struct text t, struct text other);
/* Opens; fails the test with the store's own sentence if it cannot. */
struct store *open_store(const char *path);
/* Opens what must be refused, with a sentence that has `word`. */
void refuse(const char *file, enum store_result expected, const char *word);
/* Runs SQL from outside. */
void sql(const char *file, const char *text);
/* All rows of a query, a line each, in memory to be freed. */
char *rows(const char *file, const char *query);
/* The first MiB of a file, with zeros behind it, in memory to be freed. */
char *content(const char *file);
mode_t mode_of(const char *file);
/* Copies a file; false if there is none. */
bool copy_file(const char *from, const char *to);

#define assert_store(expected, call) \
	assert_int_equal((expected), (call))

#endif
