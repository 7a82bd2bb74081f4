### static

# What the program embeds: every file of the pages, one a line.
static_files = \
	static/css/ask.css \
	static/css/base.css \
	static/css/charts.css \
	static/css/graph.css \
	static/css/layout.css \
	static/css/print.css \
	static/css/share.css \
	static/css/table.css \
	static/css/tokens.css \
	static/css/whatif.css \
	static/icon.svg \
	static/index.html \
	$(static_scripts) \
	static/vendor/d3.js \
	static/vendor/single.js

static_scripts = \
	static/js/address.js \
	static/js/align.js \
	static/js/api.js \
	static/js/charts/alive.js \
	static/js/charts/axis.js \
	static/js/charts/export.js \
	static/js/charts/index.js \
	static/js/charts/intensity.js \
	static/js/charts/macs.js \
	static/js/charts/memory.js \
	static/js/charts/overview.js \
	static/js/charts/panel.js \
	static/js/charts/params.js \
	static/js/charts/paths.js \
	static/js/charts/plan.js \
	static/js/charts/strip.js \
	static/js/columns.js \
	static/js/course.js \
	static/js/dom.js \
	static/js/exports.js \
	static/js/files.js \
	static/js/format.js \
	static/js/graph/build.js \
	static/js/graph/columns.js \
	static/js/graph/draw.js \
	static/js/graph/figures.js \
	static/js/graph/fold.js \
	static/js/graph/hands.js \
	static/js/graph/lay.js \
	static/js/graph/layout.js \
	static/js/graph/marks.js \
	static/js/graph/measure.js \
	static/js/graph/order.js \
	static/js/graph/panel.js \
	static/js/graph/picture.js \
	static/js/graph/position.js \
	static/js/graph/rank.js \
	static/js/graph/relax.js \
	static/js/graph/route.js \
	static/js/graph/tools.js \
	static/js/graph/view.js \
	static/js/graph/walk.js \
	static/js/keys.js \
	static/js/main.js \
	static/js/model.js \
	static/js/names.js \
	static/js/options.js \
	static/js/portable.js \
	static/js/portable/codec.js \
	static/js/portable/minimise.js \
	static/js/portable/stream.js \
	static/js/portable/text.js \
	static/js/portable/words.js \
	static/js/rests.js \
	static/js/router.js \
	static/js/share/box.js \
	static/js/share/kinds.js \
	static/js/share/lan.js \
	static/js/share/parts.js \
	static/js/signs.js \
	static/js/single/main.js \
	static/js/single/offline.js \
	static/js/state.js \
	static/js/theme.js \
	static/js/views/about.js \
	static/js/views/compare.js \
	static/js/views/compare/bounds.js \
	static/js/views/compare/charts.js \
	static/js/views/compare/choose.js \
	static/js/views/compare/entries.js \
	static/js/views/compare/head.js \
	static/js/views/compare/layers.js \
	static/js/views/compare/missing.js \
	static/js/views/compare/then.js \
	static/js/views/compare/totals.js \
	static/js/views/home.js \
	static/js/views/home/bundled.js \
	static/js/views/home/columns.js \
	static/js/views/home/links.js \
	static/js/views/home/manage.js \
	static/js/views/home/solver.js \
	static/js/views/home/uploads.js \
	static/js/views/links.js \
	static/js/views/links/shares.js \
	static/js/views/network.js \
	static/js/views/network/ask.js \
	static/js/views/network/asked.js \
	static/js/views/network/ask/dialect.js \
	static/js/views/network/ask/inputs.js \
	static/js/views/network/ask/keep.js \
	static/js/views/network/ask/ruleform.js \
	static/js/views/network/ask/rules.js \
	static/js/views/network/ask/solver.js \
	static/js/views/network/banners.js \
	static/js/views/network/cards.js \
	static/js/views/network/charts.js \
	static/js/views/network/detail.js \
	static/js/views/network/graph.js \
	static/js/views/network/head.js \
	static/js/views/network/layers.js \
	static/js/views/network/leftout.js \
	static/js/views/network/questions.js \
	static/js/views/network/side.js \
	static/js/views/network/whatif.js \
	static/js/views/notfound.js \
	static/js/views/portable.js \
	static/js/widgets/blocks.js \
	static/js/widgets/bundles.js \
	static/js/widgets/dialog.js \
	static/js/widgets/drop.js \
	static/js/widgets/help.js \
	static/js/widgets/menu.js \
	static/js/widgets/problem.js \
	static/js/widgets/rows.js \
	static/js/widgets/segment.js \
	static/js/widgets/share.js \
	static/js/widgets/source.js \
	static/js/widgets/table.js \
	static/js/widgets/toast.js

EXTRA_DIST += .npmrc package.json package-lock.json $(static_files)

# The libraries of the charts, in one module; part of the tarball, so that
# building from that needs no npm.
d3_parts = \
	export{axisLeft}from"d3-axis"; \
	export{brushX}from"d3-brush"; \
	export{scaleLinear,scaleSymlog}from"d3-scale"; \
	export{select}from"d3-selection"; \
	export{zoom,zoomIdentity}from"d3-zoom";

# Written beside the sources, where a tarball has it and --static finds it.
static/vendor/d3.js: package-lock.json
	@test -n "$(NPM)" || { echo "static/vendor/d3.js needs npm (Debian: apt-get install npm)" >&2; exit 1; }
	$(AM_V_GEN)cd $(srcdir) && \
	{ test node_modules/.package-lock.json -nt package-lock.json || \
	  $(NPM) ci --ignore-scripts --no-progress --loglevel=error >&2; } && \
	$(MKDIR_P) static/vendor && \
	echo '$(d3_parts)' | node_modules/.bin/esbuild --bundle --minify --format=esm \
	  --legal-comments=eof --log-level=error --outfile=static/vendor/d3.js && \
	touch static/vendor/d3.js

# The page's own code in one script, for the page that is a file of its own (server/api/single.c).
static/vendor/single.js: static/vendor/d3.js $(static_scripts)
	@test -n "$(NPM)" || { echo "static/vendor/single.js needs npm (Debian: apt-get install npm)" >&2; exit 1; }
	$(AM_V_GEN)cd $(srcdir) && \
	{ test -x node_modules/.bin/esbuild || \
	  $(NPM) ci --ignore-scripts --no-progress --loglevel=error >&2; } && \
	node_modules/.bin/esbuild static/js/single/main.js --bundle --minify --format=iife \
	  --charset=utf8 --legal-comments=eof --log-level=error --outfile=static/vendor/single.js

MAINTAINERCLEANFILES = $(srcdir)/static/vendor/d3.js $(srcdir)/static/vendor/single.js
