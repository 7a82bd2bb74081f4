### tests/bench: our engine beside Google's TextFormat (make bench FOLDER=...)
EXTRA_PROGRAMS += \
	tests/bench/bench \
	tests/bench/plans \
	tests/bench/print_proto
tests_bench_bench_SOURCES = tests/bench/bench.c
tests_bench_bench_LDADD = libserver.a libmodels.a -lm
tests_bench_plans_SOURCES = tests/bench/plans.c tests/bench/greedy.c tests/bench/greedy.h
tests_bench_plans_LDADD = libmodels.a -lm
tests_bench_print_proto_SOURCES = tests/bench/print_proto.c
tests_bench_print_proto_LDADD = libmodels.a
EXTRA_DIST += \
	tests/bench/bench.sh \
	tests/bench/textformat.cc \
	tests/bench/whatif.mjs

bench: tests/bench/bench$(EXEEXT) tests/bench/print_proto$(EXEEXT)
	srcdir='$(srcdir)' sh $(srcdir)/tests/bench/bench.sh $(FOLDER)

# Our buffer plans beside published planners (make bench-plans FOLDER=...)
bench-plans: tests/bench/plans$(EXEEXT)
	folder='$(FOLDER)'; find "$${folder:-$(srcdir)/models/zoo}" -name '*.prototxt' \
	  -type f | LC_ALL=C sort | xargs tests/bench/plans$(EXEEXT)

# What-ifs on the page in Chromium, from the event to the paint of the answer (make bench-page)
bench-page: netweight$(EXEEXT)
	NETWEIGHT=./netweight$(EXEEXT) node $(srcdir)/tests/bench/whatif.mjs
