### tests
dist_check_SCRIPTS += \
	tests/limits.sh

include tests/zoo/local.mk
