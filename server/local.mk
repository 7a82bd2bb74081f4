### server: the command line and the HTTP side
noinst_LIBRARIES += libserver.a
libserver_a_SOURCES = \
	server/align.c \
	server/align.h \
	server/budget.c \
	server/budget.h \
	server/buffer.c \
	server/buffer.h \
	server/cmd_analyze.c \
	server/columns.c \
	server/command.h \
	server/document.c \
	server/document.h \
	server/document_layers.c \
	server/document_part.h \
	server/document_totals.c \
	server/figures.c \
	server/file.c \
	server/file.h \
	server/grid.c \
	server/grid.h \
	server/hash.c \
	server/hash.h \
	server/heading.c \
	server/kind.c \
	server/kind.h \
	server/load.c \
	server/load.h \
	server/options.c \
	server/options.h \
	server/quote.c \
	server/quote.h \
	server/report.c \
	server/report.h \
	server/settings.c \
	server/settings.h
libserver_a_CPPFLAGS = $(AM_CPPFLAGS) $(MHD_CFLAGS) $(CJSON_CFLAGS) $(CRYPTO_CFLAGS) \
	$(ZLIB_CFLAGS)

bin_PROGRAMS += netweight
netweight_SOURCES = \
	server/main.c
netweight_LDADD = libserver.a libstore.a libmodels.a $(MHD_LIBS) $(CJSON_LIBS) \
	$(SQLITE_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS) -lm
