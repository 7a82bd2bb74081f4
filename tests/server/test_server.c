/* Requests through the handlers in one process: full stores, older analyzers,
 * files of a folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/api/call.h"
#include "server/base/compress.h"
#include "server/base/hash.h"
#include "server/api/intake.h"

static const char network[] =
	"layer { name: \"d\" type: \"Input\" top: \"d\" input_param { shape { dim: 3 } } }";

struct world {
	struct server server;
	struct arena *arena;
	struct reply reply;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct store *store;
	char *error;

	if (store_open_sqlite(":memory:", &store, &error) != STORE_OK ||
	    !server_open(&w->server, store, NULL))
		return -1;
	w->arena = arena_create(0);
	*state = w;
	return 0;
}

static void finish(struct world *w)
{
	if (w->reply.release)
		w->reply.release(w->reply.owner);
	w->reply = (struct reply){ 0 };
}

static int teardown(void **state)
{
	struct world *w = *state;

	finish(w);
	server_close(&w->server);
	arena_destroy(w->arena);
	free(w);
	return 0;
}

static int ask(struct world *w, const char *method, const char *target, const char *body)
{
	struct request r = { .method = str_from(method), .target = str_from(target),
			     .version = S("HTTP/1.1"), .body = str_from(body) };

	finish(w);
	server_answer(&w->server, w->arena, &r, &w->reply);
	return w->reply.status;
}

static bool says(const struct world *w, const char *text)
{
	return strstr(str_cstring(w->arena, w->reply.body), text) != NULL;
}

/* The path of a stored network. */
static const char *path_of(struct world *w, const char *text, const char *rest)
{
	char hex[HASH_HEX_SIZE];

	hash_bytes(text, strlen(text), hex);
	return str_cstring(w->arena, str_printf(w->arena, "/api/networks/%.24s%s", hex,
						rest));
}

static void test_full_store(void **state)
{
	struct world *w = *state;

	store_set_limits(w->server.store, 1, 0);
	assert_int_equal(ask(w, "POST", "/api/networks?name=x", network), 507);
	assert_true(says(w, "storage-full"));
	assert_int_equal(ask(w, "GET", "/api/networks", ""), 200);
	store_set_limits(w->server.store, 0, 0);
	assert_int_equal(ask(w, "POST", "/api/networks?name=x", network), 201);
}

/* Stores the network as an older netweight did. */
static void store_old(struct world *w)
{
	struct str packed = gzip_compress(w->arena, S("{\"old\":1}"), 1);
	struct store_document d = { .options = "phase=TEST", .analyzer = "0.0.1",
				    .status = "complete", .json = packed.p,
				    .json_size = packed.n, .raw_size = 9 };
	struct store_network n = { .name = { "x", 1 }, .file = { "x", 1 },
				   .source = { network, strlen(network) },
				   .origin = "upload", .format = "V2",
				   .status = "complete", .summary = { "{}", 2 } };

	hash_bytes(network, strlen(network), n.sha256);
	memcpy(d.etag, n.sha256, sizeof(d.etag));
	assert_int_equal(store_put_network(w->server.store, &n, &d, 1), STORE_OK);
}

static void test_older_analyzer(void **state)
{
	struct world *w = *state;

	store_old(w);
	assert_int_equal(ask(w, "GET", "/api/networks", ""), 200);
	assert_true(says(w, "\"summary\":{}"));
	assert_int_equal(ask(w, "GET", path_of(w, network, "/analysis"), ""), 200);
	assert_true(says(w, "\"schema\":\"netweight.analysis/1\""));
	assert_int_equal(ask(w, "GET", path_of(w, network, "/analysis?phase=TRAIN"), ""), 200);
	assert_true(says(w, "\"phase\":\"TRAIN\""));
	assert_int_equal(ask(w, "GET", path_of(w, network, ""), ""), 200);
	assert_true(says(w, "\"summary\":{\"TEST\":{\"layers\":1,"));
}

/* Idle time makes old documents anew, each once; the list shows it. */
static void test_older_analyzer_when_idle(void **state)
{
	struct world *w = *state;

	store_old(w);
	for (int i = 0; i < 3; i++)
		intake_refresh_next(&w->server);
	assert_true(w->server.renewed_all);
	assert_int_equal(ask(w, "GET", "/api/networks", ""), 200);
	assert_true(says(w, "\"summary\":{\"TEST\":{\"layers\":1,"));
}

static void test_older_analyzer_and_metadata(void **state)
{
	struct world *w = *state;

	store_old(w);
	assert_int_equal(ask(w, "GET", path_of(w, network, ""), ""), 200);
	assert_true(says(w, "\"summary\":{\"TEST\":{\"layers\":1,"));
}

/* The kept document and the one that is computed say the same. */
static void test_kept_is_computed(void **state)
{
	struct world *w = *state;
	struct str kept;

	assert_int_equal(ask(w, "POST", "/api/networks?name=x", network), 201);
	assert_int_equal(ask(w, "GET", path_of(w, network, "/analysis"), ""), 200);
	kept = str_copy(w->arena, w->reply.body);
	assert_int_equal(ask(w, "GET", path_of(w, network, "/analysis?level=1"), ""), 200);
	assert_true(says(w, "\"level\":1"));
	assert_true(kept.n == w->reply.body.n);
}

static void test_analysis_memory(void **state)
{
	struct world *w = *state;
	char *text = calloc(1, 400000);

	arena_destroy(w->server.work[0]);
	w->server.work[0] = arena_create(1 << 20);
	for (int i = 0; i < 5000; i++)
		sprintf(text + strlen(text), "layer{name:\"l%d\" type:\"ReLU\" bottom:\"a\" "
			"top:\"a\"}\n", i);
	assert_int_equal(ask(w, "POST", "/api/networks?name=x&keep=1", text), 422);
	assert_true(says(w, "too-complex"));
	assert_int_equal(ask(w, "POST", "/api/networks?name=x", network), 201);
	free(text);
}

/* One request may not keep the only thread: 64 large analyses are cut short. */
static void test_comparison_in_time(void **state)
{
	enum { LAYERS = 40000, SIDES = 64 };
	struct world *w = *state;
	struct buffer text = { 0 }, body = { 0 };
	const char *path;

	for (int i = 0; i < LAYERS; i++)
		put_format(&text, "layer { name: \"l%d\" type: \"DummyData\" top: \"t%d\" "
			   "dummy_data_param { shape { dim: 1 } } }\n", i, i);
	put_char(&text, '\0');
	assert_int_equal(ask(w, "POST", "/api/networks?name=x", text.p), 201);
	path = path_of(w, text.p, "");
	put_text(&body, "{\"networks\":[");
	for (int i = 0; i < SIDES; i++)
		put_format(&body, "%s{\"id\":\"%s\",\"options\":{\"batch\":%d}}",
			   i ? "," : "", path + strlen("/api/networks/"), i + 2);
	put_text(&body, "]}");
	put_char(&body, '\0');
	assert_int_equal(ask(w, "POST", "/api/comparisons", body.p), 422);
	assert_true(says(w, "too-complex"));
	buffer_free(&text);
	buffer_free(&body);
}

/* The request's own memory runs out in a handler. */
static void test_request_memory(void **state)
{
	struct world *w = *state;
	struct arena *whole = w->arena;

	w->arena = arena_create(2000);
	assert_int_equal(ask(w, "GET", "/api", ""), 422);
	finish(w);
	arena_destroy(w->arena);
	w->arena = whole;
	assert_int_equal(ask(w, "GET", "/api", ""), 200);
}

static void write_file(const char *folder, const char *name, const char *text)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void test_static_folder(void **state)
{
	struct world *w = *state;
	const char *tmp = getenv("TMPDIR");
	char folder[100], command[140];

	snprintf(folder, sizeof(folder), "%.60s/nw-test-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(folder));
	write_file(folder, "index.html", "<p>mine");
	write_file(folder, ".secret.txt", "no");
	snprintf(command, sizeof(command), "%s/link.txt", folder);
	assert_int_equal(symlink("/etc/passwd", command), 0);
	w->server.static_folder = folder;
	assert_int_equal(ask(w, "GET", "/", ""), 200);
	assert_true(says(w, "<p>mine"));
	assert_int_equal(ask(w, "GET", "/index.html", ""), 200);
	assert_int_equal(ask(w, "GET", "/.secret.txt", ""), 404);
	assert_int_equal(ask(w, "GET", "/link.txt", ""), 404);
	assert_int_equal(ask(w, "GET", "/../x.txt", ""), 404);
	assert_int_equal(ask(w, "GET", "/nothing.txt", ""), 404);
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	assert_int_equal(system(command), 0);
}

/* Each embedded file is what its hash says, in both forms. */
static void test_assets(void **state)
{
	struct world *w = *state;
	char hex[HASH_HEX_SIZE];
	int count = 0;

	for (const struct asset *a = page_assets; a->path; a++, count++) {
		struct str back;

		hash_bytes(a->bytes, a->size, hex);
		assert_string_equal(hex, a->etag);
		assert_int_equal(a->path[0], '/');
		if (!a->gzip)
			continue;
		assert_true(gzip_expand(w->arena, (struct str){ a->gzip, a->gzip_size },
					a->size, &back));
		assert_memory_equal(back.p, a->bytes, a->size);
	}
	assert_true(count > 10);
	assert_non_null(asset_find(zoo_assets, S("/INDEX")));
}

int main(void)
{
#define ROW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		ROW(test_full_store),
		ROW(test_older_analyzer),
		ROW(test_older_analyzer_when_idle),
		ROW(test_older_analyzer_and_metadata),
		ROW(test_kept_is_computed),
		ROW(test_analysis_memory),
		ROW(test_comparison_in_time),
		ROW(test_request_memory),
		ROW(test_static_folder),
		ROW(test_assets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
