### tests/cli: the program from outside
dist_check_SCRIPTS += \
	tests/cli/cli.sh \
	tests/cli/man.sh \
	tests/cli/solver.sh \
	tests/cli/workflow.sh
