#!/bin/sh
# The pure modules of the pages, in node.
set -u
cd "${srcdir:-.}" || exit 1
command -v node >/dev/null || { echo "SKIP: node is not installed"; exit 77; }
exec node --test tests/static/*.test.mjs
