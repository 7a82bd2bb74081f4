### tests/server: units link what they test; test_http_* run the program
server_tests = \
	tests/server/test_gate \
	tests/server/test_json \
	tests/server/test_reply \
	tests/server/test_router
http_tests = \
	tests/server/test_http_api \
	tests/server/test_http_life \
	tests/server/test_http_pages \
	tests/server/test_http_raw \
	tests/server/test_share \
	tests/server/test_http_rules \
	tests/server/test_server
check_PROGRAMS += $(server_tests) $(http_tests)
server_test_libs = libserver.a libmodels.a $(CMOCKA_LIBS) $(CJSON_LIBS) $(CRYPTO_LIBS) \
	$(ZLIB_LIBS) -lm

tests_server_test_gate_LDADD = $(server_test_libs)
tests_server_test_json_LDADD = $(server_test_libs)
tests_server_test_reply_LDADD = $(server_test_libs)
tests_server_test_router_LDADD = $(server_test_libs)

dist_check_SCRIPTS += \
	tests/server/api.sh \
	tests/server/bundle.sh
EXTRA_DIST += \
	docs/api.md \
	tests/server/arena_state.h

check_LIBRARIES += tests/server/libclient.a
tests_server_libclient_a_SOURCES = \
	tests/server/client.c \
	tests/server/client.h
tests_server_test_http_api_LDADD = tests/server/libclient.a $(CMOCKA_LIBS)
tests_server_test_http_life_LDADD = tests/server/libclient.a $(CMOCKA_LIBS)
tests_server_test_http_pages_LDADD = tests/server/libclient.a $(netweight_LDADD) \
	$(CMOCKA_LIBS)
tests_server_test_http_raw_LDADD = tests/server/libclient.a $(CMOCKA_LIBS)
tests_server_test_http_rules_LDADD = tests/server/libclient.a $(CMOCKA_LIBS)
tests_server_test_share_LDADD = $(netweight_LDADD) $(CMOCKA_LIBS)
tests_server_test_server_LDADD = $(netweight_LDADD) $(CMOCKA_LIBS)
