#!/bin/sh
# A solver definition stands for the networks that Caffe makes of it, each in its state.
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
state { level: 7 stage: "own" }
layer { name: "a" type: "Input" top: "a" input_param { shape { dim: 2 dim: 3 } } }
layer { name: "v" type: "ReLU" bottom: "a" top: "v" include { stage: "val" max_level: 6 } }
layer { name: "w" type: "TanH" bottom: "a" top: "w" include { stage: "w" min_level: 7 } }
layer { name: "t" type: "ReLU" bottom: "a" top: "t" include { phase: TRAIN max_level: 2 stage: "own" } }
END
cat >"$tmp/solver.prototxt" <<'END'
# the path is that of somebody else's machine
net: "models/x/net.prototxt"
test_iter: 10 test_iter: 20 test_interval: 5
test_state { stage: "val" level: 3 }
test_state { stage: "w" }
train_state { level: 2 }
base_lr: 0.1
type: "Adam"
END

names() { cut -d, -f3 | tail -n +2 | tr -d '\r' | tr '\n' ' '; }
analyze() { "$netweight" analyze "$@" 2>/dev/null; }

check 'all networks, each in its state' "$(analyze --format csv "$tmp/solver.prototxt" | names)" 'a t a v a w '
check 'those of a phase' "$(analyze --phase test --format csv "$tmp/solver.prototxt" | names)" 'a v a w '
check 'the one of the other' "$(analyze --phase train --format csv "$tmp/solver.prototxt" | cut -d, -f2 | tr -d '\r' | tr '\n' ' ')" 'name a t '
check 'stages and levels that are asked for go on top' \
	"$(analyze --level 7 --stage val --format csv "$tmp/solver.prototxt" | names)" 'a a a w '
check "the file's own level" "$(analyze --level file --format json "$tmp/net.prototxt" | grep -o '"state":{[^}]*}')" \
	'"state":{"phase":"TEST","level":7,"stages":["own"]}'
check 'and without' "$(analyze --format json "$tmp/net.prototxt" | grep -o '"state":{[^}]*}')" \
	'"state":{"phase":"TEST","level":0,"stages":["own"]}'
check 'solver type' "$(analyze --format json "$tmp/solver.prototxt" | grep -c '"options":.*"solver":"Adam"')" 3
check 'what is asked for wins' "$(analyze --format json --solver SGD "$tmp/solver.prototxt" | grep -c '"options":.*"solver":"SGD"')" 3
check 'the document says which' "$(analyze --format json "$tmp/solver.prototxt" | grep -o '"role":"[a-z]*","field":"[a-z_]*","net":[0-9]' | tr '\n' ' ')" \
	'"role":"train","field":"net","net":0 "role":"test","field":"net","net":1 "role":"test","field":"net","net":2 '
check 'one document for one file' "$(analyze --format json "$tmp/solver.prototxt" | head -c 30)" '{"schema":"netweight.solver/1"'
check 'several are a list' "$(analyze --format json "$tmp/solver.prototxt" "$tmp/net.prototxt" | sed 's/"analyzer".*//' | tr -d '\n')" \
	'[{"schema":"netweight.solver/1",{"schema":"netweight.analysis/1",{"schema":"netweight.analysis/1",{"schema":"netweight.analysis/1",'
check 'it says so' "$("$netweight" analyze "$tmp/solver.prototxt" 2>&1 >/dev/null | sed -n 3p)" \
	"$tmp/net.prototxt: test network 2 of 2 of $tmp/solver.prototxt (net), Adam, test_iter 20"
check 'in the table too' "$(analyze "$tmp/solver.prototxt" | grep -c '^  solver      t[a-z]* network')" 3
check 'compared' "$("$netweight" compare "$tmp/solver.prototxt" 2>/dev/null | head -n 3 | sed 's/.*  //' | tr '\n' ';')" \
	'TRAIN, level 2, stages own;TEST, level 3, stages own val;TEST, level 7, stages own w;'
cat "$tmp/solver.prototxt" | "$netweight" analyze - >/dev/null 2>"$tmp/err"
check 'from standard input: its file is beside nothing' $? 1

mkdir "$tmp/own"
printf '%s\n' 'layer { name: "own" type: "Input" top: "a" input_param { shape { dim: 1 } } }' >"$tmp/own/test.prototxt"
cat >"$tmp/own/solver.prototxt" <<'END'
train_net_param { name: "inline"
  layer { name: "in" type: "Input" top: "a" input_param { shape { dim: 2 } } }
  layer { name: "bad" type: "ReLU" bottom: "b" top: "c" }
}
test_net: "test.prototxt"
test_net_param: [ { layer { name: "p1" type: "ReLU" } }, < layer { name: "p2 }" type: "Split" } > ]
test_iter: [1, 2, 3]
test_interval: 1
solver_type: RMSPROP
END
check 'inline networks, before files' "$(analyze --format csv "$tmp/own/solver.prototxt" | names)" 'in bad p1 p2 } own '
check 'old solver types' "$(analyze --format json "$tmp/own/solver.prototxt" | grep -c '"solver":{"file":"[^"]*","type":"RMSProp"')" 4
check 'places in the solver' "$("$netweight" analyze "$tmp/own/solver.prototxt" 2>&1 >/dev/null | grep -o '[0-9]*:[0-9]*: error: layer .bad.*')" \
	"3:36: error: layer 'bad' reads 'b', which no layer before it makes"

# As pages and in the store they are the same networks, in the same states.
options() { grep -o '"options":{"[^}]*}' | head -n "$1" | tr '\n' ' '; }
"$netweight" report -o "$tmp/report.html" "$tmp/solver.prototxt" 2>/dev/null
check 'a report: status' $? 0
check 'a report of its networks' "$(options 3 <"$tmp/report.html")" \
	'"options":{"level":2,"phase":"TRAIN","solver":"Adam"} "options":{"level":3,"solver":"Adam","stage":["val"]} "options":{"level":7,"solver":"Adam","stage":["w"]} '
"$netweight" report --solver SGD --batch 4 -o "$tmp/report.html" "$tmp/solver.prototxt" 2>/dev/null
check 'what a report is asked for goes on top' "$(options 1 <"$tmp/report.html")" \
	'"options":{"batch":4,"level":2,"phase":"TRAIN"} '
"$netweight" report -o "$tmp/report.html" "$tmp/own/solver.prototxt" 2>/dev/null
check 'inline networks in a report' "$(grep -o '"file":"[a-z.]*prototxt[^"]*"' "$tmp/report.html" | sort -u | tr '\n' ' ')" \
	'"file":"solver.prototxt.test_net_param" "file":"solver.prototxt.train_net_param" "file":"test.prototxt" '
"$netweight" serve --port 0 --quiet --db "$tmp/served.db" "$tmp/solver.prototxt" >"$tmp/out" 2>/dev/null &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
	grep -q 'open http' "$tmp/out" && break
	sleep 0.3
done
kill "$server"
wait "$server"
check 'serve opens the comparison' "$(grep -c 'open http://127.0.0.1:[0-9]*/c/[0-9a-f]\{24\}$' "$tmp/out")" 1
"$netweight" export --db "$tmp/served.db" -o "$tmp/served.json" 2>/dev/null
check 'and it is stored' "$(options 3 <"$tmp/served.json")" \
	'"options":{"level":2,"phase":"TRAIN","solver":"Adam"} "options":{"level":3,"solver":"Adam","stage":["val"]} "options":{"level":7,"solver":"Adam","stage":["w"]} '

# fault WORDS SOLVER: what is said of a solver, and status 1.
fault() {
	printf '%s\n' "$2" >"$tmp/faulty.prototxt"
	"$netweight" analyze "$tmp/faulty.prototxt" >/dev/null 2>"$tmp/err"
	check "status: $1" $? 1
	check "words: $1" "$(grep -c -F "faulty.prototxt:$1" "$tmp/err")" 1
}
cp "$tmp/own/test.prototxt" "$tmp/n.prototxt"
fault '1:10: error: a solver must not contain more than one of these fields' 'net: "n" train_net: "n"'
fault '1:20: error: test_iter must be specified for each test network: 1 test_iter, 2 test networks' \
	'net: "n.prototxt"  test_iter: 1 test_net: "n.prototxt" test_net: "n.prototxt" test_interval: 1'
fault ' error: a solver must specify a train net using one of these fields' 'test_iter: 1 test_net: "n.prototxt" test_interval: 1'
fault '1:25: error: test_iter must be specified for each test network: 0 test_iter, 1 test network' 'train_net: "n.prototxt" test_net: "n.prototxt"'
fault '1:19: error: test_state must be unspecified or specified once per test net: 1 test_state, 0 test nets' 'net: "n.prototxt" test_state {}'
fault '1:19: error: test_interval must be greater than 0' 'net: "n.prototxt" test_iter: 3'
fault "1:19: error: unknown solver type: adam" 'net: "n.prototxt" type: "adam"'
fault '1:19: error: old solver_type field (enum) and new type field (string) cannot be both specified' 'net: "n.prototxt" type: "SGD" solver_type: SGD'
fault '1:19: error: momentum cannot be used with AdaGrad' 'net: "n.prototxt" momentum: 0.5 type: "AdaGrad"'
printf '%s\n' 'net_param { layers { name: "a" type: RELU bottom: "x" top: "x" } input: "x" input_dim: [1, 1, 1, 1] }' >"$tmp/faulty.prototxt"
check 'an old format in a solver' "$("$netweight" analyze "$tmp/faulty.prototxt" 2>&1 >/dev/null | grep -c 'faulty.prototxt:1:1: warning: net_param is in an old format')" 1
check 'it is shown all the same' "$(analyze --format csv "$tmp/faulty.prototxt" | cut -d, -f2 | tr -d '\r' | tr '\n' ' ')" 'name input a '
printf 'net: "n.prototxt"\n' >"$tmp/train.prototxt"
check 'a phase in which Caffe makes none' "$("$netweight" analyze --phase test "$tmp/train.prototxt" 2>&1 >/dev/null | head -n 1)" \
	"$tmp/n.prototxt: a network that Caffe would not make of $tmp/train.prototxt, SGD"

rm "$tmp/net.prototxt"
"$netweight" analyze --phase train "$tmp/solver.prototxt" >/dev/null 2>"$tmp/err"
check 'no network: status' $? 1
check 'no network: why' "$(head -n 1 "$tmp/err")" \
	"$tmp/solver.prototxt: a solver definition (Adam); the network that its field net names, 'models/x/net.prototxt', cannot be read: it is not there"
check 'no network: said once' "$("$netweight" analyze "$tmp/solver.prototxt" 2>&1 >/dev/null | wc -l | tr -d ' ')" 1
"$netweight" report -o "$tmp/report.html" "$tmp/solver.prototxt" 2>"$tmp/err"
check 'no network, no report' $? 2
check 'no report: why' "$(grep -c 'cannot be read: it is not there' "$tmp/err")" 1
check 'no network: a document all the same' "$(analyze --phase train --format json "$tmp/solver.prototxt" |
	grep -o '"caffe":{"loads":false' | wc -l | tr -d ' ')" 2
echo "1..$n"
exit $failed
