#!/bin/sh
# Counts the networks of a folder that netweight knows completely in phase TEST or
# TRAIN, and prints the others, each with its status and the first reasons.
#
# usage: coverage.sh NETWEIGHT FOLDER [PERCENT]
#
# FOLDER/INDEX.tsv says which files are networks: a path in column 1, the kind in
# column 5 (deploy, train_val, other; solvers and label maps are left out).
# Fails when fewer than PERCENT of them are complete.
set -u
LC_ALL=C; export LC_ALL

[ $# -ge 2 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
netweight=$1 folder=$2 percent=${3:-0}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# status PHASE FILE: writes the messages to $work/PHASE
status() {
	"$netweight" analyze --format json --phase "$1" "$2" 2>"$work/$1" |
		sed -n '1s/.*"status":"\([a-z]*\)","caffe".*/\1/p'
}

# Errors, or else unknown types, or else whatever is said: of a network without either
# shapes do not meet.  A hint or a quoted line is no reason.
reasons() {
	sed -n 's/^.*prototxt:\([0-9]*:[0-9]*: [a-z]*: \)/\1/p' "$1" |
		awk '/: error: /{ print; n++ } { all[NR] = $0 }
		     END { if (n) exit
			for (i = 1; i <= NR; i++) if (all[i] ~ /no layer type/) { print all[i]; n++ }
			if (!n) for (i = 1; i <= NR; i++) print all[i] }' | head -n "$2"
}

total=0 complete=0
while IFS="$(printf '\t')" read -r path _ _ _ kind _; do
	case $kind in deploy|train_val|other) ;; *) continue ;; esac
	total=$((total + 1))
	test=$(status test "$folder/$path")
	if [ "$test" = complete ]; then
		complete=$((complete + 1))
		continue
	fi
	train=$(status train "$folder/$path")
	if [ "$train" = complete ]; then
		complete=$((complete + 1))
		continue
	fi
	echo "$path: TEST $test, TRAIN $train"
	reasons "$work/test" 3 | sed 's/^/    /'
done <"$folder/INDEX.tsv"

[ "$total" -gt 0 ] || { echo "coverage.sh: $folder/INDEX.tsv names no network" >&2; exit 2; }
awk -v n="$complete" -v all="$total" 'BEGIN {
	printf "%d of %d networks are complete in TEST or TRAIN (%.1f %%)\n", n, all, 100 * n / all }'
[ $((100 * complete)) -ge $((percent * total)) ]
