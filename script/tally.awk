# Counts tests: for each automake result (name.trs) the TAP lines of its log, or the
# summary of node's runner; a test that speaks neither counts as one.  Prints
# "PASSED FAILED SKIPPED"; what failed goes to stderr.
function count_log(log_file,    line, p, f, s, nodes, node_pass, node_fail, node_skip) {
	while ((getline line < log_file) > 0) {
		if (line ~ /^# (pass|fail|skipped|todo|cancelled) [0-9]+$/) {
			split(line, word, " ")
			nodes = 1
			if (word[2] == "pass") node_pass += word[3]
			else if (word[2] == "skipped" || word[2] == "todo") node_skip += word[3]
			else node_fail += word[3]
		}
		else if (line ~ /^(not )?ok .*# SKIP/) s++
		else if (line ~ /^ok/) p++
		else if (line ~ /^not ok/) { f++; complain(log_file, line) }
	}
	close(log_file)
	if (nodes) { p = node_pass; f = node_fail; s = node_skip }
	# The exit status has the last word: a crash prints no "not ok".
	if (result == "FAIL" && !f) { f = 1; complain(log_file, "ended with an error") }
	if (result == "PASS" && !p && !s) p = 1
	if (result == "SKIP" && !p && !s) s = 1
	passed += p; failed += f; skipped += s
}
function complain(log_file, what) {
	print log_file ": " what > "/dev/stderr"
}
/^:global-test-result:/ {
	result = ($2 == "XFAIL") ? "PASS" : ($2 == "ERROR" || $2 == "XPASS") ? "FAIL" : $2
	log_file = FILENAME
	sub(/\.trs$/, ".log", log_file)
	count_log(log_file)
}
END { print passed + 0, failed + 0, skipped + 0 }
