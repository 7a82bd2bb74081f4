### models: parse, check and measure networks.  Knows nothing of HTTP or SQL.
noinst_LIBRARIES += libmodels.a
libmodels_a_SOURCES = \
	models/analyze.h \
	models/backward.c \
	models/backward.h \
	models/base/arena.c \
	models/base/arena.h \
	models/base/diag.c \
	models/base/diag.h \
	models/base/map.c \
	models/base/map.h \
	models/base/str.c \
	models/base/str.h \
	models/caffe/schema.c \
	models/caffe/schema.def \
	models/caffe/schema.h \
	models/caffe/upgrade.c \
	models/caffe/upgrade.h \
	models/caffe/upgrade_v0.c \
	models/caffe/upgrade_v0.h \
	models/depth.c \
	models/depth.h \
	models/filter.c \
	models/filter.h \
	models/layers/layer.h \
	models/memory.c \
	models/memory.h \
	models/metric.c \
	models/metric.def \
	models/metric.h \
	models/net.c \
	models/net.h \
	models/net_hints.c \
	models/net_hints.h \
	models/plan.c \
	models/plan.h \
	models/setup.h \
	models/setup_filler.c \
	models/setup_tools.c \
	models/shape.c \
	models/shape.h \
	models/splits.c \
	models/splits.h \
	models/textproto/message.c \
	models/textproto/message.h \
	models/totals.c \
	models/totals.h
