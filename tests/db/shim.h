/* A VFS for SQLite that stands before the real one: it fails when told to, and
 * writes down what would reach a disk. */
#ifndef TESTS_DB_SHIM_H
#define TESTS_DB_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Becomes the default VFS. */
void shim_install(void);

enum shim_kind { SHIM_WRITE, SHIM_SYNC, SHIM_TRUNCATE, SHIM_DELETE, SHIM_OPEN, SHIM_READ,
		 SHIM_ACK };

/* The `countdown`-th call of the kinds in `mask` (bits 1 << kind) fails with `code`;
 * all that follow as well, if `always`.  0 switches it off. */
void shim_fail(unsigned mask, int countdown, int code, bool always);
/* How often it has failed since. */
int shim_failures(void);

/* What has been written, in order. */
struct shim_event {
	enum shim_kind kind;
	int file;		/* index of its name */
	int64_t offset;		/* of a write; new size of a truncation; number of an ack */
	size_t size;
	unsigned char *bytes;
};

#define SHIM_FILES 8

struct shim_record {
	struct shim_event *events;
	size_t count, room;
	char *files[SHIM_FILES];	/* names, without their folder */
	int file_count;
};

/* Writes down all that follows in `r`; NULL ends it. */
void shim_record(struct shim_record *r);
/* The program answered "done" here, for thing number `number`. */
void shim_ack(int64_t number);
void shim_free(struct shim_record *r);

#endif
