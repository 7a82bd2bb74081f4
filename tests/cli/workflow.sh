#!/bin/sh
# The workflow of docs/ci.md does what it says: its own commands run here, on a change that
# keeps the budget and on one that breaks it.
#
# usage: workflow.sh     (NETWEIGHT names the program; default ./netweight)
set -u
LC_ALL=C; export LC_ALL
netweight=${NETWEIGHT:-./netweight}
source=$(cd "${srcdir:-.}" && pwd)
case $netweight in /*) ;; *) netweight=$PWD/$netweight ;; esac
command -v git >/dev/null 2>&1 || { echo "ok 1 # SKIP no git"; exit 0; }
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
count=0 failed=0

# check NAME COMMAND…: it must succeed
check() {
	name=$1
	shift
	count=$((count + 1))
	if "$@" >>"$tmp/log" 2>&1; then
		echo "ok $count - $name"
	else
		failed=1
		echo "not ok $count - $name"
		tail -n 20 "$tmp/log" | sed 's/^/# /'
	fi
}

# The commands of the step NAME.
step() {
	awk -v name="      - name: $1" '
		/^      - / { inside = $0 == name }
		inside && sub(/^        run: /, "") { if ($0 != "|") print; next }
		inside && sub(/^          /, "")' "$source/docs/ci.md"
}

# status WANTED STEP: a runner ends a step at its first command that fails
status() {
	step "$2" >"$tmp/step.sh"
	[ -s "$tmp/step.sh" ] || { echo "docs/ci.md has no step $2"; return 1; }
	(cd "$tmp/work" && sh -e "$tmp/step.sh") >"$tmp/out" 2>&1
	got=$?
	cat "$tmp/out"
	[ "$got" -eq "$1" ] || { echo "step $2: status $got, not $1"; return 1; }
}

# change FILE: the pull request has it as its network
change() {
	cp "$source/models/zoo/$1" "$tmp/work/models/deploy.prototxt"
	chmod u+w "$tmp/work/models/deploy.prototxt"
}

mkdir -p "$tmp/bin" "$tmp/work/models"
ln -s "$netweight" "$tmp/bin/netweight"
PATH=$tmp/bin:$PATH GITHUB_BASE_REF=main GITHUB_STEP_SUMMARY=$tmp/summary.md
export PATH GITHUB_BASE_REF GITHUB_STEP_SUMMARY

change squeezenet1.0.prototxt
git init -q "$tmp/work"
(
	cd "$tmp/work" && git add . &&
		git -c user.name=foo -c user.email=foo@example.com commit -qm "The network" &&
		git update-ref refs/remotes/origin/main HEAD
) || exit 1

change squeezenet1.1.prototxt
check 'a change within the budget' status 0 Budget
check 'its table' status 0 'What changed'
check '… says whose figures they are' grep -qF 'before.prototxt  TEST, batch 1' "$tmp/summary.md"
check '… has both and their difference' \
	grep -qF '| parameters | 1,248,424 | 1,235,496 | -12,928 | 0.990 |' "$tmp/summary.md"
check 'its page' grep -qF 'netweight-data' "$tmp/work/network.html"

change vgg16.prototxt
check 'a change beyond the budget ends with 3' status 3 Budget
check '… and names the layer' grep -qF "layer 'fc6'" "$tmp/out"
check 'and is told all the same' status 0 'What changed'

echo "1..$count"
exit $failed
