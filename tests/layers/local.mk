### tests/layers: the catalogue, and what layers cost
check_PROGRAMS += tests/layers/test_layers
tests_layers_test_layers_SOURCES = tests/layers/test_layers.c
tests_layers_test_layers_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_layers_test_layers_LDADD = libmodels.a $(CMOCKA_LIBS) -lm
