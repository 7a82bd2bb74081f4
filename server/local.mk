### server: the command line and the HTTP side
noinst_LIBRARIES += libserver.a
libserver_a_SOURCES = \
	server/align.c \
	server/align.h \
	server/api_analysis.c \
	server/api_bundle.c \
	server/api_comparisons.c \
	server/api_meta.c \
	server/api_networks.c \
	server/api_rules.c \
	server/api_shares.c \
	server/assets.c \
	server/assets.h \
	server/block_grid.c \
	server/block_grid.h \
	server/base64.c \
	server/base64.h \
	server/budget.c \
	server/budget.h \
	server/buffer.c \
	server/buffer.h \
	server/bundle.c \
	server/bundle.h \
	server/bundle_read.c \
	server/cache.c \
	server/cache.h \
	server/call.h \
	server/cmd_analyze.c \
	server/cmd_bundle.c \
	server/cmd_compare.c \
	server/cmd_report.c \
	server/cmd_serve.c \
	server/columns.c \
	server/command.h \
	server/compare.c \
	server/compare.h \
	server/compare_csv.c \
	server/compare_grid.c \
	server/compare_json.c \
	server/comparison.c \
	server/comparison.h \
	server/compress.c \
	server/compress.h \
	server/database.c \
	server/database.h \
	server/deadline.c \
	server/deadline.h \
	server/defaults.c \
	server/defaults.h \
	server/document.c \
	server/document.h \
	server/document_blocks.c \
	server/document_layers.c \
	server/document_part.h \
	server/document_totals.c \
	server/figures.c \
	server/file.c \
	server/file.h \
	server/gate.c \
	server/gate.h \
	server/grid.c \
	server/grid.h \
	server/handlers.h \
	server/guesses.c \
	server/guesses.h \
	server/hash.c \
	server/hash.h \
	server/heading.c \
	server/heading.h \
	server/heading_memory.c \
	server/http.c \
	server/http.h \
	server/http_exchange.c \
	server/http_exchange.h \
	server/http_ready.c \
	server/http_ready.h \
	server/intake.c \
	server/intake.h \
	server/json.c \
	server/json.h \
	server/json_canonical.c \
	server/kind.c \
	server/kind.h \
	server/limits.h \
	server/load.c \
	server/load.h \
	server/log.c \
	server/log.h \
	server/options.c \
	server/options.h \
	server/output.c \
	server/output.h \
	server/page.c \
	server/page.h \
	server/quote.c \
	server/quote.h \
	server/reply.c \
	server/reply.h \
	server/report.c \
	server/report.h \
	server/request.c \
	server/request.h \
	server/router.c \
	server/router.h \
	server/routes.c \
	server/server.c \
	server/settings.c \
	server/settings.h \
	server/settings_http.c \
	server/settings_http.h \
	server/share.c \
	server/share.h \
	server/share_address.c \
	server/share_listen.c \
	server/share_listen.h \
	server/single.c \
	server/single.h \
	server/summary.c \
	server/summary.h \
	server/utf8.c \
	server/utf8.h \
	server/view.c \
	server/view.h \
	server/zoo.c \
	server/zoo.h
libserver_a_CPPFLAGS = $(AM_CPPFLAGS) $(MHD_CFLAGS) $(CJSON_CFLAGS) $(CRYPTO_CFLAGS) \
	$(ZLIB_CFLAGS)

bin_PROGRAMS += netweight
netweight_SOURCES = \
	server/main.c
netweight_LDADD = libserver.a libassets.a libstore.a libmodels.a $(MHD_LIBS) \
	$(CJSON_LIBS) $(SQLITE_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS) -lm

include static/embed.mk
