#!/bin/sh
# Fuzzes the targets tests/fuzz/fuzz_*.c, SECONDS each, or the one named.
#
# usage: fuzz.sh fuzz|afl|coverage [SECONDS] [TARGET]
#   make fuzz TIME=600 TARGET=fuzz_net   libFuzzer
#   make afl  TIME=600                   AFL++ (Debian: afl++), where it is installed
#   make fuzz-coverage                   lines that the inputs found so far reach
#
# What crashes is left in the folder fuzz-found; put it into tests/fuzz/seeds.  Inputs
# that reach something new are kept in fuzz-corpus, one folder per target.
set -eu

tool=$1 seconds=${2:-60} only=${3:-}
srcdir=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
work=fuzz-found/$tool
mkdir -p "$work" fuzz-corpus
common="-std=c11 -D_GNU_SOURCE -g -O1"
case $tool in
fuzz) cc=clang sanitize="-fsanitize=address,undefined -fno-sanitize-recover=all"
	compile="$common $sanitize -fsanitize=fuzzer-no-link" link="$sanitize -fsanitize=fuzzer" ;;
afl) cc=afl-clang-fast compile=$common link=-fsanitize=fuzzer ;;
coverage) cc=clang compile="$common -fprofile-instr-generate -fcoverage-mapping"
	link="-fprofile-instr-generate -fsanitize=fuzzer" ;;
*) sed -n '4,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
command -v "$cc" >/dev/null 2>&1 || { echo "fuzz: $cc is not installed"; exit 1; }

# compile_all FOLDER...: every C file to an object, but those that are newer than all
# that they could be made of.
compile_all() {
	newest=$(find "$srcdir/models" "$srcdir/server" "$srcdir/db" -name '*.[hd]*' \
		-newer "$work/stamp" 2>/dev/null | head -n 1)
	if [ -n "$newest" ] || [ ! -e "$work/stamp" ]; then rm -f "$work"/*.o; fi
	touch "$work/stamp"
	for folder; do find "$srcdir/$folder" -name '*.c' ! -name main.c; done |
		while read -r file; do
			object=$work/$(echo "${file#"$srcdir"/}" | tr / _ | sed 's/c$/o/')
			[ "$object" -nt "$file" ] || printf '%s\n%s\n' "$file" "$object"
		done | xargs -r -n 2 -P "$(nproc)" sh -c '
			$0 $1 -c "$2" -o "$3"' "$cc" "$compile -I$srcdir -I. -include config.h ${FLAGS:-}"
}

# objects TARGET: what it is linked with.
objects() {
	printf '%s ' "$work"/models_*.o
	if needs_server "$1"; then
		printf '%s ' "$work"/server_*.o "$work"/db_*.o libassets.a
	fi
}

needs_server() { grep -q '"server/' "$srcdir/tests/fuzz/$1.c"; }

build() {
	folders=models
	if needs_server "$1"; then folders="models server db"; fi
	# shellcheck disable=SC2086 # a list of words
	compile_all $folders
	# shellcheck disable=SC2046,SC2086 # lists of words
	$cc $compile $link -I"$srcdir" -I. -include config.h ${FLAGS:-} \
		"$srcdir/tests/fuzz/$1.c" $(objects "$1") ${LIBS:-} -lm -o "$work/$1"
}

# folders TARGET: its inputs.
folders() {
	"tests/fuzz/replay_${1#fuzz_}" --folders | sed "s,^,$srcdir/,"
}

run_fuzz() {
	# shellcheck disable=SC2046 # a list of words
	"$work/$1" -max_total_time="$seconds" -dict=fuzz-found/dictionary \
		-timeout=5 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 \
		-artifact_prefix="fuzz-found/$1-" "fuzz-corpus/$1" $(folders "$1")
}

# AFL++ takes one folder, and no input that is too long or takes too long.
run_afl() {
	rm -rf "$work/in" && mkdir -p "$work/in"
	for folder in "fuzz-corpus/$1" $(folders "$1"); do
		find "$folder" -maxdepth 1 -type f -size -8k -exec cp {} "$work/in" \;
	done
	AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 \
		afl-fuzz -V "$seconds" -t 5000+ -i "$work/in" -o "$work/$1.out" \
		-x fuzz-found/dictionary -- "$work/$1" >"$work/$1.log"
	sed -n '/^execs_done\|^saved_\|^edges_found\|^bitmap_cvg/p' \
		"$work/$1.out/default/fuzzer_stats"
	find "$work/$1.out/default" -path '*/crashes/id*' -exec cp {} fuzz-found/ \;
	[ -z "$(find "$work/$1.out/default" -path '*/crashes/id*')" ]
}

run_coverage() {
	# shellcheck disable=SC2046 # a list of words
	LLVM_PROFILE_FILE=$work/$1.raw "$work/$1" -runs=0 "fuzz-corpus/$1" \
		$(folders "$1") >"$work/$1.log" 2>&1
	llvm-profdata merge -sparse "$work/$1.raw" -o "$work/$1.data"
	llvm-cov report "$work/$1" -instr-profile="$work/$1.data" \
		-ignore-filename-regex='/tests/' |
		awk -v target="$1" 'NR == 1 || /^-/ { next }
			{ printf "%-44s %6d lines %6d not reached %8s\n", $1, $8, $9, $10 }'
}

tests/fuzz/print_dictionary >fuzz-found/dictionary
for file in "$srcdir"/tests/fuzz/fuzz_*.c; do
	target=$(basename "$file" .c)
	case $only in ''|"$target") ;; *) continue ;; esac
	echo "== $target"
	mkdir -p "fuzz-corpus/$target"
	build "$target"
	"run_$tool" "$target"
done
