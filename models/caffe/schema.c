/* The rows of schema.def as tables, and fields by name. */
#include "models/caffe/schema.h"

#include <string.h>

/* Rows of `enum_values`. */
enum value_row {
#define ENUM(name) name##_values, name##_values_before = name##_values - 1,
#define VALUE(enumeration, name, number) row_of_##enumeration##_##name,
#include "models/caffe/schema.def"
	VALUE_ROW_COUNT
};

static const struct enum_value enum_values[VALUE_ROW_COUNT] = {
#define VALUE(enumeration, name, number) { #name, number, 0 },
#define FORK_VALUE(enumeration, name, number, forks) { #name, number, forks },
#include "models/caffe/schema.def"
};

/* Each row is left open for the next to close, so that VALUE (or FIELD) rows
 * add to the count of the row before them. */
const struct enum_type enum_types[ENUM_ID_COUNT] = {
	{ "", NULL, 0
#define ENUM(name) }, { #name, &enum_values[name##_values], 0
#define VALUE(enumeration, name, number) + 1
#include "models/caffe/schema.def"
	}
};

const struct message_type message_types[MESSAGE_ID_COUNT] = {
	{ "", 0, 0
#define MESSAGE(message) }, { #message, message##_begin, 0
#define FIELD(message, name, ...) + 1
#include "models/caffe/schema.def"
	}
};

/* What the columns "type" and "default" mean for each kind. */
#define NUMBER_COLUMNS(type, otherwise) NULL, NULL, otherwise, NULL
#define COLUMNS_BOOL NUMBER_COLUMNS
#define COLUMNS_INT32 NUMBER_COLUMNS
#define COLUMNS_INT64 NUMBER_COLUMNS
#define COLUMNS_UINT32 NUMBER_COLUMNS
#define COLUMNS_FLOAT NUMBER_COLUMNS
#define COLUMNS_DOUBLE NUMBER_COLUMNS
#define COLUMNS_MESSAGE(type, otherwise) &message_types[type##_message], NULL, 0, NULL
#define COLUMNS_ENUM(type, otherwise) NULL, &enum_types[type##_enum], otherwise, NULL
#define COLUMNS_STRING(type, otherwise) NULL, NULL, 0, otherwise

const struct field_type field_types[FIELD_ID_COUNT] = {
#define FORK(message, name, kind, rule, type, otherwise, forks) \
	{ #name, sizeof #name - 1, KIND_##kind, RULE_##rule, \
	  COLUMNS_##kind(type, otherwise), forks },
#define FIELD(message, name, kind, rule, type, otherwise) \
	FORK(message, name, kind, rule, type, otherwise, 0)
#include "models/caffe/schema.def"
};

const struct message_type *message_type_named(const char *name)
{
	for (int i = 1; i < MESSAGE_ID_COUNT; i++)
		if (strcmp(message_types[i].name, name) == 0)
			return &message_types[i];
	return NULL;
}

/* Slots of all types, open addressing: 4 per field, of which a type uses the
 * greatest power of two, so a table is at most half full.  A slot holds id + 1. */
static uint16_t slots[4 * FIELD_ID_COUNT];
_Static_assert(FIELD_ID_COUNT < UINT16_MAX, "ids fit into slots");

static inline uint64_t load(const char *p, size_t n)
{
	uint64_t word = 0;
	memcpy(&word, p, n);
	return word;
}

static inline uint64_t name_hash(struct str name)
{
	uint64_t head, tail;
	if (name.n >= 8) {
		head = load(name.p, 8);
		tail = load(name.p + name.n - 8, 8);
	} else if (name.n >= 4) {
		head = load(name.p, 4);
		tail = load(name.p + name.n - 4, 4);
	} else {
		head = name.n ? (unsigned char)name.p[0] : 0;
		tail = name.n ? load(name.p + name.n / 2, 1) << 8 |
				(unsigned char)name.p[name.n - 1] : 0;
	}
	uint64_t h = (head ^ tail << 21 ^ tail >> 43 ^ name.n) * 0x9e3779b97f4a7c15;
	return h ^ h >> 32;
}

/* Gives the first slot of a type, and its mask. */
static inline uint16_t *type_slots(const struct message_type *type, uint32_t *mask)
{
	int bits = 31 - __builtin_clz(4 * (unsigned)type->count);
	*mask = (1u << bits) - 1;
	return slots + 4 * type->first;
}

/* Before main, so that no thread ever sees it half done. */
__attribute__((constructor)) static void fill_slots(void)
{
	for (int i = 1; i < MESSAGE_ID_COUNT; i++) {
		const struct message_type *type = &message_types[i];
		for (int id = type->first; id < type->first + type->count; id++) {
			uint32_t mask;
			uint16_t *slot = type_slots(type, &mask);
			uint64_t h = name_hash(str_from(field_types[id].name));
			while (slot[h & mask])
				h++;
			slot[h & mask] = (uint16_t)(id + 1);
		}
	}
}

int field_named(const struct message_type *type, struct str name)
{
	uint32_t mask;
	const uint16_t *slot = type_slots(type, &mask);
	for (uint64_t h = name_hash(name); slot[h & mask]; h++) {
		int id = slot[h & mask] - 1;
		if (field_types[id].name_length == name.n &&
		    memcmp(field_types[id].name, name.p, name.n) == 0)
			return id;
	}
	return -1;
}

const struct enum_value *enum_value_named(const struct enum_type *type,
					  struct str name)
{
	for (int i = 0; i < type->count; i++)
		if (str_equal(str_from(type->values[i].name), name))
			return &type->values[i];
	return NULL;
}
