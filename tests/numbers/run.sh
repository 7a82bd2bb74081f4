#!/bin/sh
# Published figures beside ours, and docs/numbers.md with both.
#
# usage: run.sh      NETWEIGHT names the program; NETWEIGHT_CORPUS a folder of other people's
#                    networks, without which their rows are not measured
set -u
NETWEIGHT=$(realpath "${NETWEIGHT:-./netweight}") || exit 1
export NETWEIGHT
[ -z "${NETWEIGHT_CORPUS-}" ] || NETWEIGHT_CORPUS=$(realpath "$NETWEIGHT_CORPUS") || exit 1
export NETWEIGHT_CORPUS
cd "${srcdir:-.}" || exit 1
command -v node >/dev/null || { echo "SKIP: node is not installed"; exit 77; }
exec node --test tests/numbers/numbers.test.mjs
