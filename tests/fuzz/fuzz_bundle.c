/* Any bytes as a bundle, as they are and with the hashes that it should have: refused
 * with a sentence, or stored, and then a bundle of what is stored reads as nothing
 * new. */
#include "server/api/bundle.h"
#include "server/base/base64.h"
#include "server/base/hash.h"
#include "tests/fuzz/fuzz.h"

const char *const fuzz_folders[] = { "tests/fuzz/seeds/bundle", NULL };

/* A hash, or the beginning of one, over a text of the document. */
static void put_hash(const struct json *v, const char *key, struct str of)
{
	char hex[HASH_HEX_SIZE];
	struct str text;

	if (!json_read_text(json_get(v, key), &text) || text.n > 64)
		return;
	hash_bytes(of.p, of.n, hex);
	memcpy((char *)text.p, hex, text.n);
}

static void mend_network(struct arena *a, const struct json *v)
{
	struct str source, encoded;

	if (json_read_text(json_get(v, "source"), &source) ||
	    (json_read_text(json_get(v, "source_base64"), &encoded) &&
	     base64_decode(a, encoded, &source)))
		put_hash(v, "sha256", source);
}

/* Hashes are a wall that no fuzzer climbs; NULL where there is no document. */
static struct str mend(struct arena *a, struct str text)
{
	const char *fault;
	const struct json *v = json_parse(a, text, &fault);
	const struct json *networks = json_get(v, "networks"), *links = json_get(v, "links");

	if (!v)
		return (struct str){ NULL, 0 };
	for (const struct json *n = json_first(networks); n; n = json_next(n))
		mend_network(a, n);
	for (const struct json *l = json_first(links); l; l = json_next(l))
		if (json_get(l, "content"))
			put_hash(l, "id", json_canonical(a, json_get(l, "content")));
	return json_print(a, v);
}

static void read_bundle(struct server *s, struct arena *a, struct str text)
{
	struct bundle_taken taken;
	struct str error = S("");

	check(bundle_read(s, a, text, &taken, &error) || error.n > 0);
}

static void check_again(struct server *s, struct arena *a)
{
	struct bundle_taken taken;
	struct str error = S("");
	struct buffer out = { 0 };
	struct bundle b;

	check(bundle_all(s, a, &b) == STORE_OK);
	check(bundle_write(s, a, &b, &out) == STORE_OK);
	check(bundle_read(s, a, (struct str){ out.p, out.n }, &taken, &error));
	check(!taken.networks && !taken.links);
	buffer_free(&out);
}

static void run(struct server *s, struct arena *a, struct str text)
{
	jmp_buf full;
	struct str mended;

	if (setjmp(full))
		return;
	arena_on_full(a, &full);
	read_bundle(s, a, text);
	mended = mend(a, text);
	if (mended.p)
		read_bundle(s, a, mended);
	check_again(s, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(FUZZ_MEMORY);
	struct store *store;
	struct server s;
	char *error;

	check(a != NULL);
	check(store_open_sqlite(":memory:", &store, &error) == STORE_OK);
	check(server_open(&s, store, NULL));
	run(&s, a, (struct str){ (const char *)data, size });
	server_close(&s);
	arena_destroy(a);
	return 0;
}
