#!/bin/sh
# Functions, files and lines stay short enough to read.  Fails where one does not.
#
# usage: limits.sh [--report] [SOURCE-TREE]     --report prints the distribution too
set -u
report=
[ "${1-}" = --report ] && { report=1; shift; }
cd "${1:-${srcdir:-.}}" || exit 1
LC_ALL=C; export LC_ALL

function_limit=60
failed=0

# files KIND LIMIT FILE…
files() {
	kind=$1 limit=$2
	shift 2
	long=$(wc -l "$@" | awk -v limit="$limit" '$2 != "total" && $1 > limit')
	if [ -n "$long" ]; then
		echo "not ok - $kind has at most $limit lines"
		echo "$long" | sed 's/^/# /'
		failed=1
	else
		echo "ok - $kind has at most $limit lines"
	fi
}

# A table (schema.c, one row per line) is data: its length says nothing.
tables='models/caffe/schema.c'
sources=$(find models db server static -name '*.c' | grep -vxF "$tables" | sort)
# shellcheck disable=SC2046,SC2086
{
	files 'a C file' 400 $sources
	files 'a header' 150 $(find models db server static tests -name '*.h' | sort)
	files 'a JavaScript module' 250 $(find static/js -name '*.js' | sort)
}

# columns LIMIT FILE…
columns() {
	limit=$1
	shift
	wide=$(LC_ALL=C.UTF-8 grep -nE "^.{$((limit + 1))}" "$@" | cut -c 1-70)
	if [ -n "$wide" ]; then
		echo "not ok - a line of JavaScript has at most $limit columns"
		echo "$wide" | sed 's/^/# /'
		failed=1
	else
		echo "ok - a line of JavaScript has at most $limit columns"
	fi
}
# shellcheck disable=SC2046
columns 100 $(find static/js -name '*.js' | sort)

if ! ctags --version 2>/dev/null | grep -q 'Universal Ctags'; then
	echo "ok - functions # SKIP universal-ctags is not installed"
	exit $failed
fi
# shellcheck disable=SC2086
lengths=$(ctags -x --_xformat='%{line} %{end} %{input} %{name}' --c-kinds=f -o - \
	$sources | awk '{ print $2 - $1 + 1, $3 ":" $1, $4 }' | sort -n)
long=$(echo "$lengths" | awk -v limit=$function_limit '$1 > limit')
if [ -n "$long" ]; then
	echo "not ok - a function has at most $function_limit lines"
	echo "$long" | sed 's/^/# /'
	failed=1
else
	echo "ok - a function has at most $function_limit lines"
fi
if [ -n "$report" ]; then
	echo "$lengths" | awk '{ n[NR] = $1; sum += $1 } END {
		printf "%d functions, %d lines; median %d, 90 %% up to %d, longest %d\n",
			NR, sum, n[int((NR + 1) / 2)], n[int(NR * .9)], n[NR] }'
	echo "$lengths" | tail -n 5
	find models db server static -name '*.[ch]' -o -name '*.js' -o -name '*.css' |
		grep -v /vendor/ | xargs wc -l | sort -n | tail -n 12
fi
exit $failed
