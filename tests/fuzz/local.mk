### tests/fuzz: libFuzzer's targets (make fuzz), and their replay in make check
check_PROGRAMS += \
	tests/fuzz/replay_net \
	tests/fuzz/replay_text
tests_fuzz_replay_net_SOURCES = tests/fuzz/fuzz.h tests/fuzz/fuzz_net.c tests/fuzz/replay.c
tests_fuzz_replay_net_LDADD = libmodels.a -lm
tests_fuzz_replay_text_SOURCES = tests/fuzz/fuzz.h tests/fuzz/fuzz_text.c tests/fuzz/replay.c
tests_fuzz_replay_text_LDADD = libmodels.a -lm

EXTRA_PROGRAMS += tests/fuzz/print_dictionary
tests_fuzz_print_dictionary_SOURCES = tests/fuzz/print_dictionary.c
tests_fuzz_print_dictionary_LDADD = libmodels.a
EXTRA_DIST += \
	tests/fuzz/fuzz.sh \
	tests/fuzz/seeds

fuzz: tests/fuzz/print_dictionary$(EXEEXT)
	srcdir='$(srcdir)' sh $(srcdir)/tests/fuzz/fuzz.sh $(TIME)
