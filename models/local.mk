### models: parse, check and measure networks.  Knows nothing of HTTP or SQL.
noinst_LIBRARIES += libmodels.a
libmodels_a_SOURCES = \
	models/base/arena.h \
	models/base/diag.h \
	models/base/map.h \
	models/base/str.h \
	models/layers/layer.h \
	models/setup.h \
	models/setup_filler.c \
	models/setup_tools.c \
	models/shape.c \
	models/shape.h
