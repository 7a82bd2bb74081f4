### tests/metrics: memory, plans, depth, the document and its relatives
if HAVE_CMOCKA
check_PROGRAMS += \
	tests/metrics/test_blocks \
	tests/metrics/test_depth \
	tests/metrics/test_document \
	tests/metrics/test_field \
	tests/metrics/test_figure \
	tests/metrics/test_fit \
	tests/metrics/test_memory \
	tests/metrics/test_plan \
	tests/metrics/test_properties \
	tests/metrics/test_quote \
	tests/metrics/test_zoo_memory
endif
metrics_cppflags = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) $(CJSON_CFLAGS)
metrics_libs = libserver.a libmodels.a $(CMOCKA_LIBS) $(CJSON_LIBS) $(CRYPTO_LIBS) -lm
tests_metrics_test_blocks_SOURCES = tests/metrics/test_blocks.c tests/metrics/support.h
tests_metrics_test_blocks_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_blocks_LDADD = $(metrics_libs)
tests_metrics_test_depth_SOURCES = tests/metrics/test_depth.c tests/metrics/support.h
tests_metrics_test_depth_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_depth_LDADD = $(metrics_libs)
tests_metrics_test_document_SOURCES = tests/metrics/test_document.c tests/metrics/support.h
tests_metrics_test_document_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_document_LDADD = $(metrics_libs)
tests_metrics_test_field_SOURCES = tests/metrics/test_field.c tests/metrics/support.h
tests_metrics_test_field_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_field_LDADD = $(metrics_libs)
tests_metrics_test_fit_SOURCES = tests/metrics/test_fit.c tests/metrics/support.h
tests_metrics_test_fit_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_fit_LDADD = $(metrics_libs)
tests_metrics_test_memory_SOURCES = tests/metrics/test_memory.c tests/metrics/support.h
tests_metrics_test_memory_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_memory_LDADD = $(metrics_libs)
tests_metrics_test_plan_SOURCES = tests/metrics/test_plan.c tests/metrics/support.h
tests_metrics_test_plan_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_plan_LDADD = $(metrics_libs)
tests_metrics_test_properties_SOURCES = tests/metrics/test_properties.c \
	tests/metrics/support.h
tests_metrics_test_properties_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_properties_LDADD = $(metrics_libs)
tests_metrics_test_quote_SOURCES = tests/metrics/test_quote.c tests/metrics/support.h
tests_metrics_test_quote_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_quote_LDADD = $(metrics_libs)
tests_metrics_test_zoo_memory_SOURCES = tests/metrics/test_zoo_memory.c \
	tests/bench/greedy.c tests/bench/greedy.h \
	tests/metrics/support.h
tests_metrics_test_zoo_memory_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_zoo_memory_LDADD = $(metrics_libs)
tests_metrics_test_figure_SOURCES = tests/metrics/test_figure.c tests/metrics/support.h
tests_metrics_test_figure_CPPFLAGS = $(metrics_cppflags)
tests_metrics_test_figure_LDADD = $(metrics_libs)
