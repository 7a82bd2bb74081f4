### tests/db: the store
check_PROGRAMS += \
	tests/db/test_store
EXTRA_DIST += \
	tests/db/schema-1.sql

# What each of them links.
check_LIBRARIES += tests/db/libsupport.a
tests_db_libsupport_a_SOURCES = \
	tests/db/suite.c \
	tests/db/suite.h \
	tests/db/support.c \
	tests/db/support.h
db_test_libs = tests/db/libsupport.a libstore.a $(CMOCKA_LIBS) $(SQLITE_LIBS)

tests_db_test_store_LDADD = $(db_test_libs)
