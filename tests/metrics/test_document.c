#include "tests/metrics/support.h"

#include <cjson/cJSON.h>

#include "models/figures/figure.h"
#include "server/base/quote.h"
#include "server/report/document.h"
#include "server/report/kind.h"

static char *document_of(const struct analysis *a)
{
	static struct buffer b;
	const struct document_source source = { .file = S("x.prototxt"), .sha256 = "0123" };

	b.n = 0;
	document_write(&b, a, &source);
	assert_false(b.failed);
	put_char(&b, '\0');
	return b.p;
}

/* Each %s is the next figure's definition, as JSON. */
static const char *with_definitions(struct arena *arena, const char *text)
{
	static const char *const names[] = { "memory.caffe", "memory.blobs", "memory.peak",
					     "memory.weights", "memory.buffers" };
	struct buffer b = { 0 };
	const char *end, *copy;

	for (size_t i = 0; (end = strstr(text, "\"%s\"")); i++) {
		put_bytes(&b, text, (size_t)(end - text));
		put_json_string(&b, str_from(figure_named(str_from(names[i]))->text));
		text = end + 4;
	}
	put_text(&b, text);
	copy = str_cstring(arena, (struct str){ b.p, b.n });
	buffer_free(&b);
	return copy;
}

/* Every byte of the document of a small network. */
static void test_whole_document(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0,
		"name: \"tiny\"\n" INPUT("in", "dim: 2 dim: 3")
		"layer { name: \"fc\" type: \"InnerProduct\" bottom: \"in\" top: \"fc\"\n"
		"  inner_product_param { num_output: 4 bias_term: false } }\n");
	const char *expected =
		"{\"schema\":\"netweight.analysis/1\",\"analyzer\":\"" PACKAGE_VERSION "\","
		"\"network\":{\"name\":\"tiny\",\"file\":\"x.prototxt\",\"sha256\":\"0123\","
		"\"format\":\"V2\",\"size\":220,\"lines\":4},"
		"\"state\":{\"phase\":\"TEST\",\"level\":0,\"stages\":[]},"
		"\"options\":{\"batch\":null,\"inputs\":[],\"data_shape\":[3,256,256],"
		"\"dialect\":null,"
		"\"dtype\":\"fp32\",\"dtype_bits\":32,\"weight_dtype\":\"fp32\",\"weight_dtype_bits\":32,"
		"\"solver\":\"SGD\"},"
		"\"status\":\"complete\",\"caffe\":{\"loads\":true,\"reasons\":[]},"
		"\"dialects\":[],\"dialect_choices\":[],"
		"\"assumptions\":[],\"rules\":[],\"inputs\":[\"in\"],\"outputs\":[\"fc\"],"
		"\"totals\":{\"layers\":2,\"split_layers\":0,\"layers_in_file\":2,"
		"\"core_layers\":1,\"core_depth\":1,\"params\":12,\"params_all\":12,"
		"\"params_trained\":12,\"memory\":{"
		"\"caffe\":{\"elements\":14,\"bytes\":56,\"text\":\"%s\"},"
		"\"blobs\":{\"elements\":14,\"bytes\":56,\"text\":\"%s\"},"
		"\"peak\":{\"elements\":14,\"bytes\":56,\"text\":\"%s\",\"layer\":1,\"layer_name\":\"fc\","
		"\"plan\":{\"elements\":14,\"bytes\":56}},\"training\":null,"
		"\"weights\":{\"elements\":12,\"bytes\":48,\"text\":\"%s\",\"bytes_by_type\":{\"fp32\":48,"
		"\"fp16\":24,\"bf16\":24,\"int8\":12}},"
		"\"buffers\":{\"elements\":0,\"bytes\":0,\"text\":\"%s\","
		"\"largest\":{\"elements\":0,\"bytes\":0}}},"
		"\"macs\":24,\"macs_per_item\":12,\"ops\":{\"mul_add\":24,\"add\":0,"
		"\"compare\":0,\"divide\":0,\"exp\":0},\"flops\":48,\"traffic\":128,\"intensity\":0.375,"
		"\"unknown_layers\":0},"
		"\"layers\":[{\"index\":0,\"name\":\"in\",\"type\":\"Input\",\"line\":2,"
		"\"inserted\":false,\"known\":true,\"core\":false,\"bottoms\":[],"
		"\"tops\":[{\"name\":\"in\",\"shape\":[2,3],\"count\":6,\"in_place\":false,"
		"\"storage\":0}],\"params\":[],\"param_count\":0,\"memory\":{\"caffe\":6,"
		"\"blobs\":6,\"live\":6,\"buffers\":0},\"macs\":0,\"macs_per_item\":0,"
		"\"ops\":{\"mul_add\":0,\"add\":0,\"compare\":0,\"divide\":0,\"exp\":0},"
		"\"flops\":0,\"traffic\":24,\"intensity\":0,"
		"\"receptive_field\":null,\"stride\":null,\"offset\":null},"
		"{\"index\":1,\"name\":\"fc\",\"type\":\"InnerProduct\",\"line\":3,"
		"\"inserted\":false,\"known\":true,\"core\":true,\"bottoms\":[\"in\"],"
		"\"tops\":[{\"name\":\"fc\",\"shape\":[2,4],\"count\":8,\"in_place\":false,"
		"\"storage\":1}],\"params\":[{\"name\":\"\",\"shape\":[4,3],\"count\":12,"
		"\"owner\":null,\"lr_mult\":1,\"decay_mult\":1}],\"param_count\":12,"
		"\"memory\":{\"caffe\":8,\"blobs\":8,\"live\":14,\"buffers\":0},"
		"\"macs\":24,\"macs_per_item\":12,\"ops\":{\"mul_add\":24,\"add\":0,"
		"\"compare\":0,\"divide\":0,\"exp\":0},\"flops\":48,\"traffic\":104,"
		"\"intensity\":0.462,\"receptive_field\":null,"
		"\"stride\":null,\"offset\":null}],"
		"\"storages\":[{\"elements\":6,\"first\":0,\"last\":1,\"offset\":0},"
		"{\"elements\":8,\"first\":1,\"last\":1,\"offset\":6}],\"blocks\":{\"stage\":[],\"block\":[],\"structure\":[]},"
		"\"diagnostics\":[]}";

	assert_string_equal(document_of(a), with_definitions(*state, expected));
}

/* A JSON library reads it and prints the same bytes again. */
static void same_again(const char *text)
{
	cJSON *json = cJSON_Parse(text);
	char *printed = cJSON_PrintUnformatted(json);

	assert_non_null(json);
	assert_string_equal(printed, text);
	cJSON_free(printed);
	cJSON_Delete(json);
}

static void test_reads_back(void **state)
{
	same_again(document_of(analyze_in(*state, PHASE_TRAIN, 3,
		INPUT("data", "dim: 1 dim: 3 dim: 9 dim: 9")
		LAYER("c\\\"\\n\\377é", "Convolution", "data", "param { lr_mult: 0.1 } "
		      "convolution_param { num_output: 2 kernel_size: 2 stride: 2 }")
		LAYER("odd", "NobodysLayer", "c\\\"\\n\\377é", "") "layer { fault }\n")));
	same_again(document_of(analyze_in(*state, PHASE_TEST, 0, "")));
	same_again(document_of(analyze_in(*state, PHASE_TEST, 0, "layer {")));
}

static const cJSON *at(const cJSON *json, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, key);

	if (!item)
		fail_msg("no key '%s'", key);
	return item;
}

/* The quoted line is cut around the place, however long it is. */
static void test_quoted_line(void **state)
{
	char *text = NEW_ARRAY((struct arena *)*state, 5000, char);
	const cJSON *d;
	cJSON *json;

	memset(text, ' ', 4000);
	memcpy(text + 3000, "nonsense: 1", 11);
	json = cJSON_Parse(document_of(analyze_in(*state, PHASE_TEST, 0, text)));
	d = at(json, "diagnostics")->child;
	while (d && !cJSON_HasObjectItem(d, "source"))
		d = d->next;
	assert_non_null(d);
	assert_true(strlen(at(d, "source")->valuestring) <= 160);
	assert_int_equal(strncmp(at(d, "source")->valuestring +
				 at(d, "caret")->valueint, "nonsense: 1", 11), 0);
	assert_int_equal(at(d, "line")->valueint, 1);
	/* A reason is where TextFormat says it is: behind the name. */
	assert_int_equal(at(at(at(json, "caffe"), "reasons")->child, "column")->valueint -
			 at(d, "column")->valueint, 8);
	cJSON_Delete(json);
}

static void test_training_figures(void **state)
{
	cJSON *json = cJSON_Parse(document_of(analyze_in(*state, PHASE_TRAIN, 0,
		INPUT("data", "dim: 2 dim: 3") INPUT("label", "dim: 2")
		FC("fc", "data", 5)
		"layer { name: \"loss\" type: \"SoftmaxWithLoss\" bottom: \"fc\" "
		"bottom: \"label\" top: \"loss\" }\n")));
	const cJSON *t = at(at(at(json, "totals"), "memory"), "training");
	const cJSON *adam = cJSON_GetArrayItem(at(t, "solvers"), 4);

	/* storages 6+2+10+1, gradients 10+1, params 20, their gradients 20, SGD 20 */
	assert_int_equal(at(t, "elements")->valueint, 19 + 11 + 20 + 20 + 20);
	assert_string_equal(at(adam, "name")->valuestring, "Adam");
	assert_int_equal(at(at(adam, "cpu_state"), "elements")->valueint, 60);
	assert_int_equal(at(at(adam, "gpu"), "elements")->valueint, 70 + 40);
	cJSON_Delete(json);
}

static void test_overflow_is_said(void **state)
{
	cJSON *json = cJSON_Parse(document_of(analyze_in(*state, PHASE_TEST, 0,
		INPUT("data", "dim: 2147483647 dim: 2147483647 dim: 2147483647"))));
	const cJSON *caffe = at(at(at(json, "totals"), "memory"), "caffe");

	assert_string_equal(at(caffe, "elements")->valuestring, "9223372036854775807");
	assert_true(cJSON_IsTrue(at(caffe, "overflow")));
	cJSON_Delete(json);
}

static void test_other_files_are_recognised(void **state)
{
	struct analysis *a = analyze_in(*state, PHASE_TEST, 0, "\xFF\xD8\xFF\xE0 JFIF");

	kind_report(a);
	assert_string_equal(a->diags.list[0].code, "not-a-network");
	assert_string_equal(file_kind(S("# c\nnet: \"a.prototxt\"")), "a solver definition");
	assert_string_equal(file_kind(S("item { name: \"a\" }")), "a label map");
	assert_string_equal(file_kind(S("\x1F\x8B\x08")), "a gzip file");
	assert_string_equal(file_kind(S("\x08\x07\x12\x05")), "an ONNX model");
	assert_string_equal(file_kind(S("\x0A\x04name\x00\x01")),
			    "a binary .caffemodel or another binary protobuf file");
	assert_null(file_kind(S("name: \"net\"")));
	assert_null(file_kind(S("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_whole_document),
		TEST(test_reads_back),
		TEST(test_quoted_line),
		TEST(test_training_figures),
		TEST(test_overflow_is_said),
		TEST(test_other_files_are_recognised),
	};

	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
