/* What the server knows: its endpoints, the zoo, layer types, metrics. */
#include "models/figures/figure.h"
#include "models/layers/layer.h"
#include "server/api/handlers.h"
#include "server/api/view.h"
#include "server/api/zoo.h"
#include "server/base/hash.h"

void get_api(struct call *c)
{
	struct json *document = json_object(c->arena);
	struct json *list;

	json_add_string(document, "name", "netweight");
	json_add_string(document, "version", PACKAGE_VERSION);
	list = json_add_array(document, "endpoints");
	for (const struct route *r = routes; r->method; r++) {
		struct json *o = json_push_object(list);

		json_add_string(o, "method", r->method);
		json_add_string(o, "path", r->path);
		json_add_string(o, "text", r->text);
	}
	call_json(c, 200, document);
}

static bool read_count(struct str text, int64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
		*out = *out * 10 + (text.p[i] - '0');
	}
	return text.n > 0 && text.n < 19;
}

/* The cells of INDEX by its heading: "-" is null, digits are numbers. */
static void add_cells(struct arena *a, struct json *o, const struct zoo_row *head,
		      const struct zoo_row *row)
{
	int64_t number;

	for (int i = 0; i < head->count && i < row->count; i++) {
		const char *key = str_cstring(a, head->cell[i]);

		if (str_equal(row->cell[i], S("-")))
			json_add_null(o, key);
		else if (read_count(row->cell[i], &number))
			json_add_int(o, key, number);
		else
			json_add_text(o, key, row->cell[i]);
	}
}

static void add_zoo_network(struct call *c, struct json *o, struct str bytes)
{
	struct store_network n;
	char sha256[65];
	bool present;

	hash_bytes(bytes.p, bytes.n, sha256);
	present = store_get_network(c->server->store, sha256, false, &n) == STORE_OK;
	if (present)
		store_release(n.memory);
	json_add_text(o, "id", view_id(sha256));
	json_add_string(o, "sha256", sha256);
	json_add_int(o, "bytes", (int64_t)bytes.n);
	json_add_bool(o, "present", present);
	json_add_text(o, "href", str_printf(c->arena, "/n/%.24s", sha256));
}

void get_zoo(struct call *c)
{
	struct json *document = json_object(c->arena);
	struct json *list = json_add_array(document, "zoo");
	int count;
	struct zoo_row *rows = zoo_rows(c->arena, &count);

	for (int i = 1; i <= count; i++) {
		struct json *o = json_push_object(list);

		add_cells(c->arena, o, &rows[0], &rows[i]);
		add_zoo_network(c, o, zoo_bytes(rows[i].cell[0]));
	}
	call_json(c, 200, document);
}

/* Keys of the forks that have a type so; stock Caffe's types have none. */
static void add_forks(struct json *o, uint32_t forks)
{
	struct json *list = json_add_array(o, "dialects");

	for (int d = 0; d < DIALECT_COUNT; d++) {
		if (forks & UINT32_C(1) << d)
			json_push_text(list, str_from(dialects[d].key));
	}
}

static void add_arity(struct json *o, const char *key, struct arity arity)
{
	struct json *v = json_add_object(o, key);

	json_add_int(v, "min", arity.min);
	if (arity.max == ANY_NUMBER)
		json_add_null(v, "max");
	else
		json_add_int(v, "max", arity.max);
}

static void add_formula(struct json *o, const struct formula *f)
{
	if (!f) {
		json_add_null(o, "formula");
		json_add_null(o, "source");
		return;
	}
	json_add_string(o, "formula", f->text);
	json_add_string(o, "source", f->source);
}

void get_layer_kinds(struct call *c)
{
	struct json *document = json_object(c->arena);
	struct json *list = json_add_array(document, "layers");
	const struct layer_kind *kind;

	for (int i = 0; (kind = layer_kind_at(i)); i++) {
		struct json *o = json_push_object(list);

		json_add_string(o, "type", kind->type);
		json_add_string(o, "text", kind->text);
		add_formula(o, formula_of(str_from(kind->type)));
		add_arity(o, "bottoms", kind->bottoms);
		add_arity(o, "tops", kind->tops);
		json_add_bool(o, "core", kind->flags & LAYER_CORE);
		json_add_bool(o, "loss", kind->flags & LAYER_LOSS);
		json_add_bool(o, "data", kind->flags & LAYER_DATA);
		add_forks(o, kind->forks);
	}
	call_json(c, 200, document);
}

void get_metrics(struct call *c)
{
	struct json *document = json_object(c->arena);
	struct json *list = json_add_array(document, "metrics");

	for (const struct figure_kind *f = figure_kinds; f->name; f++) {
		struct json *o = json_push_object(list);

		json_add_string(o, "name", f->name);
		json_add_string(o, "title", f->title);
		json_add_string(o, "unit", f->unit);
		json_add_string(o, "text", f->text);
		json_add_string(o, "formula", f->formula);
		json_add_string(o, "source", f->source);
	}
	call_json(c, 200, document);
}

void get_health(struct call *c)
{
	struct json *document = json_object(c->arena);
	struct store_counts counts = { 0 };
	enum store_result result = store_count(c->server->store, &counts);

	if (result != STORE_OK) {
		call_store_error(c, result);
		return;
	}
	json_add_string(document, "status",
			store_read_only(c->server->store) ? "read-only" : "ok");
	json_add_string(document, "version", PACKAGE_VERSION);
	json_add_int(document, "networks", counts.networks);
	json_add_int(document, "comparisons", counts.comparisons);
	json_add_int(document, "bytes", counts.bytes);
	call_json(c, 200, document);
}
