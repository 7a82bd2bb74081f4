#!/bin/sh
# Every endpoint of server/api/routes.c is described in docs/api.md, and no other.
#
# usage: api.sh [SOURCE-TREE]
set -u
cd "${1:-${srcdir:-.}}" || exit 1
failed=0

rows=$(sed -n 's/^	{ "\([A-Z]*\)", "\([^"]*\)".*/\1 \2/p' server/api/routes.c)
[ -n "$rows" ] || { echo "not ok - server/api/routes.c has rows"; exit 1; }

missing=$(echo "$rows" | while read -r method path; do
	grep -qF "\`$method $path\`" docs/api.md || echo "$method $path"
done)
if [ -n "$missing" ]; then
	echo "not ok - docs/api.md lacks:"
	echo "$missing" | sed 's/^/# /'
	failed=1
else
	echo "ok - docs/api.md has every endpoint"
fi

unknown=$(grep -oE '`(GET|POST|PATCH|DELETE) /[^`]*`' docs/api.md | tr -d '`' |
	while read -r row; do
		echo "$rows" | grep -qxF "$row" || echo "$row"
	done)
if [ -n "$unknown" ]; then
	echo "not ok - docs/api.md names endpoints that are not there:"
	echo "$unknown" | sed 's/^/# /'
	failed=1
else
	echo "ok - docs/api.md names only endpoints that exist"
fi
exit $failed
