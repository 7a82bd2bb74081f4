/* Small JSON documents: reads requests, builds answers.  The only user of cJSON
 * (with json_canonical.c).
 *
 * A document lives in the arena it was made in and is never freed singly.  One
 * thread, one document at a time being built.  Texts are made valid UTF-8. */
#ifndef SERVER_JSON_H
#define SERVER_JSON_H

#include "models/base/str.h"

struct json;

struct json *json_object(struct arena *a);
void json_add_text(struct json *object, const char *key, struct str value);
/* NULL is null. */
void json_add_string(struct json *object, const char *key, const char *value);
/* Beyond 2^53 as a string, so that no reader loses digits. */
void json_add_int(struct json *object, const char *key, int64_t value);
void json_add_bool(struct json *object, const char *key, bool value);
void json_add_null(struct json *object, const char *key);
/* `value` is JSON text already; an empty one is null. */
void json_add_raw(struct json *object, const char *key, struct str value);
/* ms since 1970 as "2015-03-14T09:26:53.589Z". */
void json_add_time(struct json *object, const char *key, int64_t ms);
struct json *json_add_object(struct json *object, const char *key);
struct json *json_add_array(struct json *object, const char *key);
/* A new object, or a text, at the end of an array. */
struct json *json_push_object(struct json *array);
void json_push_text(struct json *array, struct str value);
/* The text of the document, in the arena. */
struct str json_print(struct arena *a, const struct json *document);

/* Reads one JSON text: strict UTF-8, no NUL in strings, no key twice in an
 * object, nothing after it.  NULL and a sentence in *error otherwise. */
struct json *json_parse(struct arena *a, struct str text, const char **error);

bool json_is_object(const struct json *v);
bool json_is_array(const struct json *v);
bool json_is_null(const struct json *v);
/* A member by its exact key; NULL when it is absent or `v` is no object. */
const struct json *json_get(const struct json *v, const char *key);
int json_count(const struct json *v);
const struct json *json_at(const struct json *v, int i);	/* O(i) */
const struct json *json_first(const struct json *v);
const struct json *json_next(const struct json *v);
const char *json_key(const struct json *v);
/* False when the value is of another kind (or NULL). */
bool json_read_text(const struct json *v, struct str *out);
bool json_read_int(const struct json *v, int64_t *out);	/* whole, below 2^53 */
bool json_read_bool(const struct json *v, bool *out);

/* RFC 8785: one spelling for one value (keys sorted by UTF-16 units, numbers as
 * ECMAScript prints them), so that its hash names it. */
struct str json_canonical(struct arena *a, const struct json *v);

#endif
