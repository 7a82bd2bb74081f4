#include "tests/db/support.h"

#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *new_folder(void)
{
	const char *base = getenv("TMPDIR");
	char *folder = malloc(4096);

	assert_non_null(folder);
	snprintf(folder, 4096, "%s/netweight-db-XXXXXX", base && *base ? base : "/tmp");
	assert_non_null(mkdtemp(folder));
	return folder;
}

static void empty_folder(const char *folder)
{
	DIR *d = opendir(folder);

	if (!d)
		return;
	for (struct dirent *e = readdir(d); e; e = readdir(d)) {
		char path[4096];
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof path, "%.2000s/%s", folder, e->d_name);
		if (unlink(path) == 0)
			continue;
		empty_folder(path);
		rmdir(path);
	}
	closedir(d);
}

void remove_folder(char *folder)
{
	empty_folder(folder);
	rmdir(folder);
	free(folder);
}

const char *in_folder(const char *folder, const char *name)
{
	static char paths[4][4096];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof paths[0], "%.2000s/%.2000s", folder, name);
	return path;
}

struct text text(const char *s)
{
	return (struct text){s, strlen(s)};
}

bool text_is(struct text t, struct text other)
{
	return t.n == other.n && memcmp(t.p, other.p, t.n) == 0;
}

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

void fake_hash(char out[65], uint64_t i)
{
	for (uint64_t word = 0; word < 4; word++)
		snprintf(out + 16 * word, 17, "%016llx", (unsigned long long)
			 mix((i * 4 + word + 1) * UINT64_C(0x9e3779b97f4a7c15)));
}

static void make_layers(struct sample *s, int i)
{
	for (int k = 0; k < SAMPLE_LAYERS; k++)
		s->layers[k] = (struct store_layer){
			.index = k, .name = text("conv"), .type = text("Convolution"),
			.shape = text("1x96x55x55"), .line = 10 * k, .params = 34944 + i,
			.memory_elements = 290400, .macs = 105415200 + k,
		};
	s->figures[0] = (struct store_figure){-1, "memory.peak", 1000 + i};
	s->figures[1] = (struct store_figure){2, "stride", 4};
	s->document.layers = s->layers;
	s->document.layer_count = SAMPLE_LAYERS;
	s->document.figures = s->figures;
	s->document.figure_count = 2;
}

void make_sample(struct sample *s, int i)
{
	memset(s, 0, sizeof *s);
	snprintf(s->name, sizeof s->name, "Net %d", i);
	snprintf(s->file, sizeof s->file, "net%d.prototxt", i);
	for (size_t k = 0; k < sizeof s->source; k++)
		s->source[k] = (char)mix((uint64_t)i * 10007 + k);
	for (size_t k = 0; k < sizeof s->json; k++)
		s->json[k] = (char)mix((uint64_t)i * 20011 + k);
	s->network = (struct store_network){
		.name = text(s->name), .file = text(s->file),
		.source = {s->source, sizeof s->source - (size_t)(i % 100)},
		.origin = i % 10 ? "upload" : "zoo", .format = "V2", .status = "complete",
		.caffe_loads = i % 2, .created = 1000 + i, .layers = i % 7,
		.params = i * INT64_C(1000003), .macs = 1000 - i, .memory_bytes = i ^ 21,
		.summary = text("{\"depth\":8}"),
	};
	fake_hash(s->network.sha256, (uint64_t)i);
	s->document = (struct store_document){
		.options = "phase=TEST", .analyzer = "0.1.0", .status = "complete",
		.json = s->json, .json_size = sizeof s->json, .raw_size = 4000,
	};
	fake_hash(s->document.etag, (uint64_t)i + 1000000);
	make_layers(s, i);
}

enum store_result put_sample(struct store *store, int i)
{
	struct sample *s = malloc(sizeof *s);

	assert_non_null(s);
	make_sample(s, i);
	enum store_result result = store_put_network(store, &s->network, &s->document, 1);
	free(s);
	return result;
}

static bool same_network(const struct store_network *n, const struct store_network *m)
{
	return text_is(n->name, m->name) && text_is(n->file, m->file) &&
	       text_is(n->source, m->source) && text_is(n->summary, m->summary) &&
	       strcmp(n->sha256, m->sha256) == 0 && strcmp(n->origin, m->origin) == 0 &&
	       strcmp(n->format, m->format) == 0 && strcmp(n->status, m->status) == 0 &&
	       n->caffe_loads == m->caffe_loads && n->size == (int64_t)m->source.n &&
	       n->created == m->created && n->layers == m->layers &&
	       n->params == m->params && n->macs == m->macs &&
	       n->memory_bytes == m->memory_bytes;
}

static bool same_document(const struct store_document *d, const struct store_document *e)
{
	return d->json_size == e->json_size && d->raw_size == e->raw_size &&
	       memcmp(d->json, e->json, d->json_size) == 0 &&
	       strcmp(d->etag, e->etag) == 0 && strcmp(d->options, e->options) == 0 &&
	       strcmp(d->analyzer, e->analyzer) == 0 && strcmp(d->status, e->status) == 0;
}

bool has_sample(struct store *store, int i)
{
	struct sample *s = malloc(sizeof *s);
	struct store_network n;
	struct store_document d;
	void *memory = NULL;
	bool good = false;

	assert_non_null(s);
	make_sample(s, i);
	if (store_get_network(store, s->network.sha256, true, &n) == STORE_OK) {
		good = same_network(&n, &s->network) &&
		       store_get_document(store, n.sha256, "phase=TEST", &d, &memory) ==
		       STORE_OK && same_document(&d, &s->document);
		store_release(n.memory);
		store_release(memory);
	}
	free(s);
	return good;
}

struct store *open_store(const char *path)
{
	struct store *s;
	char *error;

	if (store_open_sqlite(path, &s, &error) != STORE_OK)
		fail_msg("%s", error);
	return s;
}

bool copy_file(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = in ? fopen(to, "wb") : NULL;
	char block[65536];
	size_t n;

	while (out && (n = fread(block, 1, sizeof block, in)) > 0)
		fwrite(block, 1, n, out);
	bool good = out && fclose(out) == 0;
	if (in)
		fclose(in);
	return good;
}

void sql(const char *file, const char *text)
{
	sqlite3 *db;

	assert_int_equal(SQLITE_OK, sqlite3_open(file, &db));
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

char *rows(const char *file, const char *query)
{
	sqlite3 *db;
	sqlite3_stmt *statement;
	char *out = NULL;
	size_t size;
	FILE *stream = open_memstream(&out, &size);

	assert_int_equal(SQLITE_OK, sqlite3_open(file, &db));
	assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, query, -1, &statement, NULL));
	while (sqlite3_step(statement) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			fprintf(stream, "%s%c", (const char *)sqlite3_column_text(statement, i),
				i + 1 < sqlite3_column_count(statement) ? '|' : '\n');
	fclose(stream);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return out;
}

char *content(const char *file)
{
	FILE *f = fopen(file, "rb");
	char *bytes = calloc(1, 1 << 20);

	assert_non_null(f);
	assert_true(fread(bytes, 1, 1 << 20, f) > 0);
	fclose(f);
	return bytes;
}

void refuse(const char *file, enum store_result expected, const char *word)
{
	struct store *s;
	char *error;

	assert_store(expected, store_open_sqlite(file, &s, &error));
	assert_null(s);
	assert_non_null(error);
	if (!strstr(error, word))
		fail_msg("\"%s\" does not say \"%s\"", error, word);
	free(error);
}

mode_t mode_of(const char *file)
{
	struct stat st;

	assert_int_equal(0, stat(file, &st));
	return st.st_mode & 0777;
}
