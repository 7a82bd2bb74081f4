### db: the store.  Knows nothing of HTTP or networks.
noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	db/reader.c \
	db/sqlite.c \
	db/sqlite.h \
	db/sqlite_comparisons.c \
	db/sqlite_documents.c \
	db/sqlite_files.c \
	db/sqlite_list.c \
	db/sqlite_migrate.c \
	db/sqlite_networks.c \
	db/sqlite_open.c \
	db/sqlite_rules.c \
	db/sqlite_rules.h \
	db/sqlite_shares.c \
	db/sqlite_shares.h \
	db/sqlite_solvers.c \
	db/statements.def \
	db/store.c \
	db/store.h \
	db/store_class.h \
	db/store_types.h
nodist_libstore_a_SOURCES = \
	db/migrations/2.inc \
	db/migrations/3.inc \
	db/migrations/4.inc \
	db/schema.inc
libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
EXTRA_DIST += \
	db/migrations/2.sql \
	db/migrations/3.sql \
	db/migrations/4.sql \
	db/schema.sql
BUILT_SOURCES += $(nodist_libstore_a_SOURCES)
CLEANFILES += $(nodist_libstore_a_SOURCES)

# SQL as C string literals.
SUFFIXES = .sql .inc
.sql.inc:
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(SED) -e 's/[\\"]/\\&/g' -e 's/^/"/' -e 's/$$/\\n"/' $< > $@.tmp && \
	    mv -f $@.tmp $@
