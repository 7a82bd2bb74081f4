### static/embed: files as C tables, built and run before the server is compiled.
noinst_PROGRAMS += static/embed
static_embed_SOURCES = \
	static/embed.c
static_embed_CPPFLAGS = $(libserver_a_CPPFLAGS)
static_embed_LDADD = libserver.a libmodels.a $(CRYPTO_LIBS) $(ZLIB_LIBS) -lm

# A library of its own: libserver.a is what static/embed is linked with.
noinst_LIBRARIES += libassets.a
libassets_a_SOURCES =
nodist_libassets_a_SOURCES = \
	static/page.c \
	static/zoo.c
CLEANFILES += $(nodist_libassets_a_SOURCES)

static/page.c: static/embed$(EXEEXT) $(static_files)
	$(AM_V_GEN)static/embed$(EXEEXT) page_assets static/ $(srcdir) $(builddir) -- \
	    $(static_files) > $@.tmp && mv -f $@.tmp $@
static/zoo.c: static/embed$(EXEEXT) $(zoo_files)
	$(AM_V_GEN)static/embed$(EXEEXT) zoo_assets models/zoo/ $(srcdir) $(builddir) -- \
	    $(zoo_files) > $@.tmp && mv -f $@.tmp $@
