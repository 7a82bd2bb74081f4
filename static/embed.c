/* Turns files into a C table (server/api/assets.h), at build time.
 *
 *     embed TABLE PREFIX FOLDER... -- FILE...
 *
 * Each FILE is looked for in the FOLDERs in turn (source tree, build tree); its
 * path in the table is what follows PREFIX in its name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/api/assets.h"
#include "server/base/compress.h"
#include "server/base/file.h"
#include "server/base/hash.h"

/* gcc reads long literals quickly; a line per this many bytes. */
#define BYTES_PER_LINE 24
/* A gzip form that saves less than this is not worth its header. */
#define LEAST_SAVING 64

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool find(char *const *folders, int count, const char *file, struct buffer *out)
{
	char path[4096];

	for (int i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%s", folders[i], file);
		if (!file_read(path, FILE_LIMIT, out))
			return true;
		buffer_free(out);
	}
	return false;
}

static void print_bytes(const char *kind, int index, struct str s)
{
	printf("static const char %s_%d[] =", kind, index);
	for (size_t i = 0; i < s.n; i++) {
		if (i % BYTES_PER_LINE == 0)
			printf("%s\n\t\"", i ? "\"" : "");
		printf("\\%03o", (unsigned char)s.p[i]);
	}
	printf("%s;\n", s.n ? "\"" : " \"\"");
}

static void print_row(struct buffer *rows, int index, const char *path, struct str bytes,
		      struct str packed)
{
	char hex[HASH_HEX_SIZE];

	hash_bytes(bytes.p, bytes.n, hex);
	put_format(rows, "\t{ \"%s\", \"%s\",\n\t  \"%s\",\n\t  bytes_%d, %zu, ", path,
		   asset_type(str_from(path)), hex, index, bytes.n);
	if (packed.n)
		put_format(rows, "packed_%d, %zu },\n", index, packed.n);
	else
		put_format(rows, "NULL, 0 },\n");
}

static void embed(struct buffer *rows, int index, const char *path, struct str bytes)
{
	struct arena *a = arena_create(0);
	struct str packed = gzip_compress(a, bytes, 9);

	if (packed.n + LEAST_SAVING > bytes.n)
		packed.n = 0;
	print_bytes("bytes", index, bytes);
	if (packed.n)
		print_bytes("packed", index, packed);
	print_row(rows, index, path, bytes, packed);
	arena_destroy(a);
}

/* The part of a name behind the prefix: "static/" "static/js/a.js" -> "/js/a.js" */
static const char *table_path(const char *prefix, const char *file)
{
	size_t n = strlen(prefix);

	return strncmp(file, prefix, n) == 0 && n ? file + n - 1 : file;
}

int main(int argc, char **argv)
{
	struct buffer rows = { 0 }, bytes = { 0 };
	int first = 3;

	while (first < argc && strcmp(argv[first], "--") != 0)
		first++;
	if (first >= argc) {
		fputs("usage: embed TABLE PREFIX FOLDER... -- FILE...\n", stderr);
		return 2;
	}
	qsort(argv + first + 1, (size_t)(argc - first - 1), sizeof(*argv), compare_names);
	puts("/* Made by static/embed. */\n#include \"server/api/assets.h\"\n");
	for (int i = first + 1; i < argc; i++) {
		if (!find(argv + 3, first - 3, argv[i], &bytes)) {
			fprintf(stderr, "embed: %s: not found\n", argv[i]);
			return 1;
		}
		embed(&rows, i - first, table_path(argv[2], argv[i]),
		      (struct str){ bytes.p, bytes.n });
		buffer_free(&bytes);
	}
	printf("\nconst struct asset %s[] = {\n%.*s\t{ .path = NULL },\n};\n", argv[1],
	       (int)rows.n, rows.p ? rows.p : "");
	buffer_free(&rows);
	return fflush(stdout) || ferror(stdout);
}
