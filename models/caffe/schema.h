/* Caffe's messages as rows: schema.def, from BVLC Caffe's caffe.proto.
 *
 * A field is named by its id, MESSAGE_field: ConvolutionParameter_num_output.
 * Field and enum tables, names and defaults all come from schema.def. */
#ifndef CAFFE_SCHEMA_H
#define CAFFE_SCHEMA_H

#include "models/textproto/message.h"

enum field_id {
#define MESSAGE(message) message##_begin, message##_before = message##_begin - 1,
#define FIELD(message, name, ...) message##_##name,
#define ENUM(name)
#define VALUE(enumeration, name, number)
#include "models/caffe/schema.def"
#undef MESSAGE
#undef FIELD
#undef ENUM
#undef VALUE
	FIELD_ID_COUNT
};

/* Numbers of enum values: PoolMethod_MAX, V1LayerType_CONVOLUTION … */
enum enum_number {
#define MESSAGE(message)
#define FIELD(message, name, ...)
#define ENUM(name)
#define VALUE(enumeration, name, number) enumeration##_##name = number,
#include "models/caffe/schema.def"
#undef MESSAGE
#undef FIELD
#undef ENUM
#undef VALUE
};

extern const struct field_type field_types[FIELD_ID_COUNT];

/* The type by name ("LayerParameter"), or NULL. */
const struct message_type *message_type_named(const char *name);
/* NetParameter, the root of a network file. */
extern const struct message_type net_parameter_type;

/* The field of `type` with this name: its id, or -1.  Constant time. */
int field_named(const struct message_type *type, struct str name);

#endif
