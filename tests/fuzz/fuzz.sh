#!/bin/sh
# Fuzzes the text format and the whole analysis with libFuzzer, SECONDS each.
# usage: fuzz.sh [SECONDS]    (make fuzz TIME=600)
# What it finds is left in the folder fuzz-found; put it into tests/fuzz/seeds.
set -eu

srcdir=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
seconds=${1:-60}
flags="-std=c11 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all"
command -v clang >/dev/null 2>&1 || { echo "fuzz: clang is needed"; exit 1; }
mkdir -p fuzz-found fuzz-corpus
tests/fuzz/print_dictionary >fuzz-found/dictionary

for target in fuzz_text fuzz_net; do
	# shellcheck disable=SC2046,SC2086 # lists of words
	clang $flags -I"$srcdir" -I. -include config.h "$srcdir/tests/fuzz/$target.c" \
		$(find "$srcdir/models" -name '*.c') -lm -o fuzz-found/$target
	mkdir -p fuzz-corpus/$target
	fuzz-found/$target -max_total_time="$seconds" -dict=fuzz-found/dictionary \
		-timeout=5 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 \
		-artifact_prefix=fuzz-found/ fuzz-corpus/$target \
		"$srcdir/tests/fuzz/seeds" "$srcdir/tests/cases/net" "$srcdir/tests/cases/layers"
done
