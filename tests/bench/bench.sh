#!/bin/sh
# Our engine beside Google's TextFormat, in one run on one machine.
#
# usage: bench.sh [FOLDER]    a folder of .prototxt files (default: models/zoo)
#
# Each file is read once per pass, as a server would; the best of several passes
# counts.  Without protoc and libprotobuf-dev only our own figures are printed,
# without valgrind no instructions.  Run it on an idle machine.
set -eu

srcdir=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
folder=${1:-$srcdir/models/zoo}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bench=tests/bench/bench
passes=${PASSES:-5}

build_yardstick()
{
	command -v protoc >/dev/null 2>&1 || return 1
	tests/bench/print_proto >"$work/schema.proto"
	protoc --proto_path="$work" --cpp_out="$work" "$work/schema.proto" || return 1
	${CXX:-c++} -O2 -I"$work" "$srcdir/tests/bench/textformat.cc" \
		"$work/schema.pb.cc" -lprotobuf -lpthread -o "$work/textformat"
}

# instructions COMMAND STEP FILE: of one more pass; "-" without valgrind
instructions()
{
	command -v valgrind >/dev/null 2>&1 || { echo -; return; }
	for n in 1 2; do
		valgrind --tool=callgrind --callgrind-out-file=/dev/null \
			"$1" "$2" $n "$3" 2>&1 | sed -n 's/.*Collected : //p'
	done | awk 'NR == 1 { a = $1 } NR == 2 { print $1 - a }'
}

yardstick()
{
	if [ -x "$work/textformat" ]; then "$work/textformat" "$@"; else echo 0 0 0; fi
}

# row NAME PASSES FILE...: ms of every step, ratios, peak memory
row()
{
	name=$1 times=$2
	shift 2
	for step in parse analyse json; do "$bench" $step "$times" "$@"; done >"$work/row"
	for step in plain arena; do yardstick $step "$times" "$@"; done >>"$work/row"
	awk -v name="$name" '
		{ ms[NR] = $1; bytes[NR] = $2; peak[NR] = $3 }
		END {
			printf "%-14s %8.3f %8.3f %8.3f", name, ms[1], ms[2], ms[3]
			best = ms[4] < ms[5] ? ms[4] : ms[5]
			if (best) printf " %8.3f %8.3f %5.1f %5.1f %5.1f", ms[4], ms[5],
				best / ms[1], best / ms[2], best / ms[3]
			printf "  %4.0f MB/s %6.1f", bytes[1] / ms[1] / 1000, peak[3]
			if (best) printf " %6.1f", peak[4]
			print ""
		}' "$work/row"
}

generate()
{
	awk -v n="$1" 'BEGIN {
		print "name: \"generated\"\nlayer {\n  name: \"data\"\n  type: \"Input\"\n  top: \"conv0\""
		print "  input_param { shape: { dim: 1 dim: 3 dim: 32 dim: 32 } }\n}"
		for (i = 1; i < n; i++) {
			printf "layer {\n  name: \"conv%d\"\n  type: \"Convolution\"\n", i
			printf "  bottom: \"conv%d\"\n  top: \"conv%d\"\n  param {\n    lr_mult: 1\n", i - 1, i
			printf "    decay_mult: 1\n  }\n  convolution_param {\n    num_output: 3\n"
			printf "    kernel_size: 3\n    pad: 1\n  }\n}\n"
		} }'
}

build_yardstick || echo "no protoc or libprotobuf-dev: our own figures only"
find "$folder" -name '*.prototxt' >"$work/files"
generate 1001 >"$work/layers1001.prototxt"
for n in 25000 50000 100000; do generate $n >"$work/layers$n.prototxt"; done

echo "ms of the best of $passes passes, each file once a pass; peak memory in MiB"
echo "                   fields analysis     JSON   TextFmt in Arena  TextFormat / ours" \
	"fields at  JSON TextFmt"
# shellcheck disable=SC2046 # names in a corpus hold no blanks
row "$(wc -l <"$work/files")_files" "$passes" $(cat "$work/files")
for net in lenet googlenet resnet152; do
	row $net 50 "$srcdir/models/zoo/$net.prototxt"
done
row 1001_layers 20 "$work/layers1001.prototxt"
for n in 25000 50000 100000; do row ${n}_layers 1 "$work/layers$n.prototxt"; done

net=$srcdir/models/zoo/resnet152.prototxt
echo
for step in parse analyse json; do
	echo "instructions for resnet152, $step: $(instructions "$bench" $step "$net")"
done
if [ -x "$work/textformat" ]; then
	echo "instructions for resnet152, TextFormat:" \
		"$(instructions "$work/textformat" plain "$net")"
fi
