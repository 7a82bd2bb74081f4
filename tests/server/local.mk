### tests/server: each links only what it tests
server_tests = \
	tests/server/test_gate \
	tests/server/test_json \
	tests/server/test_reply \
	tests/server/test_router
check_PROGRAMS += $(server_tests)
server_test_libs = libserver.a libmodels.a $(CMOCKA_LIBS) $(CJSON_LIBS) $(CRYPTO_LIBS) \
	$(ZLIB_LIBS) -lm

tests_server_test_gate_LDADD = $(server_test_libs)
tests_server_test_json_LDADD = $(server_test_libs)
tests_server_test_reply_LDADD = $(server_test_libs)
tests_server_test_router_LDADD = $(server_test_libs)
