dist_check_SCRIPTS += tests/static/run.sh
EXTRA_DIST += $(static_tests)
static_tests = \
	tests/static/align.test.mjs \
	tests/static/bounds.test.mjs \
	tests/static/course.test.mjs \
	tests/static/files.test.mjs \
	tests/static/format.test.mjs \
	tests/static/graph.test.mjs \
	tests/static/lock.test.mjs \
	tests/static/model.test.mjs \
	tests/static/names.test.mjs \
	tests/static/paths.test.mjs \
	tests/static/portable.test.mjs \
	tests/static/state.test.mjs \
	tests/static/streams.mjs
