/* libFuzzer's dictionary: every name of the schema. */
#include <stdio.h>

#include "models/caffe/schema.h"

int main(void)
{
	for (int i = 0; i < FIELD_ID_COUNT; i++) {
		const struct field_type *f = &field_types[i];
		printf("\"%s%s\"\n", f->name, f->kind == KIND_MESSAGE ? " {" : ": ");
	}
	for (int i = 1; i < ENUM_ID_COUNT; i++)
		for (int k = 0; k < enum_types[i].count; k++)
			printf("\"%s\"\n", enum_types[i].values[k].name);
	return 0;
}
