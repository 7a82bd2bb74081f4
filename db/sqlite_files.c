/* The database's file, its folders and its lock, before SQLite sees any of them. */
#include "db/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* WAL needs memory shared between processes of one machine, and locks that hold. */
static const struct {
	unsigned long magic;
	const char *name;
} network_filesystems[] = {
	{0x00006969, "NFS"},	{0x0000517b, "SMB"},	   {0xff534d42, "CIFS"},
	{0xfe534d42, "SMB2"},	{0x65735546, "FUSE"},	   {0x01021997, "9P"},
	{0x5346414f, "AFS"},	{0x00c36400, "Ceph"},	   {0x0bd00bd0, "Lustre"},
	{0x01161970, "GFS2"},	{0x7461636f, "OCFS2"},	   {0x73757245, "Coda"},
	{0x786f4256, "VirtualBox's shared folder"},
};

const char *sqlite_network_filesystem(unsigned long magic)
{
	size_t n = sizeof network_filesystems / sizeof *network_filesystems;

	for (size_t i = 0; i < n; i++)
		if (network_filesystems[i].magic == (magic & 0xffffffff))
			return network_filesystems[i].name;
	return NULL;
}

static enum store_result system_error(struct sqlite_store *s, const char *doing)
{
	enum store_result result = errno == ENOSPC || errno == EDQUOT ? STORE_FULL :
				   errno == EROFS ? STORE_READ_ONLY : STORE_ERROR;

	return store_fail(&s->base, result, "%s: cannot %s: %s", s->path, doing,
			  strerror(errno));
}

/* The folder's entry in its parent outlives a power cut as well. */
static void sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* Each folder of `path`, which is changed and restored on the way. */
static bool make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		bool made = mkdir(path, 0700) == 0;
		bool good = made || errno == EEXIST;
		char *parent = made ? strrchr(path, '/') : NULL;
		if (parent) {
			*parent = '\0';
			sync_folder(*path ? path : "/");
			*parent = '/';
		}
		*slash = '/';
		if (!good)
			return false;
	}
	return true;
}

/* The lock file says who has it: "PID ADDRESS". */
static enum store_result in_use(struct sqlite_store *s)
{
	char note[256] = "";
	ssize_t n = pread(s->lock, note, sizeof note - 1, 0);

	note[n > 0 ? n : 0] = '\0';
	note[strcspn(note, "\n")] = '\0';
	char *address = strchr(note, ' ');
	if (address)
		*address++ = '\0';
	return store_fail(&s->base, STORE_IN_USE, "%s is in use by another netweight%s%s%s%s",
			  s->path, *note ? ", process " : "", note,
			  address && *address ? ", at " : "", address ? address : "");
}

static enum store_result take_lock(struct sqlite_store *s)
{
	char name[4096];

	if (snprintf(name, sizeof name, "%s.lock", s->path) >= (int)sizeof name)
		return store_fail(&s->base, STORE_ERROR, "the database's path is too long");
	s->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (s->lock < 0)
		return system_error(s, "make its lock file");
	if (flock(s->lock, LOCK_EX | LOCK_NB) == 0) {
		sqlite_note_address(&s->base, "");
		return STORE_OK;
	}
	return errno == EWOULDBLOCK ? in_use(s) : system_error(s, "lock it");
}

/* Leaves nothing beside a file that is not ours.  Elsewhere the lock file stays: who
 * opens it while another removes it would hold a lock that nobody sees. */
static void drop_lock_file(struct sqlite_store *s)
{
	char name[4096];

	snprintf(name, sizeof name, "%s.lock", s->path);
	unlink(name);
}

void sqlite_note_address(struct store *base, const char *address)
{
	struct sqlite_store *s = sqlite_store(base);
	char note[256];

	if (s->lock < 0)
		return;
	int n = snprintf(note, sizeof note, "%ld %.200s\n", (long)getpid(), address);
	/* A courtesy to others: nothing depends on it. */
	if (ftruncate(s->lock, 0) < 0 || pwrite(s->lock, note, (size_t)n, 0) < 0)
		return;
}

static uint32_t big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A power cut while the file was being made: its first page has not arrived, and the
 * journal beside it tells SQLite to begin again. */
static bool half_made(const struct sqlite_store *s, const unsigned char *header, size_t n)
{
	char journal[4096];

	snprintf(journal, sizeof journal, "%s-journal", s->path);
	for (size_t i = 0; i < n; i++)
		if (header[i])
			return false;
	return access(journal, F_OK) == 0;
}

/* Read without SQLite, which might write to a file that is not ours: the header of
 * SQLite's file format, application id at byte 68.  Ours carry it from their first
 * commit on, so an empty file is one that was never finished. */
static enum store_result look_at(struct sqlite_store *s, int fd)
{
	unsigned char header[100];
	ssize_t n = pread(fd, header, sizeof header, 0);

	if (n < 0)
		return system_error(s, "read it");
	if (half_made(s, header, (size_t)n) || n == 0)
		return STORE_OK;
	if (n < (ssize_t)sizeof header || memcmp(header, "SQLite format 3", 16))
		return store_fail(&s->base, STORE_NOT_OURS,
				  "%s is not a database of netweight", s->path);
	if (big_endian(header + 68) != SQLITE_APPLICATION_ID)
		return store_fail(&s->base, STORE_NOT_OURS,
				  "%s is the database of another program", s->path);
	return STORE_OK;
}

/* WAL and shared memory files take their permissions from the database's. */
static enum store_result make_file(struct sqlite_store *s)
{
	struct stat file;
	struct statfs system;
	enum store_result result = STORE_ERROR;
	int fd = open(s->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);

	if (fd < 0)
		return system_error(s, "open it");
	if (fstat(fd, &file) < 0 || fstatfs(fd, &system) < 0)
		result = system_error(s, "look at it");
	else if (!S_ISREG(file.st_mode))
		store_fail(&s->base, result, "%s is not an ordinary file", s->path);
	else if (sqlite_network_filesystem((unsigned long)system.f_type))
		store_fail(&s->base, result,
			   "%s is on a network file system (%s), which cannot hold the "
			   "database safely: choose a local folder", s->path,
			   sqlite_network_filesystem((unsigned long)system.f_type));
	else
		result = look_at(s, fd);
	close(fd);
	return result;
}

enum store_result sqlite_claim(struct sqlite_store *s)
{
	if (!make_folders(s->path))
		return system_error(s, "make its folder");
	enum store_result result = take_lock(s);
	if (result == STORE_OK)
		result = make_file(s);
	if (result == STORE_NOT_OURS)
		drop_lock_file(s);
	return result;
}
