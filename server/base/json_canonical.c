/* RFC 8785, the JSON canonicalization scheme: one spelling for one value. */
#include "server/base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "server/base/quote.h"

struct text {
	struct arena *arena;
	char *p;
	size_t n, capacity;
};

static void put(struct text *t, const char *p, size_t n)
{
	if (t->n + n > t->capacity) {
		size_t capacity = (t->n + n) * 2;

		t->p = arena_grow(t->arena, t->p, t->capacity, capacity, 1);
		t->capacity = capacity;
	}
	memcpy(t->p + t->n, p, n);
	t->n += n;
}

static void put_string(struct text *t, const char *s)
{
	static const char plain[] = "\"\\\b\f\n\r\t";
	static const char letter[] = "\"\\bfnrt";

	put(t, "\"", 1);
	for (; *s; s++) {
		const char *found = strchr(plain, *s);
		char escape[8];

		if (found) {
			put(t, "\\", 1);
			put(t, &letter[found - plain], 1);
		} else if ((unsigned char)*s < 0x20) {
			snprintf(escape, sizeof(escape), "\\u%04x", (unsigned)*s);
			put(t, escape, 6);
		} else {
			put(t, s, 1);
		}
	}
	put(t, "\"", 1);
}

/* The fewest digits that read back as the same double; *point is where the
 * decimal point stands (0.d1d2… × 10^point).  Returns their number. */
static int shortest_digits(double v, char digits[20], int *point)
{
	char text[40];
	int count = 0;

	for (int precision = 0; precision < 17; precision++) {
		snprintf(text, sizeof(text), "%.*e", precision, v);
		if (strtod(text, NULL) == v)
			break;
	}
	for (const char *p = text; *p && *p != 'e'; p++)
		if (*p >= '0' && *p <= '9')
			digits[count++] = *p;
	*point = atoi(strchr(text, 'e') + 1) + 1;
	return count;
}

static void put_zeros(struct text *t, int count)
{
	while (count-- > 0)
		put(t, "0", 1);
}

static void put_exponent(struct text *t, const char *digits, int count, int point)
{
	char exponent[16];

	put(t, digits, 1);
	if (count > 1) {
		put(t, ".", 1);
		put(t, digits + 1, (size_t)count - 1);
	}
	snprintf(exponent, sizeof(exponent), "e%+d", point - 1);
	put(t, exponent, strlen(exponent));
}

/* ECMAScript's Number::toString. */
static void put_number(struct text *t, double v)
{
	char digits[20];
	int point, count;

	if (v == 0) {
		put(t, "0", 1);
		return;
	}
	if (v < 0)
		put(t, "-", 1);
	count = shortest_digits(fabs(v), digits, &point);
	if (count <= point && point <= 21) {
		put(t, digits, (size_t)count);
		put_zeros(t, point - count);
	} else if (point > 0 && point <= 21) {
		put(t, digits, (size_t)point);
		put(t, ".", 1);
		put(t, digits + point, (size_t)(count - point));
	} else if (point > -6 && point <= 0) {
		put(t, "0.", 2);
		put_zeros(t, -point);
		put(t, digits, (size_t)count);
	} else {
		put_exponent(t, digits, count, point);
	}
}

static uint32_t code_point(const unsigned char *p, size_t length)
{
	uint32_t v = length == 1 ? p[0] : p[0] & (0xffu >> (length + 1));

	for (size_t i = 1; i < length; i++)
		v = v << 6 | (p[i] & 0x3f);
	return v;
}

/* A key by which code points sort as their UTF-16 units do: those above the
 * basic plane start with a surrogate, so they come before U+E000. */
static uint32_t utf16_rank(uint32_t c)
{
	return c >= 0x10000 ? 0xd800u * 0x800 + c : c >= 0xe000 ? c + 0x10000000 : c * 0x800;
}

static int compare_keys(const void *a, const void *b)
{
	const char *x = (*(const cJSON *const *)a)->string;
	const char *y = (*(const cJSON *const *)b)->string;

	while (*x && *y) {
		size_t n = utf8_length(x, strlen(x)), m = utf8_length(y, strlen(y));
		uint32_t i = utf16_rank(code_point((const unsigned char *)x, n));
		uint32_t k = utf16_rank(code_point((const unsigned char *)y, m));

		if (i != k)
			return i < k ? -1 : 1;
		x += n;
		y += m;
	}
	return (*x != 0) - (*y != 0);
}

static void put_value(struct text *t, const cJSON *v);

static void put_members(struct text *t, const cJSON *v)
{
	int count = cJSON_GetArraySize(v), i = 0;
	const cJSON **sorted = NEW_ARRAY(t->arena, count, const cJSON *);

	for (const cJSON *child = v->child; child; child = child->next)
		sorted[i++] = child;
	if (cJSON_IsObject(v))
		qsort(sorted, (size_t)count, sizeof(*sorted), compare_keys);
	for (i = 0; i < count; i++) {
		if (i)
			put(t, ",", 1);
		if (cJSON_IsObject(v)) {
			put_string(t, sorted[i]->string);
			put(t, ":", 1);
		}
		put_value(t, sorted[i]);
	}
}

static void put_value(struct text *t, const cJSON *v)
{
	bool object = cJSON_IsObject(v);

	if (object || cJSON_IsArray(v)) {
		put(t, object ? "{" : "[", 1);
		put_members(t, v);
		put(t, object ? "}" : "]", 1);
	} else if (cJSON_IsString(v)) {
		put_string(t, v->valuestring);
	} else if (cJSON_IsNumber(v)) {
		put_number(t, v->valuedouble);
	} else if (cJSON_IsRaw(v)) {
		put(t, v->valuestring, strlen(v->valuestring));
	} else {
		const char *word = cJSON_IsTrue(v) ? "true" :
				   cJSON_IsFalse(v) ? "false" : "null";

		put(t, word, strlen(word));
	}
}

struct str json_canonical(struct arena *a, const struct json *v)
{
	struct text t = { .arena = a };

	put_value(&t, (const cJSON *)v);
	return (struct str){ t.p, t.n };
}
