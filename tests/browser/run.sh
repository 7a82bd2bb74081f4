#!/bin/sh
# The pages in a real browser, against the built program.
#
# usage: run.sh      NETWEIGHT names the program, CHROMIUM the browser
set -u
NETWEIGHT=$(realpath "${NETWEIGHT:-./netweight}") || exit 1
export NETWEIGHT
cd "${srcdir:-.}" || exit 1
skip() { echo "SKIP: $1"; exit 77; }
command -v node >/dev/null || skip "node is not installed"
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || skip "chromium is not installed"
[ -d node_modules/playwright-core ] || skip "node_modules is not there (npm ci --ignore-scripts)"
exec node --test tests/browser/*.test.mjs
