/* How a command ends, for scripts. */
#ifndef SERVER_EXIT_STATUS_H
#define SERVER_EXIT_STATUS_H

/* Exit statuses (DESIGN section 3). */
enum exit_status {
	EXIT_DONE = 0,
	EXIT_INVALID = 1,	/* a network contradicts itself */
	EXIT_TROUBLE = 2,	/* usage, file, port, database */
	EXIT_BUDGET = 3,	/* a --max-… budget is exceeded */
};

#endif
