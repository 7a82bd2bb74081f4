/* A fuzz target without a fuzzer: every input of its folders, and each of them cut
 * short and with bytes changed in ways that are always the same.  With --folders it
 * names the folders. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define CHANGES 40

/* An exact allocation, so that reading past it is seen. */
static void run(const uint8_t *data, size_t n)
{
	uint8_t *copy = malloc(n ? n : 1);
	if (!copy)
		abort();
	memcpy(copy, data, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

/* Copies a piece over another place, or sets a byte to one that matters. */
static void change(uint8_t *data, size_t n, uint32_t *random)
{
	static const char bytes[] = "{}<>[]:;,#\"'\\\n\t-+.0x9e_ \0\x01\xff\xc2";
	*random = *random * 1664525 + 1013904223;
	size_t at = (*random >> 8) % n, from = (*random >> 16) % n, length = *random % 40;
	if (*random >> 31) {
		data[at] = (uint8_t)bytes[from % (sizeof bytes - 1)];
		return;
	}
	if (at + length <= n && from + length <= n)
		memmove(data + at, data + from, length);
}

static void run_changed(uint8_t *data, size_t n)
{
	uint32_t random = 1;
	run(data, n);
	for (int i = 0; i < CHANGES && n > 0; i++) {
		change(data, n, &random);
		run(data, i % 3 ? n : random % n);
	}
}

static int run_file(const char *folder, const char *name)
{
	static uint8_t data[1 << 16];
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "rb");
	if (!f)
		return 0;
	size_t n = fread(data, 1, sizeof data, f);
	fclose(f);
	run_changed(data, n);
	return 1;
}

static int run_folder(const char *name)
{
	char path[2048];
	int files = 0;
	const char *source = getenv("srcdir");
	snprintf(path, sizeof path, "%s/%s", source ? source : ".", name);
	DIR *folder = opendir(path);
	if (!folder) {
		perror(path);
		exit(1);
	}
	for (struct dirent *e; (e = readdir(folder));)
		if (e->d_name[0] != '.')
			files += run_file(path, e->d_name);
	closedir(folder);
	return files;
}

int main(int argc, char **argv)
{
	bool list = argc > 1 && strcmp(argv[1], "--folders") == 0;
	int files = 0;

	for (const char *const *folder = fuzz_folders; *folder; folder++) {
		if (list)
			puts(*folder);
		else
			files += run_folder(*folder);
	}
	if (!list)
		printf("1..1\nok 1 - %d inputs, each changed %d times\n", files, CHANGES);
	return 0;
}
