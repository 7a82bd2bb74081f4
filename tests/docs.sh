#!/bin/sh
# The guides name only files that exist.
#
# usage: docs.sh [SOURCE-TREE]
#
# Looked at: what stands in `code` and looks like a path (it has a slash or an ending
# that our files have), and the targets of links.  A pattern (layers/*.c) must match
# something.  Files that a build makes are listed below.
set -u
cd "${1:-${srcdir:-.}}" || exit 1
guides='README.md ARCHITECTURE.md CONTRIBUTING.md docs/numbers.md'
made='^(configure|build(/|$)|static/vendor|config\.h|netweight$|node_modules)'
failed=0

# One candidate a line: code spans, then link targets; web addresses, options, HTTP
# routes, absolute paths and names with spaces or placeholders are none.
candidates() {
	{
		grep -oE '`[^` ]+`' "$1" | tr -d '`'
		grep -oE '\]\([^)#]+' "$1" | sed 's/^](//'
	} | grep -E '/|\.(c|h|js|css|md|sh|mk|ac|am|def|sql|prototxt|html|json)$' |
		grep -vE '^(https?:|-|/|[A-Z]+=|\.\./|~)|[<>{}…$|()]' | sort -u
}

exists() {
	for hit in $1; do
		[ -e "$hit" ] && return 0
	done
	return 1
}

for guide in $guides; do
	missing=
	for path in $(candidates "$guide" | grep -vE "$made" | sed 's/[*]/\\&/g'); do
		path=$(echo "$path" | tr -d '\\')
		exists "$path" || exists "$(dirname "$guide")/$path" ||
			exists "models/$path" || exists "server/$path" ||
			exists "static/$path" || missing="$missing $path"
	done
	if [ -n "$missing" ]; then
		echo "not ok - $guide names files that are not there:$missing"
		failed=1
	else
		echo "ok - $guide"
	fi
done
exit $failed
