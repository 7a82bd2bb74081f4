#!/bin/sh
# The pure modules of the pages, in node.
#
# usage: run.sh      NETWEIGHT names the program; NETWEIGHT_CORPUS a folder of more networks
set -u
NETWEIGHT=$(realpath "${NETWEIGHT:-./netweight}") || exit 1
export NETWEIGHT
cd "${srcdir:-.}" || exit 1
command -v node >/dev/null || { echo "SKIP: node is not installed"; exit 77; }
exec node --test tests/static/*.test.mjs
