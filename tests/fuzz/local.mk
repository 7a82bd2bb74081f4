### tests/fuzz: targets for fuzzers (make fuzz, make afl), and their replay in make check
fuzz_replays = \
	tests/fuzz/replay_bundle \
	tests/fuzz/replay_net \
	tests/fuzz/replay_rule \
	tests/fuzz/replay_settings \
	tests/fuzz/replay_solver \
	tests/fuzz/replay_text \
	tests/fuzz/replay_upgrade
check_PROGRAMS += $(fuzz_replays)
fuzz_common = tests/fuzz/fuzz.h tests/fuzz/replay.c
tests_fuzz_replay_bundle_SOURCES = tests/fuzz/fuzz_bundle.c $(fuzz_common)
tests_fuzz_replay_bundle_LDADD = $(netweight_LDADD)
tests_fuzz_replay_net_SOURCES = tests/fuzz/fuzz_net.c $(fuzz_common)
tests_fuzz_replay_net_LDADD = libmodels.a -lm
tests_fuzz_replay_rule_SOURCES = tests/fuzz/fuzz_rule.c $(fuzz_common)
tests_fuzz_replay_rule_LDADD = libmodels.a -lm
tests_fuzz_replay_settings_SOURCES = tests/fuzz/fuzz_settings.c $(fuzz_common)
tests_fuzz_replay_settings_LDADD = $(netweight_LDADD)
tests_fuzz_replay_solver_SOURCES = tests/fuzz/fuzz_solver.c $(fuzz_common)
tests_fuzz_replay_solver_LDADD = libmodels.a -lm
tests_fuzz_replay_text_SOURCES = tests/fuzz/fuzz_text.c $(fuzz_common)
tests_fuzz_replay_text_LDADD = libmodels.a -lm
tests_fuzz_replay_upgrade_SOURCES = tests/fuzz/fuzz_upgrade.c $(fuzz_common)
tests_fuzz_replay_upgrade_LDADD = libmodels.a -lm

EXTRA_PROGRAMS += tests/fuzz/print_dictionary
tests_fuzz_print_dictionary_SOURCES = tests/fuzz/print_dictionary.c
tests_fuzz_print_dictionary_LDADD = libmodels.a
EXTRA_DIST += \
	tests/fuzz/fuzz.sh \
	tests/fuzz/seeds

fuzz_run = srcdir='$(srcdir)' FLAGS='$(MHD_CFLAGS) $(CJSON_CFLAGS) $(SQLITE_CFLAGS) $(CRYPTO_CFLAGS) \
	$(ZLIB_CFLAGS)' LIBS='$(MHD_LIBS) $(CJSON_LIBS) $(SQLITE_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS)' \
	sh $(srcdir)/tests/fuzz/fuzz.sh
fuzz_needs = $(BUILT_SOURCES) tests/fuzz/print_dictionary$(EXEEXT) $(fuzz_replays) libassets.a libstore.a
fuzz: $(fuzz_needs)
	$(fuzz_run) fuzz '$(TIME)' '$(TARGET)'
afl: $(fuzz_needs)
	$(fuzz_run) afl '$(TIME)' '$(TARGET)'
# Lines of each file that the inputs of tests/ and of the fuzzers so far reach.
fuzz-coverage: $(fuzz_needs)
	$(fuzz_run) coverage '$(TIME)' '$(TARGET)'
