#!/bin/sh
# The guides name only files that exist.
#
# usage: docs.sh [SOURCE-TREE]
#
# Looked at: what stands in `code` and looks like a path (it has a slash, or an ending
# that our files have), and the targets of links.  A pattern (layers/*.c) must match
# something.
set -u
cd "${1:-${srcdir:-.}}" || exit 1
guides=$(echo README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md docs/*.md tests/cases/README.md)
# What a build makes, and no clone has.
made='^(\./)?(configure|build(/|$)|static/vendor|config\.h|netweight$|node_modules)'
# Headers of other projects.
foreign='^(microhttpd|cJSON|sqlite3|zlib|cmocka)\.h$'
# Made up, to show how something is added.
example='^softsign\.'
failed=0

# One candidate a line.  Web addresses, options, HTTP routes, absolute and outside paths
# and names with placeholders are none.
candidates() {
	{
		# shellcheck disable=SC2016
		grep -oE '`[^` ]+`' "$1" | tr -d '`'
		grep -oE '\]\([^)#]+' "$1" | sed 's/^](//'
	} 2>/dev/null | grep -E '/|\.(c|h|js|css|md|sh|mk|ac|am|def|sql|prototxt|html|json)$' |
		grep -vE '^(https?:|-|/|[A-Z]+=|[a-z]+/1$|\.\./|~)|[]<>{}…$|()"[]|::' |
		grep -vE "$made|$foreign|$example|^\.[a-z]+$" | sort -u
}

# found PATTERN FOLDER…: something matches it in one of the folders; a bare name may be
# anywhere.
found() {
	pattern=$1
	shift
	case $pattern in
	*/*) ;;
	*) [ -n "$(find . -name node_modules -prune -o -name "$pattern" -print)" ] && return 0 ;;
	esac
	for folder; do
		for hit in "$folder"/$pattern; do
			[ -e "$hit" ] && return 0
		done
	done
	return 1
}

set -f
for guide in $guides; do
	missing=
	[ -s "$guide" ] || missing=" $guide"
	for path in $(candidates "$guide"); do
		(set +f; found "$path" . "$(dirname "$guide")" models server static/js tests) ||
			missing="$missing $path"
	done
	if [ -n "$missing" ]; then
		echo "not ok - $guide names files that are not there:$missing"
		failed=1
	else
		echo "ok - $guide"
	fi
done
exit $failed
