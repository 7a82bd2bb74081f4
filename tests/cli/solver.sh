#!/bin/sh
# A solver definition stands for the network that it names, with its states and type.
set -u
netweight=${NETWEIGHT:-./netweight}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0
n=0

check() {
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '# %s\n' "expected: $3" "got: $2"
		failed=1
	fi
}

cat >"$tmp/net.prototxt" <<'END'
layer { name: "a" type: "Input" top: "a" input_param { shape { dim: 2 dim: 3 } } }
layer { name: "v" type: "ReLU" bottom: "a" top: "v" include { stage: "val" } }
layer { name: "t" type: "ReLU" bottom: "a" top: "t" include { phase: TRAIN min_level: 2 } }
END
cat >"$tmp/solver.prototxt" <<'END'
# the path is that of somebody else's machine
net: "models/x/net.prototxt"
test_state { stage: "val" }
train_state { level: 2 }
base_lr: 0.1
type: "Adam"
END

names() { cut -d, -f2 | tail -n +2 | tr -d '\r' | tr '\n' ' '; }

check 'test state' "$("$netweight" analyze --format csv "$tmp/solver.prototxt" 2>/dev/null | names)" 'a v '
check 'train state' "$("$netweight" analyze --phase train --format csv "$tmp/solver.prototxt" 2>/dev/null | names)" 'a t '
check 'solver type' "$("$netweight" analyze --format json "$tmp/solver.prototxt" 2>/dev/null |
	grep -o '"solver":"Adam"' | head -n 1)" '"solver":"Adam"'
check 'what is asked for wins' "$("$netweight" analyze --format json --solver SGD "$tmp/solver.prototxt" 2>/dev/null |
	grep -c '"options":.*"solver":"SGD"')" 1
check 'it says so' "$("$netweight" analyze "$tmp/solver.prototxt" 2>&1 >/dev/null | head -n 1)" \
	"$tmp/solver.prototxt: a solver definition (Adam): this is '$tmp/net.prototxt' with its test_state"
rm "$tmp/net.prototxt"
"$netweight" analyze "$tmp/solver.prototxt" >/dev/null 2>"$tmp/err"
check 'no network: status' $? 1
check 'no network: why' "$(head -n 1 "$tmp/err")" "$tmp/solver.prototxt: a solver definition (Adam); the network that it names, 'models/x/net.prototxt', cannot be read: it is not there"
check 'no network: a document all the same' "$("$netweight" analyze --format json "$tmp/solver.prototxt" 2>/dev/null |
	grep -o '"caffe":{"loads":false')" '"caffe":{"loads":false'
echo "1..$n"
exit $failed
