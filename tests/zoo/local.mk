### tests/zoo: INDEX against the bundled networks
check_PROGRAMS += tests/zoo/test_zoo
tests_zoo_test_zoo_SOURCES = tests/zoo/test_zoo.c
tests_zoo_test_zoo_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_zoo_test_zoo_LDADD = libmodels.a $(CMOCKA_LIBS) -lm
