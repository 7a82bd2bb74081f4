/* Rules and a network's own options, asked of a running server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/server/client.h"

static const char partial[] =
	"layer { name: \"in\" type: \"Input\" top: \"x\" input_param { shape {"
	" dim: 2 dim: 3 } } }\n"
	"layer { name: \"foo\" type: \"Foo\" bottom: \"x\" top: \"y\" }\n"
	"layer { name: \"ip\" type: \"InnerProduct\" bottom: \"y\" top: \"z\""
	" inner_product_param { num_output: 4 } }\n";

static const char database[] =
	"layer { name: \"d\" type: \"Data\" top: \"x\" data_param { batch_size: 2 } }\n"
	"layer { name: \"ip\" type: \"InnerProduct\" bottom: \"x\" top: \"z\""
	" inner_product_param { num_output: 4 bias_term: false } }\n";

static void assert_answer(struct answer a, int status, const char *text)
{
	if (a.status != status)
		fail_msg("%d, expected %d: %.300s", a.status, status, a.body);
	if (text && !strstr(a.body, text))
		fail_msg("no %s in: %.900s", text, a.body);
	answer_free(&a);
}

static void assert_lacks(struct answer a, const char *text)
{
	assert_int_equal(a.status, 200);
	if (strstr(a.body, text))
		fail_msg("%s in: %.900s", text, a.body);
	answer_free(&a);
}

static const char *upload(const char *text, char path[80])
{
	struct answer a = ask(&served, "POST", "/api/networks?name=n.prototxt", NULL, text);

	assert_true(a.status == 201 || a.status == 200);
	snprintf(path, 80, "/api/networks/%s", answer_text(&a, "id"));
	answer_free(&a);
	return path;
}

static struct answer get(const char *path, const char *rest)
{
	char target[400];

	snprintf(target, sizeof(target), "%s%s", path, rest);
	return ask(&served, "GET", target, NULL, NULL);
}

static int ask_status(const char *method, const char *path)
{
	struct answer a = ask(&served, method, path, NULL, NULL);
	int status = a.status;

	answer_free(&a);
	return status;
}

static struct answer put_rule(const char *text)
{
	char body[300];

	snprintf(body, sizeof(body), "{\"text\":\"%s\"}", text);
	return ask(&served, "PUT", "/api/rules", NULL, body);
}

static struct answer delete_rule(const char *type)
{
	char target[100];

	snprintf(target, sizeof(target), "/api/rules/%s", type);
	return ask(&served, "DELETE", target, NULL, NULL);
}

/* Set, seen at once in documents, totals and lists; changed; removed. */
static void test_rule(void **state)
{
	char path[80];

	(void)state;
	upload(partial, path);
	assert_answer(get(path, ""), 200, "\"status\":\"partial\"");
	assert_answer(get(path, "/analysis"), 200, "\"params_lower_bound\":true");
	assert_answer(put_rule("Foo: top = [b0.0, b0.1*5]"), 200, "\"type\":\"Foo\"");
	assert_answer(get("/api/rules", ""), 200,
		      "{\"rules\":[{\"type\":\"Foo\",\"text\":\"Foo: top = [b0.0, b0.1*5]\"");
	assert_answer(get(path, "/analysis"), 200, "\"status\":\"complete\"");
	assert_answer(get(path, "/analysis"), 200, "\"params\":64,");
	assert_answer(get(path, "/analysis"), 200,
		      "\"rules\":[{\"type\":\"Foo\",\"text\":\"Foo: top = [b0.0, b0.1*5]\","
		      "\"applied\":1}]");
	assert_answer(get(path, "/analysis?phase=TRAIN"), 200, "\"params\":64,");
	assert_answer(get(path, "/analysis?batch=4"), 200, "\"params\":64,");
	assert_answer(get(path, "/analysis?defaults=0"), 200, "\"status\":\"partial\"");
	assert_answer(get(path, "/analysis?rule=Foo:top=b"), 200, "\"params\":16,");
	assert_answer(get(path, ""), 200, "\"status\":\"complete\"");
	assert_answer(put_rule("Foo: top = b"), 200, "\"text\":\"Foo: top = bottom0\"");
	assert_answer(get(path, "/analysis"), 200, "\"params\":16,");
	assert_answer(delete_rule("Foo"), 200, "{\"deleted\":true}");
	assert_answer(delete_rule("Foo"), 404, NULL);
	assert_answer(get(path, "/analysis"), 200, "\"status\":\"partial\"");
	assert_answer(get(path, ""), 200, "\"status\":\"partial\"");
}

/* The list tells the new totals too, before anybody has opened the network. */
static void test_rule_in_list(void **state)
{
	static const char first[] = "/api/networks?limit=1&sort=created";
	char path[80];

	(void)state;
	assert_int_equal(ask_status("DELETE", upload(partial, path)), 200);
	upload(partial, path);
	assert_answer(put_rule("Foo: top = b"), 200, NULL);
	assert_answer(get(first, ""), 200, "\"status\":\"complete\"");
	assert_answer(delete_rule("Foo"), 200, NULL);
	assert_lacks(get(first, ""), "\"status\":\"complete\"");
}

/* A network that comes later is one with the rule, too. */
static void test_rule_before_network(void **state)
{
	char path[80];

	(void)state;
	assert_answer(put_rule("Later/1: top = b; params [7]"), 200, NULL);
	upload("layer { name: \"in\" type: \"Input\" top: \"x\" input_param { shape {"
	       " dim: 2 } } }\nlayer { type: \"Later/1\" bottom: \"x\" top: \"y\" }", path);
	assert_answer(get(path, "/analysis"), 200, "\"params\":7,");
	assert_answer(delete_rule("Later%2F1"), 200, NULL);
	assert_answer(get(path, "/analysis"), 200, "\"status\":\"partial\"");
}

static void test_rule_refusals(void **state)
{
	char path[80];

	(void)state;
	assert_answer(put_rule("Foo: top = [b0]"), 400, "\"line\":1,\"column\":15");
	assert_answer(put_rule("layer foo: top = b"), 400, "\"layer-rule\"");
	assert_answer(put_rule("ReLU: top = b"), 409, "\"known-type\"");
	assert_answer(ask(&served, "PUT", "/api/rules", NULL, "{}"), 400, "\"bad-rule\"");
	upload(partial, path);
	assert_answer(get(path, "/analysis?rule=Foo"), 400, "rule: column 4: ");
	assert_answer(get(path, "/analysis?stage=%FF"), 400, "stage: the value is not UTF-8");
}

/* A rule for one Python class concerns layers of type Python, and only those of it. */
static void test_python_rule(void **state)
{
	static const char text[] =
		"layer { name: \"in\" type: \"Input\" top: \"x\" input_param { shape {"
		" dim: 2 dim: 3 } } }\n"
		"layer { name: \"p\" type: \"Python\" bottom: \"x\" top: \"y\" python_param {"
		" module: \"mine\" layer: \"Own\" } }\n"
		"layer { name: \"q\" type: \"Python\" bottom: \"x\" top: \"z\" python_param {"
		" module: \"mine\" layer: \"Other\" } }\n";
	char path[80];

	(void)state;
	upload(text, path);
	assert_answer(get(path, "/analysis"), 200, "\"python\":\"mine.Own\"");
	assert_answer(put_rule("python mine.Own: top = [5]; params [9]"), 200,
		      "\"rule\":{\"type\":\"python mine.Own\",");
	assert_answer(get(path, "/analysis"), 200,
		      "\"rules\":[{\"python\":\"mine.Own\",\"text\":\"python mine.Own: ");
	assert_answer(get(path, "/analysis"), 200, "\"params\":9,\"params_all\":9");
	assert_answer(get(path, "/analysis"), 200, "\"unknown_layers\":1,");
	assert_answer(put_rule("python rpn.proposal_layer.ProposalLayer: top = b"), 409,
		      "\"known-type\"");
	assert_answer(delete_rule("python%20mine.Own"), 200, "\"deleted\":true");
	assert_answer(get(path, "/analysis"), 200, "\"unknown_layers\":2,");
}

/* A link carries the rules that its figures rest on: the same on any server. */
static void test_rule_in_comparison(void **state)
{
	char path[80], body[400], first[32], target[80];
	struct answer a;

	(void)state;
	upload(partial, path);
	assert_answer(put_rule("Foo: top = b"), 200, NULL);
	snprintf(body, sizeof(body), "{\"networks\":[{\"id\":\"%s\"}]}", path + 14);
	a = ask(&served, "POST", "/api/comparisons", NULL, body);
	assert_int_equal(a.status, 201);
	snprintf(first, sizeof(first), "%s", answer_text(&a, "id"));
	answer_free(&a);
	assert_answer(delete_rule("Foo"), 200, NULL);
	snprintf(target, sizeof(target), "/api/comparisons/%s", first);
	assert_answer(get(target, ""), 200, "\"options\":{\"rule\":[\"Foo: top = bottom0\"]}");
	assert_answer(get(target, ""), 200, "\"params\":16,");
	snprintf(body, sizeof(body), "{\"networks\":[{\"id\":\"%s\",\"options\":{\"rule\":"
		 "[\"Foo:top=b\"],\"defaults\":false}}]}", path + 14);
	assert_answer(ask(&served, "POST", "/api/comparisons", NULL, body), 200, first);
	snprintf(body, sizeof(body), "{\"networks\":[{\"id\":\"%s\"}]}", path + 14);
	assert_answer(ask(&served, "POST", "/api/comparisons", NULL, body), 201, NULL);
}

static struct answer set_options(const char *path, const char *options)
{
	char body[300];

	snprintf(body, sizeof(body), "{\"options\":%s}", options);
	return ask(&served, "PATCH", path, NULL, body);
}

/* A shape is asked for once and remembered. */
static void test_options(void **state)
{
	char path[80];

	(void)state;
	upload(database, path);
	assert_answer(get(path, "/analysis"), 200, "\"assumptions\":[{\"layer\":\"d\"");
	assert_answer(set_options(path, "{\"input\":\"x=2x5x1x1\"}"), 200,
		      "\"options\":{\"input\":[\"x=2x5x1x1\"]}");
	assert_answer(get(path, "/analysis"), 200, "\"assumptions\":[]");
	assert_answer(get(path, "/analysis"), 200, "\"params\":20,");
	assert_answer(get(path, "/analysis?phase=TRAIN"), 200, "\"params\":20,");
	assert_answer(get(path, "/analysis?input=x=2x7x1x1"), 200, "\"params\":28,");
	assert_answer(get(path, "/layers.csv"), 200, "4x5");
	assert_answer(set_options(path, "{\"data_shape\":\"1,2,3\"}"), 200, NULL);
	assert_answer(get(path, "/analysis"), 200, "\"params\":24,");
	assert_answer(set_options(path, "{}"), 200, "\"options\":{}");
	assert_answer(get(path, "/analysis"), 200, "\"data_shape\":[3,256,256]");
	assert_answer(set_options(path, "{\"phase\":\"TRAIN\"}"), 400, "\"bad-options\"");
	assert_answer(set_options(path, "{\"input\":\"x\"}"), 400, "\"bad-options\"");
	assert_answer(set_options(path, "3"), 400, "\"bad-options\"");
	assert_answer(ask(&served, "PATCH", path, NULL, "{}"), 400, "\"bad-name\"");
}

/* A rule for one layer is one of its network's options. */
static void test_layer_rule(void **state)
{
	char path[80];

	(void)state;
	upload(partial, path);
	assert_answer(set_options(path, "{\"rule\":[\"layer foo: top = b\"]}"), 200, NULL);
	assert_answer(get(path, "/analysis"), 200,
		      "\"rules\":[{\"layer\":\"foo\",\"text\":\"layer foo: top = bottom0\"");
	assert_answer(set_options(path, "{}"), 200, NULL);
}

static struct answer post(const char *name, const char *text)
{
	char target[100];

	snprintf(target, sizeof(target), "/api/networks?name=%s", name);
	return ask(&served, "POST", target, NULL, text);
}

/* A solver is told what it is, kept, and paired with the network that it names. */
static void test_solver(void **state)
{
	static const char text[] = "net: \"a/b/n.prototxt\" train_state { level: 3 stage: "
				   "\"s\" } solver_type: NESTEROV test_iter: 5";
	char path[80], target[80];
	struct answer a = post("x/solver.prototxt", text);

	(void)state;
	snprintf(target, sizeof(target), "/api/solvers/%s", answer_text(&a, "id"));
	assert_answer(a, 200, "\"summary\":{\"type\":\"Nesterov\",\"solver\":\"Nesterov\","
		      "\"runs\":[{\"role\":\"train\",\"field\":\"net\",\"file\":\"n.prototxt\","
		      "\"phase\":\"TRAIN\",\"level\":3,\"stage\":[\"s\"],\"iterations\":0},"
		      "{\"role\":\"test\",\"field\":\"net\",\"file\":\"n.prototxt\","
		      "\"phase\":\"TEST\",\"level\":\"file\",\"stage\":[],\"iterations\":5}],"
		      "\"faults\":[{\"severity\":\"error\",\"code\":\"solver-test-interval\","
		      "\"line\":1,\"column\":81,");
	upload(partial, path);
	assert_answer(get(path, ""), 200, "\"solvers\":[{\"id\":");
	assert_answer(get("/api/solvers", ""), 200, "\"file\":\"solver.prototxt\"");
	assert_answer(get("/api/solvers", ""), 200, "\"networks\":[{\"id\":");
	assert_int_equal(ask_status("DELETE", target), 200);
	assert_int_equal(ask_status("DELETE", target), 404);
	assert_answer(get(path, ""), 200, "\"solvers\":[]");
	assert_answer(ask(&served, "POST", "/api/networks", NULL, "net: 3 base_lr: {"), 422,
		      "a solver definition");
	assert_answer(ask_bytes(&served, "POST", "/api/networks", NULL,
				"\x08\x01\x10\x03\x18\x80\x02\x20\x80\x02", 10), 422,
		      "a mean file");
}

/* Networks that stand in a solver are stored, and know it. */
static void test_inline_solver(void **state)
{
	static const char text[] =
		"train_net: \"n.prototxt\" test_interval: 1 test_iter: [4, 2] test_net_param: ["
		" { name: \"first\" layer { name: \"r\" type: \"Input\" } }, { name: \"second\" } ]";
	char path[80];
	const char *id, *first;
	struct answer a = post("s.prototxt", text);

	(void)state;
	first = strstr(a.body, "\"network\":\"");
	id = first ? strstr(first + 1, "\"network\":\"") : NULL;
	if (!id)
		fail_msg("two networks: %.900s", a.body);
	snprintf(path, sizeof(path), "/api/networks/%.24s", first + 11);
	answer_free(&a);
	assert_answer(get(path, ""), 200, "\"name\":\"first\"");
	assert_answer(get(path, ""), 200, "\"file\":\"s.prototxt.test_net_param\"");
	assert_answer(get(path, ""), 200, "\"solvers\":[{\"id\":");
	assert_answer(get(path, "/source"), 200,
		      " name: \"first\" layer { name: \"r\" type: \"Input\" } ");
}

/* All of it is there after a restart. */
static void test_restart(void **state)
{
	char path[80];

	(void)state;
	upload(database, path);
	assert_answer(set_options(path, "{\"input\":\"x=2x5x1x1\"}"), 200, NULL);
	assert_answer(put_rule("Kept: top = b"), 200, NULL);
	assert_int_equal(daemon_stop(&served), 0);
	daemon_start(&served, NULL);
	assert_answer(get(path, "/analysis"), 200, "\"params\":20,");
	assert_answer(get("/api/rules", ""), 200, "\"Kept\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_rule_in_list),
		cmocka_unit_test(test_rule_before_network),
		cmocka_unit_test(test_rule_refusals),
		cmocka_unit_test(test_python_rule),
		cmocka_unit_test(test_rule_in_comparison),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_layer_rule),
		cmocka_unit_test(test_solver),
		cmocka_unit_test(test_inline_solver),
		cmocka_unit_test(test_restart),
	};

	return cmocka_run_group_tests(tests, serve_setup, serve_teardown);
}
