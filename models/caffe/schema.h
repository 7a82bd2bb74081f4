/* Caffe's messages as rows: schema.def, from BVLC Caffe's caffe.proto.
 *
 * A field is named by its id, MESSAGE_field: ConvolutionParameter_num_output.
 * Field and enum tables, names and defaults all come from schema.def. */
#ifndef CAFFE_SCHEMA_H
#define CAFFE_SCHEMA_H

#include "models/caffe/dialect.h"
#include "models/textproto/message.h"

enum field_id {
#define MESSAGE(message) message##_begin, message##_before = message##_begin - 1,
#define FIELD(message, name, ...) message##_##name,
#include "models/caffe/schema.def"
	FIELD_ID_COUNT
};

/* Numbers of enum values, by protobuf's names: PoolingParameter_PoolMethod_MAX,
 * V1LayerParameter_LayerType_CONVOLUTION, Phase_TRAIN … */
enum enum_number {
#define VALUE(enumeration, name, number) enumeration##_##name = number,
#include "models/caffe/schema.def"
};

enum message_id {
	NO_MESSAGE,
#define MESSAGE(message) message##_message,
#include "models/caffe/schema.def"
	MESSAGE_ID_COUNT
};

enum enum_id {
	NO_ENUM,
#define ENUM(name) name##_enum,
#include "models/caffe/schema.def"
	ENUM_ID_COUNT
};

/* By id; entry 0 of the latter two is empty. */
extern const struct field_type field_types[FIELD_ID_COUNT];
extern const struct message_type message_types[MESSAGE_ID_COUNT];
extern const struct enum_type enum_types[ENUM_ID_COUNT];

/* NetParameter, the root of a network file. */
#define net_parameter_type (message_types[NetParameter_message])

/* The type by name ("LayerParameter"), or NULL. */
const struct message_type *message_type_named(const char *name);

/* The field of `type` with this name: its id, or -1.  Constant time. */
int field_named(const struct message_type *type, struct str name);

/* The value of this name, or NULL. */
const struct enum_value *enum_value_named(const struct enum_type *type,
					  struct str name);

#endif
