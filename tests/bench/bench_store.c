/* How fast is the store, beside SQLite itself?
 *
 * usage: bench_store FOLDER [ROUNDS]
 *
 * Pairs taken in turn, since a disk's mood changes by the second: one network put
 * through the store, and the same rows put by a bare program with prepared
 * statements, one transaction each, WAL, synchronous FULL.  Then lists and reads.
 * The network is as large as ResNet-152: 98 KB of source, 670 layers. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/store.h"

#define SOURCE_BYTES 98034
#define RAW_BYTES 110285	/* of the document; compressed: */
#define JSON_BYTES 6200
#define LAYERS 670
#define FIGURES 30

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void die(const char *why)
{
	fprintf(stderr, "bench_store: %s\n", why);
	exit(1);
}

/* The rows of one network. */
struct load {
	struct store_network network;
	struct store_document document;
	struct store_layer layers[LAYERS];
	struct store_figure figures[FIGURES];
	char names[LAYERS][16], keys[FIGURES][16];
	char source[SOURCE_BYTES], json[RAW_BYTES], name[24];
};

static struct load load;

static void make_load(int i)
{
	struct load *l = &load;

	memset(l->source, 'a' + i % 26, sizeof l->source);
	for (size_t k = 0; k < sizeof l->json; k++)
		l->json[k] = (char)(k * 2654435761u >> 7);
	for (int k = 0; k < LAYERS; k++) {
		snprintf(l->names[k], sizeof l->names[k], "res%d_branch2a", k);
		l->layers[k] = (struct store_layer){
			k, {l->names[k], strlen(l->names[k])}, {"Convolution", 11},
			{"1x256x56x56", 11}, 10 * k, 16384, 802816, 51380224,
		};
	}
	for (int k = 0; k < FIGURES; k++) {
		snprintf(l->keys[k], sizeof l->keys[k], "memory.%d", k);
		l->figures[k] = (struct store_figure){-1, l->keys[k], 1000000 + k};
	}
	snprintf(l->name, sizeof l->name, "ResNet %d", i);
	l->network = (struct store_network){
		.name = {l->name, strlen(l->name)}, .file = {"a.prototxt", 10},
		.source = {l->source, sizeof l->source}, .origin = "upload", .format = "V2",
		.status = "complete", .created = i, .params = 60344232 + i % 1000,
		.summary = {"{}", 2},
	};
	l->document = (struct store_document){
		.options = "phase=TEST", .analyzer = "0", .status = "complete",
		.json = l->json, .json_size = JSON_BYTES, .raw_size = RAW_BYTES,
		.layers = l->layers, .layer_count = LAYERS, .figures = l->figures,
		.figure_count = FIGURES,
	};
	snprintf(l->network.sha256, 65, "%08x%056x", (unsigned)i * 2654435761u, i);
	memcpy(l->document.etag, l->network.sha256, 65);
}

/* The bare program: the least that keeps the same rows. */
static struct {
	sqlite3 *db;
	sqlite3_stmt *begin, *commit, *network, *layer, *figure;
} bare;

static sqlite3_stmt *prepare(const char *sql)
{
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(bare.db, sql, -1, &s, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(bare.db));
	return s;
}

static void open_bare(const char *path)
{
	if (sqlite3_open(path, &bare.db) != SQLITE_OK ||
	    sqlite3_exec(bare.db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
			 "CREATE TABLE network (id INTEGER PRIMARY KEY, sha TEXT UNIQUE, name,"
			 " source BLOB, json BLOB);"
			 "CREATE TABLE layer (network, position, name, type, shape, line, params,"
			 " memory, macs, PRIMARY KEY (network, position)) WITHOUT ROWID;"
			 "CREATE TABLE figure (network, layer, key, value,"
			 " PRIMARY KEY (network, layer, key)) WITHOUT ROWID",
			 NULL, NULL, NULL) != SQLITE_OK)
		die("cannot make the bare database");
	bare.begin = prepare("BEGIN IMMEDIATE");
	bare.commit = prepare("COMMIT");
	bare.network = prepare("INSERT INTO network VALUES (NULL, ?, ?, ?, ?)");
	bare.layer = prepare("INSERT INTO layer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	bare.figure = prepare("INSERT INTO figure VALUES (?, ?, ?, ?)");
}

static void step(sqlite3_stmt *s)
{
	if (sqlite3_step(s) != SQLITE_DONE)
		die(sqlite3_errmsg(bare.db));
	sqlite3_reset(s);
}

static void bind(sqlite3_stmt *s, int i, const char *p, size_t n)
{
	sqlite3_bind_text64(s, i, p, n, SQLITE_STATIC, SQLITE_UTF8);
}

static void put_bare_layer(sqlite3_int64 network, const struct store_layer *l)
{
	const int64_t numbers[] = {l->line, l->params, l->memory_elements, l->macs};

	sqlite3_bind_int64(bare.layer, 1, network);
	sqlite3_bind_int64(bare.layer, 2, l->index);
	bind(bare.layer, 3, l->name.p, l->name.n);
	bind(bare.layer, 4, l->type.p, l->type.n);
	bind(bare.layer, 5, l->shape.p, l->shape.n);
	for (int i = 0; i < 4; i++)
		sqlite3_bind_int64(bare.layer, 6 + i, numbers[i]);
	step(bare.layer);
}

static void put_bare_figure(sqlite3_int64 network, const struct store_figure *f)
{
	sqlite3_bind_int64(bare.figure, 1, network);
	sqlite3_bind_int64(bare.figure, 2, f->layer);
	bind(bare.figure, 3, f->key, strlen(f->key));
	sqlite3_bind_int64(bare.figure, 4, f->value);
	step(bare.figure);
}

/* `json_size`: the document as the store keeps it (compressed), or raw. */
static double put_bare(size_t json_size)
{
	double start = now_us();

	step(bare.begin);
	bind(bare.network, 1, load.network.sha256, 64);
	bind(bare.network, 2, load.name, strlen(load.name));
	sqlite3_bind_blob64(bare.network, 3, load.source, SOURCE_BYTES, SQLITE_STATIC);
	sqlite3_bind_blob64(bare.network, 4, load.json, json_size, SQLITE_STATIC);
	step(bare.network);
	sqlite3_int64 network = sqlite3_last_insert_rowid(bare.db);
	for (int i = 0; i < load.document.layer_count; i++)
		put_bare_layer(network, &load.layers[i]);
	for (int i = 0; i < FIGURES; i++)
		put_bare_figure(network, &load.figures[i]);
	step(bare.commit);
	return now_us() - start;
}

static double put_store(struct store *s)
{
	double start = now_us();

	if (store_put_network(s, &load.network, &load.document, 1) != STORE_OK)
		die(store_message(s));
	return now_us() - start;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double report(const char *what, double *times, int n)
{
	qsort(times, (size_t)n, sizeof *times, by_size);
	printf("%-34s median %8.0f us   min %8.0f   p99 %8.0f   %7.0f/s\n", what, times[n / 2],
	       times[0], times[n * 99 / 100], 1e6 / times[n / 2]);
	return times[n / 2];
}

static int next;

static void compare(struct store *s, int layers, int rounds)
{
	double *ours = calloc((size_t)rounds, sizeof *ours);
	double *same = calloc((size_t)rounds, sizeof *same);
	double *raw = calloc((size_t)rounds, sizeof *raw);

	if (!ours || !same || !raw)
		die("out of memory");
	for (int i = 0; i < rounds; i++) {
		make_load(next++);
		load.document.layer_count = layers;
		ours[i] = put_store(s);
		same[i] = put_bare(JSON_BYTES);
		make_load(next++);
		load.document.layer_count = layers;
		raw[i] = put_bare(RAW_BYTES);
	}
	printf("%d layers, %d rounds\n", layers, rounds);
	double a = report("store_put_network", ours, rounds);
	double b = report("bare SQLite, same rows", same, rounds);
	double c = report("bare SQLite, document as it is", raw, rounds);
	printf("puts per second: %.2f of the same rows, %.2f of uncompressed ones\n", b / a, c / a);
	free(ours);
	free(same);
	free(raw);
}

static void see(void *context, const struct store_network *n)
{
	*(size_t *)context += n->name.n;
}

static void time_lists(struct store *s, int rounds)
{
	static const char *const sorts[] = {"created", "name", "params"};
	char cursor[STORE_CURSOR_SIZE], what[64];
	double *times = calloc((size_t)rounds, sizeof *times);
	size_t bytes = 0;
	int64_t total = 0;

	for (size_t k = 0; times && k < sizeof sorts / sizeof *sorts; k++) {
		struct store_query q = {.sort = sorts[k], .limit = 50};
		for (int i = 0; i < rounds; i++) {
			double start = now_us();
			if (store_list_networks(s, &q, see, &bytes, &total, cursor) != STORE_OK)
				die(store_message(s));
			times[i] = now_us() - start;
		}
		snprintf(what, sizeof what, "50 of %d by %s", (int)total, sorts[k]);
		report(what, times, rounds);
	}
	free(times);
}

static void time_reads(struct store *s, int rounds)
{
	double *times = calloc((size_t)rounds, sizeof *times);

	for (int i = 0; times && i < rounds; i++) {
		struct store_document d;
		void *memory;
		make_load(0);
		double start = now_us();
		if (store_get_document(s, load.network.sha256, "phase=TEST", &d, &memory) !=
		    STORE_OK)
			die(store_message(s));
		times[i] = now_us() - start;
		store_release(memory);
	}
	report("store_get_document", times, rounds);
	free(times);
}

int main(int argc, char **argv)
{
	char path[4096];
	struct store *s;
	char *error;
	int rounds = argc > 2 ? atoi(argv[2]) : 200;

	if (argc < 2 || rounds < 1)
		die("usage: bench_store FOLDER [ROUNDS]");
	snprintf(path, sizeof path, "%s/bench-store.db", argv[1]);
	if (store_open_sqlite(path, &s, &error) != STORE_OK)
		die(error);
	snprintf(path, sizeof path, "%s/bench-bare.db", argv[1]);
	open_bare(path);
	compare(s, 0, rounds);
	compare(s, LAYERS, rounds);
	time_reads(s, rounds);
	time_lists(s, rounds);
	store_close(s);
	return 0;
}
