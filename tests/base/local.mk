### tests/base: arena, slices, name map, messages
check_PROGRAMS += tests/base/test_base
tests_base_test_base_SOURCES = tests/base/test_base.c
tests_base_test_base_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_base_test_base_LDADD = libmodels.a $(CMOCKA_LIBS) -lm
