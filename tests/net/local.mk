### tests/net: shapes, and what analyze() promises
check_PROGRAMS += \
	tests/net/test_analyze \
	tests/net/test_rule \
	tests/net/test_shape
tests_net_test_analyze_SOURCES = tests/net/test_analyze.c
tests_net_test_analyze_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_net_test_analyze_LDADD = libmodels.a $(CMOCKA_LIBS) -lm
tests_net_test_rule_SOURCES = tests/net/test_rule.c
tests_net_test_rule_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_net_test_rule_LDADD = libmodels.a $(CMOCKA_LIBS) -lm
tests_net_test_shape_SOURCES = tests/net/test_shape.c
tests_net_test_shape_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_net_test_shape_LDADD = libmodels.a $(CMOCKA_LIBS) -lm
