/* Reading and changing trees, and the schema behind them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/textproto/support.h"

static void defaults_come_from_the_schema(void **state)
{
	(void)state;
	assert_int_equal(get_int(NULL, ConvolutionParameter_group), 1);
	assert_int_equal(get_int(NULL, NetState_phase), Phase_TEST);
	assert_int_equal(get_int(NULL, HingeLossParameter_norm), HingeLossParameter_Norm_L1);
	assert_true(get_bool(NULL, ConvolutionParameter_bias_term));
	assert_false(get_bool(NULL, PoolingParameter_global_pooling));
	assert_true(get_float(NULL, BatchNormParameter_eps) == (double)1e-5f);
	assert_true(get_float(NULL, LRNParameter_beta) == .75);
	assert_true(str_equal(get_string(NULL, FillerParameter_type), S("constant")));
	assert_true(str_equal(get_string(NULL, LayerParameter_name), S("")));
	assert_null(get_message(NULL, LayerParameter_pooling_param));
	assert_false(has_field(NULL, LayerParameter_name));
	assert_int_equal(field_count(NULL, LayerParameter_bottom), 0);
}

static void repeated_fields_keep_their_order(void **state)
{
	(void)state;
	struct parsed p = parse_text(S("input_dim: 3 name: 'n' input_dim: [5, 7]"), NULL);
	const struct message *m = &p.result.root;
	int64_t sum = 0;
	for EACH_FIELD(f, m, NetParameter_input_dim)
		sum = sum * 10 + f->value.integer;
	assert_int_equal(sum, 357);
	assert_int_equal(field_count(m, NetParameter_input_dim), 3);
	assert_int_equal(get_int_at(m, NetParameter_input_dim, 2), 7);
	assert_int_equal(p.result.fields, 4);
	parsed_free(&p);
}

static void trees_can_be_changed(void **state)
{
	(void)state;
	struct parsed p = parse_text(S("input: 'a' name: 'n' input: 'b'"), NULL);
	struct message *m = &p.result.root;
	add_field(p.arena, m, NetParameter_input_dim, 5)->value.integer = 9;
	assert_int_equal(get_int(m, NetParameter_input_dim), 9);
	assert_int_equal(place_of(m, NetParameter_input_dim, 0), 5);
	remove_fields(m, NetParameter_input);
	assert_false(has_field(m, NetParameter_input));
	copy_field(p.arena, m, NetParameter_input, field_first(m, NetParameter_name));
	assert_true(str_equal(get_string(m, NetParameter_input), S("n")));
	remove_fields(m, NetParameter_input_dim);
	remove_fields(m, NetParameter_input);
	remove_fields(m, NetParameter_name);
	assert_null(m->first);
	assert_null(m->last);
	add_field(p.arena, m, NetParameter_name, 0)->value.string = S("again");
	assert_true(str_equal(get_string(m, NetParameter_name), S("again")));
	parsed_free(&p);
}

static void every_field_is_found_by_its_name(void **state)
{
	(void)state;
	for (int i = 1; i < MESSAGE_ID_COUNT; i++) {
		const struct message_type *type = &message_types[i];
		assert_ptr_equal(message_type_named(type->name), type);
		assert_in_range(type->count, 1, 256);
		for (int id = type->first; id < type->first + type->count; id++) {
			struct str name = str_from(field_types[id].name);
			assert_int_equal(field_named(type, name), id);
		}
		assert_int_equal(field_named(type, S("no_such_field")), -1);
		assert_int_equal(field_named(type, S("")), -1);
	}
	assert_null(message_type_named("NoSuchParameter"));
	assert_string_equal(net_parameter_type.name, "NetParameter");
}

static void rows_belong_together(void **state)
{
	(void)state;
	for (int id = 0; id < FIELD_ID_COUNT; id++) {
		const struct field_type *f = &field_types[id];
		assert_int_equal(f->kind == KIND_MESSAGE, f->message != NULL);
		assert_int_equal(f->kind == KIND_ENUM, f->enumeration != NULL);
		assert_int_equal(f->kind == KIND_STRING, f->string != NULL);
	}
}

static void enum_values_are_found_by_name(void **state)
{
	(void)state;
	const struct enum_type *pool =
		field_types[PoolingParameter_pool].enumeration;
	assert_int_equal(enum_value_named(pool, S("AVE"))->number,
			 PoolingParameter_PoolMethod_AVE);
	assert_null(enum_value_named(pool, S("ave")));
	assert_null(enum_value_named(pool, S("")));
	for (int i = 1; i < ENUM_ID_COUNT; i++)
		assert_true(enum_types[i].count > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_come_from_the_schema),
		cmocka_unit_test(repeated_fields_keep_their_order),
		cmocka_unit_test(trees_can_be_changed),
		cmocka_unit_test(every_field_is_found_by_its_name),
		cmocka_unit_test(rows_belong_together),
		cmocka_unit_test(enum_values_are_found_by_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
