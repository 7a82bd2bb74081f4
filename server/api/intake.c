/* Networks come in: analysed once, stored whole. */
#include "server/api/intake.h"

#include <setjmp.h>
#include <stdio.h>
#include <time.h>

#include "server/base/compress.h"
#include "server/base/deadline.h"
#include "server/api/defaults.h"
#include "server/report/document.h"
#include "server/base/hash.h"
#include "server/report/kind.h"
#include "server/api/summary.h"
#include "server/base/utf8.h"

/* zlib's level: 6 is within 3 % of 9 on these documents, at a third of its time. */
#define LEVEL 6
#define PHASES 2
#define LONGEST_NAME 255

static const struct kept {
	enum phase phase;
	const char *key;
} kept[PHASES] = {
	{ PHASE_TEST, "phase=TEST" },
	{ PHASE_TRAIN, "phase=TRAIN" },
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Text that can be shown, cut at a character. */
static struct str shown(struct arena *a, struct str text)
{
	struct str name = utf8_clean(a, text);

	if (name.n > LONGEST_NAME) {
		name.n = LONGEST_NAME;
		while (name.n && ((unsigned char)name.p[name.n] & 0xc0) == 0x80)
			name.n--;
	}
	return name;
}

/* The last part of a path. */
static struct str file_name(struct arena *a, struct str path)
{
	struct str name;
	size_t start = path.n;

	while (start > 0 && path.p[start - 1] != '/' && path.p[start - 1] != '\\')
		start--;
	name = shown(a, (struct str){ path.p + start, path.n - start });
	return name.n ? name : S("unnamed.prototxt");
}

static bool is_blank(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] > ' ')
			return false;
	return true;
}

/* A folder full of files is called deploy.prototxt: what a network calls itself
 * says more. */
static struct str network_name(struct arena *a, const struct intake *in,
			       const struct analysis *analysis)
{
	struct str own = shown(a, analysis->net->name);

	if (in->name.n)
		return in->name;
	return is_blank(own) ? in->file : own;
}

/* The message is lost when the analysis has filled its memory. */
static void report_kind(struct arena *work, struct analysis *analysis)
{
	jmp_buf full;

	if (!setjmp(full)) {
		arena_on_full(work, &full);
		kind_report(analysis);
	}
	arena_on_full(work, NULL);
}

struct analysis *intake_analyze(struct server *s, int which, struct str bytes,
				const struct analyze_options *options)
{
	struct analysis *analysis;

	arena_reset(s->work[which]);
	analysis = analyze(s->work[which], bytes, options);
	report_kind(s->work[which], analysis);
	return analysis;
}

static struct analysis *analyze_phase(struct server *s, struct str bytes, int which,
				      struct analyze_options *options)
{
	options->state.phase = kept[which].phase;
	return intake_analyze(s, which, bytes, options);
}

struct str intake_document(struct server *s, const struct analysis *analysis,
			   struct str file, const char *sha256)
{
	struct document_source source = { .file = file, .sha256 = sha256 };

	buffer_free(&s->document);
	document_write(&s->document, analysis, &source);
	return (struct str){ s->document.p, s->document.failed ? 0 : s->document.n };
}

static struct store_document make_document(struct server *s, struct arena *a, int which,
					   const struct analysis *analysis,
					   const struct intake *in)
{
	struct str text = intake_document(s, analysis, in->file, in->sha256);
	struct str packed = gzip_compress(a, text, LEVEL);
	struct store_document d = {
		.options = kept[which].key,
		.analyzer = PACKAGE_VERSION,
		.status = status_names[analysis->status],
		.json = packed.p,
		.json_size = packed.n,
		.raw_size = (int64_t)text.n,
	};

	hash_bytes(text.p, text.n, d.etag);
	buffer_free(&s->document);
	summary_rows(a, analysis, &d);
	return d;
}

/* The options of an analysis must live as long as it does. */
struct making {
	struct analyze_options options[PHASES];
	struct analysis *analyses[PHASES];
	struct store_document documents[PHASES];
	struct store_network network;
};

static struct store_network describe(struct arena *a, const struct intake *in,
				     struct analysis *const analyses[PHASES])
{
	const struct analysis *test = analyses[0];
	struct store_network n = {
		.name = to_text(network_name(a, in, test)),
		.file = to_text(in->file),
		.source = to_text(in->bytes),
		.origin = in->origin,
		.format = test->parsed || test->readable ? format_names[test->format] : "",
		.status = status_names[test->status],
		.caffe_loads = test->caffe_loads,
		.size = (int64_t)in->bytes.n,
		.created = now_ms(),
		.layers = test->net->layer_count,
		.params = test->params.elements,
		.macs = test->cost.of[METRIC_macs],
		.memory_bytes = amount_bytes(test, test->memory.caffe.elements),
		.summary = to_text(summary_json(a, analyses, PHASES)),
	};

	memcpy(n.sha256, in->sha256, sizeof(n.sha256));
	return n;
}

/* Both phases, with documents and rows.  False: the outcome says why not. */
static bool make(struct server *s, struct arena *a, struct intake *in, struct making *m,
		 const struct analyze_options *defaults)
{
	for (int i = 0; i < PHASES; i++) {
		m->options[i] = *defaults;
		m->analyses[i] = analyze_phase(s, in->bytes, i, &m->options[i]);
		if (i == 0)
			in->analysis = m->analyses[0];
		if (m->analyses[i]->too_complex) {
			in->analysis = m->analyses[i];
			return false;
		}
		if (!m->analyses[i]->readable && !in->keep)
			return false;
		m->documents[i] = make_document(s, a, i, m->analyses[i], in);
		if (!m->documents[i].raw_size) {
			in->outcome = INTAKE_FAILED;
			in->failure = STORE_NO_MEMORY;
			return false;
		}
	}
	m->network = describe(a, in, m->analyses);
	return true;
}

void intake(struct server *s, struct arena *a, struct intake *in)
{
	struct making *m = NEW(a, struct making);
	struct store_network present = { 0 };
	struct analyze_options defaults;

	in->file = file_name(a, in->file);
	hash_bytes(in->bytes.p, in->bytes.n, in->sha256);
	if (store_get_network(s->store, in->sha256, false, &present) == STORE_OK) {
		store_release(present.memory);
		in->outcome = INTAKE_PRESENT;
		return;
	}
	in->failure = defaults_for_new(s, a, &defaults);
	in->outcome = in->failure == STORE_OK ? INTAKE_REFUSED : INTAKE_FAILED;
	if (in->failure != STORE_OK || !make(s, a, in, m, &defaults))
		return;
	in->failure = store_put_network(s->store, &m->network, m->documents, PHASES);
	in->outcome = in->failure == STORE_OK ? INTAKE_STORED :
		      in->failure == STORE_EXISTS ? INTAKE_PRESENT : INTAKE_FAILED;
}

/* All documents of a stored network anew, from its source. */
static enum store_result renew(struct server *s, struct arena *a,
			       const struct store_network *stored)
{
	struct making *m = NEW(a, struct making);
	struct analyze_options defaults;
	struct intake in = {
		.bytes = to_str(stored->source),
		.file = to_str(stored->file),
		.origin = stored->origin,
		.keep = true,
	};

	memcpy(in.sha256, stored->sha256, sizeof(in.sha256));
	if (defaults_of(s, a, in.sha256, &defaults) != STORE_OK ||
	    !make(s, a, &in, m, &defaults))
		return STORE_ERROR;
	return store_put_documents(s->store, in.sha256, &m->network, m->documents, PHASES);
}

static enum store_result renew_by_id(struct server *s, struct arena *a, const char *id)
{
	struct store_network n;
	enum store_result result = store_get_network(s->store, id, true, &n);

	if (result != STORE_OK)
		return result;
	result = renew(s, a, &n);
	store_release(n.memory);
	return result;
}

enum store_result intake_kept(struct server *s, struct arena *a, const char *id,
			      const char *key, struct store_document *out, void **memory)
{
	enum store_result result = store_get_document(s->store, id, key, out, memory);
	bool stale = result == STORE_OK && strcmp(out->analyzer, PACKAGE_VERSION) != 0;

	if (!stale && result != STORE_NOT_FOUND)
		return result;
	if (renew_by_id(s, a, id) != STORE_OK)
		return result;
	if (stale)
		store_release(*memory);
	return store_get_document(s->store, id, key, out, memory);
}

void intake_refresh(struct server *s, struct arena *a, const char *id)
{
	struct store_document d;
	void *memory;

	if (intake_kept(s, a, id, kept[0].key, &d, &memory) == STORE_OK)
		store_release(memory);
}

#define DUE_AT_ONCE 64
#define DUE_MICROSECONDS 500000

struct due {
	char (*list)[65];
	int count;
};

static void note_due(void *context, const char *id)
{
	struct due *due = context;

	snprintf(due->list[due->count++], sizeof(*due->list), "%s", id);
}

/* Those that cannot be made anew stay due: they are not tried twice. */
void intake_refresh_due(struct server *s, struct arena *a)
{
	struct due due = { arena_alloc(a, DUE_AT_ONCE, sizeof(*due.list)), 0 };
	int64_t end = clock_us() + DUE_MICROSECONDS;

	if (store_list_due(s->store, DUE_AT_ONCE, note_due, &due) != STORE_OK)
		return;
	for (int i = 0; i < due.count && clock_us() < end; i++)
		intake_refresh(s, a, due.list[i]);
}

/* One that takes more memory than there is stays as it was. */
static void refresh_guarded(struct server *s, struct arena *a)
{
	jmp_buf full;

	if (setjmp(full))
		return;
	arena_on_full(a, &full);
	intake_refresh(s, a, s->renewed);
}

void intake_refresh_next(struct server *s)
{
	struct arena *a = s->renewed_all ? NULL : arena_create(WORK_LIMIT);

	if (!a)
		return;
	if (store_next_old(s->store, s->renewed, PACKAGE_VERSION, s->renewed) == STORE_OK)
		refresh_guarded(s, a);
	else
		s->renewed_all = true;
	arena_destroy(a);
}
