#!/bin/sh
# What may know what: foreign headers stay in their homes, models and db know nothing of
# the others, models allocates from arenas and never prints, the page never parses HTML.
#
# usage: layering.sh [SOURCE-TREE]
set -u
LC_ALL=C; export LC_ALL
cd "${1:-${srcdir:-.}}" || exit 1
failed=0

# rule NAME OFFENDERS: fails when there are any.
rule() {
	if [ -n "$2" ]; then
		echo "not ok - $1"
		echo "$2" | head -n 10 | sed 's/^/# /'
		failed=1
	else
		echo "ok - $1"
	fi
}

# hits PATTERN FOLDER [NOT-IN]: code lines with the pattern, outside of some files.
hits() {
	grep -rnE --include='*.[ch]' --include='*.def' "$1" "$2" |
		grep -vE "^(${3:-nowhere})" | grep -vE '^[^:]*:[0-9]+:[ 	]*(/\*| \*)'
}

# includes HEADER HOME: who else includes it.
includes() {
	for folder in models db server; do
		hits "^ *# *include *[<\"]$1[>\"]" $folder "$2"
	done
}

rule 'microhttpd.h is included by server/http/http* only' \
	"$(includes microhttpd.h 'server/http/http[a-z_]*\.[ch]:')"
rule 'cJSON.h is included by server/base/json*.c only' \
	"$(includes '(cjson/)?cJSON\.h' 'server/base/json[a-z_]*\.c:')"
rule 'sqlite3.h is included in db/ only' "$(includes sqlite3.h 'db/')"
rule 'OpenSSL is included by one file' "$(includes 'openssl/.*' 'server/base/hash\.c:')"
rule 'zlib.h is included by one file' "$(includes zlib.h 'server/base/compress\.c:')"

rule 'models includes models and libc only' \
	"$(hits '^ *# *include *"' models | grep -v '"models/')"
rule 'db includes db, libc and SQLite only' \
	"$(hits '^ *# *include *"' db | grep -vE '"(db/|[a-z]+\.inc")')"
# above PART FOLDER UPPER: what of PART/FOLDER/ includes from a folder above it.
above() {
	hits "^ *# *include *\"$1/($3)[/.]" "$1/$2"
}
top='analyze|fit'
rule 'models/base includes base only' \
	"$(above models base "textproto|caffe|net|layers|solver|setup|figures|analysis|$top")"
rule 'models/textproto and models/caffe know text, not networks' \
	"$(for f in textproto caffe; do
		above models $f "net|layers|solver|setup|figures|analysis|$top"; done)"
rule 'models/net and models/layers do not know what is made of them' \
	"$(for f in net layers; do above models $f "solver|setup|figures|$top"; done)"
rule 'models/solver knows nets, not what they weigh' \
	"$(above models solver "layers|setup|figures|analysis|$top")"
rule 'models/setup knows no figures' "$(above models setup "figures|$top")"
rule 'models/figures takes what setup left' "$(above models figures "setup|$top")"
rule 'server/base includes base only' "$(above server base 'http|report|api|command')"
rule 'server/http includes base only' "$(above server http 'report|api|command')"
rule 'server/report includes base only' "$(above server report 'http|api|command')"
rule 'server/api knows no commands' "$(above server api 'command')"
rule 'models allocates in arena.c only' \
	"$(hits '\<(malloc|calloc|realloc|free|strdup|alloca) *\(' models 'models/base/arena\.c:')"
rule 'models never prints' \
	"$(hits '\<(printf|fprintf|puts|fputs|perror|putchar) *\(' models)"

html='(inner|outer)HTML|insertAdjacentHTML|document\.write|\<eval\(|new Function'
rule 'the page makes no elements out of text' \
	"$(grep -rnE --include='*.js' "$html" static | grep -v '^static/vendor/')"
rule 'the lock file names no download host' \
	"$(grep -n '"resolved"' package-lock.json 2>/dev/null)"

sources=$(find models db server -name '*.[ch]')
# shellcheck disable=SC2086
rule 'no line has more than 100 columns' "$(awk '
	{ line = $0; gsub(/\t/, "        ", line); gsub(/[\200-\277]/, "", line) }
	length(line) > 100 { print FILENAME ":" FNR }' $sources)"
# shellcheck disable=SC2086
rule 'no blanks at the end of a line' "$(grep -nE '[ 	]+$' $sources)"
exit $failed
