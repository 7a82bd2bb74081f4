#!/bin/sh
# The man page tells of every option that --help lists, and of no other.
set -u
LC_ALL=C; export LC_ALL
netweight=${NETWEIGHT:-./netweight}
page=${srcdir:-.}/docs/netweight.1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

for command in serve analyze compare report export import; do
	"$netweight" $command --help || exit 1
done | grep -o '^  --[a-z-]*' | tr -d ' ' | sort -u >"$tmp/help"
sed 's/\\-/-/g' "$page" | grep -E '^\.BI? --' | grep -o -e '--[a-z-]*' | sort -u >"$tmp/man"
if diff "$tmp/help" "$tmp/man" >"$tmp/diff"; then
	echo 'ok 1 - the man page and --help have the same options'
else
	echo 'not ok 1 - the man page and --help differ (< help, > man)'
	sed 's/^/# /' "$tmp/diff"
fi
if command -v man >/dev/null && man --warnings -l "$page" 2>"$tmp/err" >/dev/null && [ -s "$tmp/err" ]; then
	echo 'not ok 2 - the man page formats without a warning'
	sed 's/^/# /' "$tmp/err"
else
	echo 'ok 2 - the man page formats without a warning'
fi
echo 1..2
! [ -s "$tmp/diff" ] && ! [ -s "$tmp/err" ]
