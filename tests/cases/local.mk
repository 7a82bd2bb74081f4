### tests/cases: networks whose comments say what to expect
check_PROGRAMS += tests/cases/run_cases
tests_cases_run_cases_SOURCES = \
	tests/cases/case.h \
	tests/cases/case_check.c \
	tests/cases/case_coverage.c \
	tests/cases/case_read.c \
	tests/cases/run_cases.c
tests_cases_run_cases_LDADD = libmodels.a -lm
EXTRA_DIST += \
	tests/cases/README.md \
	tests/cases/forks \
	tests/cases/layers \
	tests/cases/net
