/* Small JSON documents through cJSON, whose memory is the request's arena. */
#include "server/base/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "server/base/utf8.h"

#define EXACT_LIMIT (INT64_C(1) << 53)
/* Objects are searched for a key given twice: quadratic in their keys. */
#define MAX_KEYS 500

static struct arena *memory;

static void *take(size_t n)
{
	return arena_alloc(memory, n, 1);
}

static void leave(void *p)
{
	(void)p;
}

static void use(struct arena *a)
{
	memory = a;
	cJSON_InitHooks(&(cJSON_Hooks){ .malloc_fn = take, .free_fn = leave });
}

static cJSON *node(const struct json *v)
{
	return (cJSON *)(uintptr_t)v;
}

static struct json *made(cJSON *v)
{
	return (struct json *)v;
}

struct json *json_object(struct arena *a)
{
	use(a);
	return made(cJSON_CreateObject());
}

static const char *clean(struct str s)
{
	return str_cstring(memory, utf8_clean(memory, s));
}

void json_add_text(struct json *object, const char *key, struct str value)
{
	cJSON_AddStringToObject(node(object), key, clean(value));
}

void json_add_string(struct json *object, const char *key, const char *value)
{
	if (value)
		json_add_text(object, key, str_from(value));
	else
		json_add_null(object, key);
}

void json_add_int(struct json *object, const char *key, int64_t value)
{
	bool exact = value <= EXACT_LIMIT && value >= -EXACT_LIMIT;
	char text[32];

	snprintf(text, sizeof(text), exact ? "%" PRId64 : "\"%" PRId64 "\"", value);
	cJSON_AddRawToObject(node(object), key, text);
}

void json_add_bool(struct json *object, const char *key, bool value)
{
	cJSON_AddBoolToObject(node(object), key, value);
}

void json_add_null(struct json *object, const char *key)
{
	cJSON_AddNullToObject(node(object), key);
}

void json_add_raw(struct json *object, const char *key, struct str value)
{
	if (value.n)
		cJSON_AddRawToObject(node(object), key, str_cstring(memory, value));
	else
		json_add_null(object, key);
}

void json_add_time(struct json *object, const char *key, int64_t ms)
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm tm;
	char day[24], text[48];

	gmtime_r(&seconds, &tm);
	strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text, sizeof(text), "%s.%03dZ", day, (int)(ms % 1000));
	json_add_string(object, key, text);
}

struct json *json_add_object(struct json *object, const char *key)
{
	return made(cJSON_AddObjectToObject(node(object), key));
}

struct json *json_add_array(struct json *object, const char *key)
{
	return made(cJSON_AddArrayToObject(node(object), key));
}

struct json *json_push_object(struct json *array)
{
	cJSON *v = cJSON_CreateObject();

	cJSON_AddItemToArray(node(array), v);
	return made(v);
}

void json_push_text(struct json *array, struct str value)
{
	cJSON_AddItemToArray(node(array), cJSON_CreateString(clean(value)));
}

struct str json_print(struct arena *a, const struct json *document)
{
	use(a);
	return str_from(cJSON_PrintBuffered(node(document), 4096, 0));
}

/* Whether a string escape stands for NUL, at which C strings would end. */
static bool escapes_nul(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		if (s.p[i] != '\\')
			continue;
		if (i + 6 <= s.n && memcmp(s.p + i, "\\u0000", 6) == 0)
			return true;
		i++;
	}
	return false;
}

static bool twice(const cJSON *member)
{
	for (const cJSON *v = member->next; v; v = v->next)
		if (strcmp(v->string, member->string) == 0)
			return true;
	return false;
}

/* What is wrong with a value and all in it, or NULL; depth is cJSON's limit. */
static const char *fault(const cJSON *v)
{
	if (cJSON_IsObject(v) && cJSON_GetArraySize(v) > MAX_KEYS)
		return "an object has too many keys";
	for (const cJSON *child = v->child; child; child = child->next) {
		const char *inner = fault(child);

		if (inner)
			return inner;
		if (cJSON_IsObject(v) && twice(child))
			return "a key is given twice in one object";
	}
	return cJSON_IsNumber(v) && !isfinite(v->valuedouble) ?
		       "a number is out of range" : NULL;
}

static bool only_space(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		p++;
	return p >= end;
}

struct json *json_parse(struct arena *a, struct str text, const char **error)
{
	const char *end = NULL, *copy;
	cJSON *v;

	use(a);
	*error = "it is not valid UTF-8 text";
	if (!utf8_valid(text))
		return NULL;
	*error = "a string holds a NUL";
	if (escapes_nul(text))
		return NULL;
	copy = str_cstring(a, text);
	v = cJSON_ParseWithLengthOpts(copy, text.n + 1, &end, 0);
	*error = "it is not one JSON value";
	if (!v || !only_space(end, copy + text.n))
		return NULL;
	*error = fault(v);
	return *error ? NULL : made(v);
}

bool json_is_object(const struct json *v)
{
	return v && cJSON_IsObject(node(v));
}

bool json_is_array(const struct json *v)
{
	return v && cJSON_IsArray(node(v));
}

bool json_is_null(const struct json *v)
{
	return v && cJSON_IsNull(node(v));
}

const struct json *json_get(const struct json *v, const char *key)
{
	return json_is_object(v) ?
		       made(cJSON_GetObjectItemCaseSensitive(node(v), key)) : NULL;
}

int json_count(const struct json *v)
{
	return v ? cJSON_GetArraySize(node(v)) : 0;
}

const struct json *json_at(const struct json *v, int i)
{
	return v ? made(cJSON_GetArrayItem(node(v), i)) : NULL;
}

const struct json *json_first(const struct json *v)
{
	return v ? made(node(v)->child) : NULL;
}

const struct json *json_next(const struct json *v)
{
	return made(node(v)->next);
}

const char *json_key(const struct json *v)
{
	return node(v)->string;
}

bool json_read_text(const struct json *v, struct str *out)
{
	if (!v || !cJSON_IsString(node(v)))
		return false;
	*out = str_from(node(v)->valuestring);
	return true;
}

bool json_read_int(const struct json *v, int64_t *out)
{
	double number = v && cJSON_IsNumber(node(v)) ? node(v)->valuedouble : NAN;

	if (!(fabs(number) <= (double)EXACT_LIMIT) || number != floor(number))
		return false;
	*out = (int64_t)number;
	return true;
}

bool json_read_bool(const struct json *v, bool *out)
{
	if (!v || !cJSON_IsBool(node(v)))
		return false;
	*out = cJSON_IsTrue(node(v));
	return true;
}
