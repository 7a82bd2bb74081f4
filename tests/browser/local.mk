dist_check_SCRIPTS += tests/browser/run.sh
EXTRA_DIST += $(browser_tests)
browser_tests = \
	tests/browser/ask.test.mjs \
	tests/browser/axe.test.mjs \
	tests/browser/bad.test.mjs \
	tests/browser/charts.test.mjs \
	tests/browser/exports.test.mjs \
	tests/browser/files.test.mjs \
	tests/browser/graph.test.mjs \
	tests/browser/keyboard.test.mjs \
	tests/browser/lan.test.mjs \
	tests/browser/lib.mjs \
	tests/browser/links.test.mjs \
	tests/browser/main.test.mjs \
	tests/browser/networks.mjs \
	tests/browser/network.test.mjs \
	tests/browser/portable.test.mjs \
	tests/browser/renew.test.mjs \
	tests/browser/state.test.mjs \
	tests/browser/whatif.test.mjs
