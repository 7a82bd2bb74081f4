### tests/db: the store
check_PROGRAMS += \
	tests/db/test_migrate \
	tests/db/test_faults \
	tests/db/test_open \
	tests/db/test_powercut \
	tests/db/test_store
dist_check_SCRIPTS += \
	tests/db/sql.sh
EXTRA_DIST += \
	tests/db/schema-1.sql \
	tests/db/schema-2.sql \
	tests/db/schema-3.sql

# What each of them links.
check_LIBRARIES += tests/db/libsupport.a
tests_db_libsupport_a_SOURCES = \
	tests/db/fixture.c \
	tests/db/fixture.h \
	tests/db/shim.c \
	tests/db/shim.h \
	tests/db/suite.c \
	tests/db/suite.h \
	tests/db/suite_links.c \
	tests/db/suite_pages.c \
	tests/db/suite_rules.c \
	tests/db/suite_shares.c \
	tests/db/suite_tests.h \
	tests/db/support.c \
	tests/db/support.h
db_test_libs = tests/db/libsupport.a libstore.a $(CMOCKA_LIBS) $(SQLITE_LIBS)

tests_db_test_migrate_LDADD = $(db_test_libs)
tests_db_test_faults_LDADD = $(db_test_libs)
tests_db_test_powercut_LDADD = $(db_test_libs)
tests_db_test_open_LDADD = $(db_test_libs)
tests_db_test_store_LDADD = $(db_test_libs)

# make tests/bench/bench_store
EXTRA_PROGRAMS += tests/bench/bench_store
tests_bench_bench_store_LDADD = libstore.a $(SQLITE_LIBS)
