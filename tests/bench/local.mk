### tests/bench: our engine beside Google's TextFormat (make bench FOLDER=...)
EXTRA_PROGRAMS += \
	tests/bench/bench \
	tests/bench/print_proto
tests_bench_bench_SOURCES = tests/bench/bench.c
tests_bench_bench_LDADD = libserver.a libmodels.a -lm
tests_bench_print_proto_SOURCES = tests/bench/print_proto.c
tests_bench_print_proto_LDADD = libmodels.a
EXTRA_DIST += \
	tests/bench/bench.sh \
	tests/bench/textformat.cc

bench: tests/bench/bench$(EXEEXT) tests/bench/print_proto$(EXEEXT)
	srcdir='$(srcdir)' sh $(srcdir)/tests/bench/bench.sh $(FOLDER)
