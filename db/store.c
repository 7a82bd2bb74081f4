/* The store's interface: checks what callers give, then hands over to the
 * implementation. */
#include "db/store_class.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum store_result store_fail(struct store *s, enum store_result result,
			     const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(s->message, sizeof s->message, format, arguments);
	va_end(arguments);
	return result;
}

void store_stop(struct store *s)
{
	if (!*s->stopped)
		memcpy(s->stopped, s->message, sizeof s->stopped);
}

bool store_own(struct text *const *texts, size_t n, void **memory)
{
	size_t size = 0;
	for (size_t i = 0; i < n; i++)
		size += texts[i]->n + 1;
	char *p = malloc(size);
	if (!p)
		return false;
	*memory = p;
	for (size_t i = 0; i < n; i++) {
		if (texts[i]->n)
			memcpy(p, texts[i]->p, texts[i]->n);
		p[texts[i]->n] = '\0';
		texts[i]->p = p;
		p += texts[i]->n + 1;
	}
	return true;
}

static bool is_id(const char *id)
{
	size_t n = strspn(id, "0123456789abcdef");

	return id[n] == '\0' && (n == 24 || n == 64);
}

static enum store_result unknown(struct store *s)
{
	return store_fail(s, STORE_NOT_FOUND, "there is nothing with this id");
}

void store_close(struct store *s)
{
	if (s)
		s->class->close(s);
}

const char *store_message(const struct store *s)
{
	return s->message;
}

void store_release(void *memory)
{
	free(memory);
}

void store_note_address(struct store *s, const char *address)
{
	s->class->note_address(s, address);
}

void store_set_limits(struct store *s, int64_t max_bytes, int64_t reserve_bytes)
{
	s->max_bytes = max_bytes;
	s->reserve_bytes = reserve_bytes;
}

const char *store_read_only(const struct store *s)
{
	return *s->stopped ? s->stopped : NULL;
}

enum store_result store_count(struct store *s, struct store_counts *out)
{
	return s->class->count(s, out);
}

void store_idle(struct store *s)
{
	s->class->idle(s);
}

enum store_result store_put_network(struct store *s, const struct store_network *n,
				    const struct store_document *docs, int doc_count)
{
	if (!is_id(n->sha256) || strlen(n->sha256) != 64)
		return store_fail(s, STORE_ERROR, "not a SHA-256: \"%.64s\"", n->sha256);
	return s->class->put_network(s, n, docs, doc_count);
}

enum store_result store_put_documents(struct store *s, const char *id,
				      const struct store_network *n,
				      const struct store_document *docs, int doc_count)
{
	return is_id(id) ? s->class->put_documents(s, id, n, docs, doc_count) : unknown(s);
}

enum store_result store_get_network(struct store *s, const char *id,
				    bool with_source, struct store_network *out)
{
	return is_id(id) ? s->class->get_network(s, id, with_source, out) : unknown(s);
}

enum store_result store_get_document(struct store *s, const char *id,
				     const char *options,
				     struct store_document *out, void **memory)
{
	if (!is_id(id))
		return unknown(s);
	return s->class->get_document(s, id, options, out, memory);
}

enum store_result store_rename_network(struct store *s, const char *id,
				       struct text name)
{
	return is_id(id) ? s->class->rename_network(s, id, name) : unknown(s);
}

enum store_result store_delete_network(struct store *s, const char *id, int64_t *links)
{
	return is_id(id) ? s->class->delete_network(s, id, links) : unknown(s);
}

enum store_result store_count_links(struct store *s, const char *id, int64_t *links)
{
	return is_id(id) ? s->class->count_links(s, id, links) : unknown(s);
}

enum store_result store_list_networks(struct store *s, const struct store_query *q,
				      void (*row)(void *context, const struct store_network *n),
				      void *context, int64_t *total, char *cursor)
{
	cursor[0] = '\0';
	if (q->limit < 1)
		return store_fail(s, STORE_BAD_QUERY, "a page has at least one row");
	return s->class->list_networks(s, q, row, context, total, cursor);
}

enum store_result store_put_comparison(struct store *s, const struct store_comparison *c)
{
	if (!is_id(c->id))
		return store_fail(s, STORE_ERROR, "not an id: \"%.24s\"", c->id);
	return s->class->put_comparison(s, c);
}

enum store_result store_get_comparison(struct store *s, const char *id,
				       struct store_comparison *out)
{
	return is_id(id) ? s->class->get_comparison(s, id, out) : unknown(s);
}

enum store_result store_rename_comparison(struct store *s, const char *id,
					  struct text title, struct text note)
{
	return is_id(id) ? s->class->rename_comparison(s, id, title, note) : unknown(s);
}

enum store_result store_delete_comparison(struct store *s, const char *id)
{
	return is_id(id) ? s->class->delete_comparison(s, id) : unknown(s);
}

enum store_result store_list_comparisons(struct store *s,
					 void (*row)(void *context,
						     const struct store_comparison *c),
					 void *context)
{
	return s->class->list_comparisons(s, row, context);
}

enum store_result store_set_options(struct store *s, const char *id, struct text options)
{
	return is_id(id) ? s->class->set_options(s, id, options) : unknown(s);
}

enum store_result store_list_due(struct store *s, int limit,
				 void (*row)(void *context, const char *id), void *context)
{
	return s->class->list_due(s, limit, row, context);
}

enum store_result store_next_old(struct store *s, const char *after, const char *analyzer,
				 char id[STORE_ID_SIZE])
{
	return s->class->next_old(s, after, analyzer, id);
}

enum store_result store_put_rule(struct store *s, const struct store_rule *rule)
{
	return s->class->put_rule(s, rule);
}

enum store_result store_delete_rule(struct store *s, struct text type)
{
	return s->class->delete_rule(s, type);
}

enum store_result store_list_rules(struct store *s, const char *id,
				   void (*row)(void *context,
					       const struct store_rule *rule),
				   void *context)
{
	return !id || is_id(id) ? s->class->list_rules(s, id, row, context) : unknown(s);
}

enum store_result store_put_solver(struct store *s, const struct store_solver *solver)
{
	if (!is_id(solver->sha256) || strlen(solver->sha256) != 64)
		return store_fail(s, STORE_ERROR, "not a SHA-256: \"%.64s\"",
				  solver->sha256);
	return s->class->put_solver(s, solver);
}

enum store_result store_delete_solver(struct store *s, const char *id)
{
	return is_id(id) ? s->class->delete_solver(s, id) : unknown(s);
}

enum store_result store_list_solvers(struct store *s,
				     void (*row)(void *context,
						 const struct store_solver *solver),
				     void *context)
{
	return s->class->list_solvers(s, row, context);
}

enum store_result store_put_share(struct store *s, const struct store_share *share)
{
	if (!is_id(share->token) || strlen(share->token) != 64 || !is_id(share->comparison))
		return unknown(s);
	return s->class->put_share(s, share);
}

enum store_result store_get_share(struct store *s, const char *token,
				  struct store_share *out)
{
	return is_id(token) ? s->class->get_share(s, token, out) : unknown(s);
}

enum store_result store_delete_share(struct store *s, const char *id)
{
	return is_id(id) ? s->class->delete_share(s, id) : unknown(s);
}

enum store_result store_list_shares(struct store *s,
				    void (*row)(void *context,
						const struct store_share *share),
				    void *context)
{
	return s->class->list_shares(s, row, context);
}
