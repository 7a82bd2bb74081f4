#!/bin/sh
# The guides' examples print what the guides say.
#
# In a ```console block, "$ command" runs in the source tree with the built program in
# PATH, and the lines below it are what it prints to standard output; a line "…" stands
# for any lines.
# Commands that install, build or serve are not run.
set -u
cd "${srcdir:-.}" || exit 1
program=${NETWEIGHT:-build/netweight}
PATH=$(dirname "$program"):$PATH
export PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0 count=0

# examples GUIDE: N.command and N.expected for each command in $work.
examples() {
	awk -v work="$work" '
		/^```console$/ { inside = 1; next }
		/^```/ { inside = 0; out = "" }
		inside && /^\$ / {
			n++
			print substr($0, 3) > (work "/" n ".command")
			out = work "/" n ".expected"
			printf "" > out
			next
		}
		inside && out != "" { print > out }' "$1"
}

# matches EXPECTED ACTUAL: equal, where "…" stands for any number of lines.
matches() {
	[ -s "$1" ] || { [ ! -s "$2" ]; return; }
	awk '
		NR == FNR { want[++w] = $0; next }
		{ got[++g] = $0 }
		function fits(i, j) {
			while (i <= w && want[i] != "…") {
				if (j > g || want[i] != got[j]) return 0
				i++; j++
			}
			if (i > w) return j > g
			for (; j <= g + 1; j++) if (fits(i + 1, j)) return 1
			return 0
		}
		END { exit !fits(1, 1) }' "$1" "$2"
}

for guide in README.md CONTRIBUTING.md docs/*.md; do
	rm -f "$work"/*
	examples "$guide"
	for command in "$work"/*.command; do
		[ -e "$command" ] || continue
		case $(cat "$command") in *netweight\ [ac-]*) ;; *) continue ;; esac
		actual=${command%.command}.actual expected=${command%.command}.expected
		sh "$command" >"$actual" 2>/dev/null
		count=$((count + 1))
		if matches "$expected" "$actual"; then
			echo "ok - $guide: $(head -n 1 "$command")"
		else
			echo "not ok - $guide: $(head -n 1 "$command")"
			diff "$expected" "$actual" | sed 's/^/# /'
			failed=1
		fi
	done
done
[ $count -gt 0 ] || { echo "not ok - no example was found"; failed=1; }
exit $failed
