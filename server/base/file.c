#include "server/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Why an opened file cannot be read, or NULL; its size, where it has one. */
static const char *look_at(int fd, size_t limit, size_t *size)
{
	struct stat st;

	*size = 0;
	if (fstat(fd, &st))
		return strerror(errno);
	if (S_ISDIR(st.st_mode))
		return "it is a directory, not a file";
	if (S_ISREG(st.st_mode)) {
		if (st.st_size < 0 || (uintmax_t)st.st_size > limit)
			return "it is larger than 1 GiB";
		*size = (size_t)st.st_size;
	}
	return NULL;
}

static const char *read_all(int fd, size_t limit, struct buffer *out)
{
	for (;;) {
		ssize_t n;

		if (!buffer_room(out, 1 << 16))
			return "there is not enough memory for it";
		n = read(fd, out->p + out->n, out->capacity - out->n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return strerror(errno);
		if (n == 0)
			return NULL;
		out->n += (size_t)n;
		if (out->n > limit)
			return "it is larger than 1 GiB";
	}
}

const char *file_read(const char *path, size_t limit, struct buffer *out)
{
	bool input = strcmp(path, "-") == 0;
	int fd = input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	const char *why;
	size_t size;

	if (fd < 0)
		return strerror(errno);
	why = look_at(fd, limit, &size);
	if (!why && !buffer_room(out, size + (1 << 16)))
		why = "there is not enough memory for it";
	if (!why)
		why = read_all(fd, limit, out);
	if (!input)
		close(fd);
	return why;
}
