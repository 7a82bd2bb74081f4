/* Prints our schema as a .proto file, for comparisons with Google's library.
 * Numbers are made up and enums are wrapped (their values may then have the same
 * names): neither matters to the text format.  With an argument, without what
 * only forks have. */
#include <stdio.h>

#include "models/caffe/schema.h"

static const char *const kind_names[] = {
	[KIND_STRING] = "string", [KIND_BOOL] = "bool", [KIND_INT32] = "int32",
	[KIND_INT64] = "int64", [KIND_UINT32] = "uint32", [KIND_FLOAT] = "float",
	[KIND_DOUBLE] = "double",
};

static const char *const rule_names[] = { "optional", "required", "repeated" };

static bool is_printed(const struct enum_value *v, bool stock)
{
	return !stock || !v->forks;
}

/* protoc wants to be told, and refuses to be told in vain. */
static bool has_alias(const struct enum_type *type, bool stock)
{
	for (int i = 0; i < type->count; i++)
		for (int k = 0; k < i; k++)
			if (type->values[i].number == type->values[k].number &&
			    is_printed(&type->values[i], stock) &&
			    is_printed(&type->values[k], stock))
				return true;
	return false;
}

static void print_enum(const struct enum_type *type, bool stock)
{
	printf("message In_%s { enum %s {\n", type->name, type->name);
	if (has_alias(type, stock))
		printf("\toption allow_alias = true;\n");
	for (int i = 0; i < type->count; i++)
		if (is_printed(&type->values[i], stock))
			printf("\t%s = %d;\n", type->values[i].name, type->values[i].number);
	printf("} }\n");
}

static void print_field(const struct field_type *f, int number)
{
	printf("\t%s ", rule_names[f->rule]);
	if (f->kind == KIND_MESSAGE)
		printf("%s", f->message->name);
	else if (f->kind == KIND_ENUM)
		printf("In_%s.%s", f->enumeration->name, f->enumeration->name);
	else
		printf("%s", kind_names[f->kind]);
	printf(" %s = %d;\n", f->name, number);
}

static void print_message(const struct message_type *type, bool stock)
{
	printf("message %s {\n", type->name);
	for (int i = 0; i < type->count; i++) {
		const struct field_type *f = &field_types[type->first + i];
		if (!stock || !f->forks)
			print_field(f, i + 1);
	}
	printf("}\n");
}

int main(int argc, char **argv)
{
	(void)argv;
	printf("syntax = \"proto2\";\npackage netweight;\n");
	for (int i = 1; i < ENUM_ID_COUNT; i++)
		print_enum(&enum_types[i], argc > 1);
	for (int i = 1; i < MESSAGE_ID_COUNT; i++)
		print_message(&message_types[i], argc > 1);
	return 0;
}
