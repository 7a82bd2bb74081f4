### tests
dist_check_SCRIPTS += \
	tests/docs.sh \
	tests/examples.sh \
	tests/layering.sh \
	tests/limits.sh

# make corpus-report CORPUS=DIR: how many networks of a folder are complete
EXTRA_DIST += tests/coverage.sh
corpus-report: netweight$(EXEEXT)
	sh $(srcdir)/tests/coverage.sh ./netweight$(EXEEXT) "$(CORPUS)" $(PERCENT)

include tests/base/local.mk
include tests/bench/local.mk
include tests/browser/local.mk
include tests/cases/local.mk
include tests/cli/local.mk
include tests/db/local.mk
include tests/fuzz/local.mk
include tests/layers/local.mk
include tests/metrics/local.mk
include tests/net/local.mk
include tests/numbers/local.mk
include tests/server/local.mk
include tests/static/local.mk
include tests/textproto/local.mk
include tests/zoo/local.mk
