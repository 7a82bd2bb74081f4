### models: parse, check and measure networks.  Knows nothing of HTTP or SQL.
noinst_LIBRARIES += libmodels.a
libmodels_a_SOURCES = \
	models/base/arena.h \
	models/base/str.h \
	models/base/map.h \
	models/base/diag.h
