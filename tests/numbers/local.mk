### tests/numbers: published figures beside ours
dist_check_SCRIPTS += tests/numbers/run.sh
EXTRA_DIST += $(number_tests)
number_tests = \
	tests/numbers/builder.mjs \
	tests/numbers/burden.mjs \
	tests/numbers/document.mjs \
	tests/numbers/graph.mjs \
	tests/numbers/nets.mjs \
	tests/numbers/nets_class.mjs \
	tests/numbers/nets_dense.mjs \
	tests/numbers/nets_inception.mjs \
	tests/numbers/numbers.mjs \
	tests/numbers/numbers.test.mjs \
	tests/numbers/omz.mjs \
	tests/numbers/ptflops.mjs \
	tests/numbers/published.tsv \
	tests/numbers/rows.mjs \
	tests/numbers/rules.mjs \
	tests/numbers/tables.mjs \
	tests/numbers/workload.mjs

# make numbers CORPUS=DIR: measures again and writes the tables of docs/numbers.md
numbers: netweight$(EXEEXT)
	program=`pwd`/netweight$(EXEEXT); corpus=`realpath -m "$(CORPUS)"`; cd $(srcdir) && \
	$(NODE) tests/numbers/numbers.mjs $$program "$$corpus"
