#include "tests/db/shim.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct shim_file {
	sqlite3_file base;
	int index;		/* of its name in the record */
	sqlite3_file *real;	/* lies behind this struct */
};

static sqlite3_vfs *real_vfs;
static struct shim_record *record;
static struct {
	unsigned mask;
	int countdown, code, failures;
	bool always;
} fault;

void shim_fail(unsigned mask, int countdown, int code, bool always)
{
	fault.mask = countdown ? mask : 0;
	fault.countdown = countdown;
	fault.code = code;
	fault.always = always;
	fault.failures = 0;
}

int shim_failures(void)
{
	return fault.failures;
}

static bool fails(enum shim_kind kind)
{
	if (!(fault.mask & 1u << kind))
		return false;
	if (fault.countdown > 0)
		fault.countdown--;
	bool now = fault.countdown == 0 && (fault.always || !fault.failures);
	fault.failures += now;
	return now;
}

void shim_record(struct shim_record *r)
{
	record = r;
}

static int file_index(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	const char *name = slash ? slash + 1 : path;

	if (!record || !name)
		return -1;
	for (int i = 0; i < record->file_count; i++)
		if (strcmp(record->files[i], name) == 0)
			return i;
	if (record->file_count == SHIM_FILES)
		abort();
	record->files[record->file_count] = strdup(name);
	return record->file_count++;
}

static void note(enum shim_kind kind, int file, int64_t offset, const void *bytes,
		 size_t size)
{
	struct shim_event e = {kind, file, offset, size, NULL};

	if (!record)
		return;
	if (size) {
		e.bytes = malloc(size);
		if (!e.bytes)
			abort();
		memcpy(e.bytes, bytes, size);
	}
	if (record->count == record->room) {
		record->room = record->room ? 2 * record->room : 1024;
		record->events = realloc(record->events, record->room * sizeof e);
		if (!record->events)
			abort();
	}
	record->events[record->count++] = e;
}

void shim_ack(int64_t number)
{
	note(SHIM_ACK, -1, number, NULL, 0);
}

void shim_free(struct shim_record *r)
{
	for (size_t i = 0; i < r->count; i++)
		free(r->events[i].bytes);
	for (int i = 0; i < r->file_count; i++)
		free(r->files[i]);
	free(r->events);
	memset(r, 0, sizeof *r);
}

#define REAL(f) (((struct shim_file *)(f))->real)
#define INDEX(f) (((struct shim_file *)(f))->index)

static int shim_close(sqlite3_file *f)
{
	return REAL(f)->pMethods->xClose(REAL(f));
}

static int shim_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return fails(SHIM_READ) ? fault.code : REAL(f)->pMethods->xRead(REAL(f), to, n, at);
}

static int shim_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	if (fails(SHIM_WRITE))
		return fault.code;
	note(SHIM_WRITE, INDEX(f), at, from, (size_t)n);
	return REAL(f)->pMethods->xWrite(REAL(f), from, n, at);
}

static int shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	if (fails(SHIM_TRUNCATE))
		return fault.code;
	note(SHIM_TRUNCATE, INDEX(f), size, NULL, 0);
	return REAL(f)->pMethods->xTruncate(REAL(f), size);
}

/* No test here takes the machine's power away: the real sync would only take time. */
static int shim_sync(sqlite3_file *f, int flags)
{
	(void)flags;
	if (fails(SHIM_SYNC))
		return fault.code;
	note(SHIM_SYNC, INDEX(f), 0, NULL, 0);
	return SQLITE_OK;
}

static int shim_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return REAL(f)->pMethods->xFileSize(REAL(f), size);
}

static int shim_lock(sqlite3_file *f, int level)
{
	return REAL(f)->pMethods->xLock(REAL(f), level);
}

static int shim_unlock(sqlite3_file *f, int level)
{
	return REAL(f)->pMethods->xUnlock(REAL(f), level);
}

static int shim_check_lock(sqlite3_file *f, int *out)
{
	return REAL(f)->pMethods->xCheckReservedLock(REAL(f), out);
}

static int shim_control(sqlite3_file *f, int op, void *argument)
{
	return REAL(f)->pMethods->xFileControl(REAL(f), op, argument);
}

static int shim_sector(sqlite3_file *f)
{
	return REAL(f)->pMethods->xSectorSize(REAL(f));
}

static int shim_device(sqlite3_file *f)
{
	return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f));
}

static int shim_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return REAL(f)->pMethods->xShmMap(REAL(f), page, size, extend, out);
}

static int shim_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return REAL(f)->pMethods->xShmLock(REAL(f), offset, n, flags);
}

static void shim_shm_barrier(sqlite3_file *f)
{
	REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int shim_shm_unmap(sqlite3_file *f, int delete)
{
	return REAL(f)->pMethods->xShmUnmap(REAL(f), delete);
}

/* Version 2: no memory mapping, so that every read and write comes by here. */
static const sqlite3_io_methods methods = {
	2, shim_close, shim_read, shim_write, shim_truncate, shim_sync, shim_size, shim_lock,
	shim_unlock, shim_check_lock, shim_control, shim_sector, shim_device, shim_shm_map,
	shim_shm_lock, shim_shm_barrier, shim_shm_unmap, NULL, NULL,
};

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
		     int *out)
{
	struct shim_file *f = (struct shim_file *)file;

	(void)vfs;
	memset(f, 0, sizeof *f);
	if (fails(SHIM_OPEN))
		return fault.code;
	f->index = file_index(name);
	f->real = (sqlite3_file *)(f + 1);
	int rc = real_vfs->xOpen(real_vfs, name, f->real, flags, out);
	f->base.pMethods = f->real->pMethods ? &methods : NULL;
	return rc;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
	(void)vfs;
	if (fails(SHIM_DELETE))
		return fault.code;
	if (sync_folder)	/* else it may never reach the disk */
		note(SHIM_DELETE, file_index(name), 0, NULL, 0);
	return real_vfs->xDelete(real_vfs, name, sync_folder);
}

static int shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs;
	return real_vfs->xAccess(real_vfs, name, flags, out);
}

void shim_install(void)
{
	static sqlite3_vfs shim;

	real_vfs = sqlite3_vfs_find(NULL);
	shim = *real_vfs;
	shim.zName = "shim";
	shim.pNext = NULL;
	shim.szOsFile = (int)sizeof(struct shim_file) + real_vfs->szOsFile;
	shim.xOpen = shim_open;
	shim.xDelete = shim_delete;
	shim.xAccess = shim_access;
	if (sqlite3_vfs_register(&shim, 1) != SQLITE_OK)
		abort();
}
