#include "server/base/options.h"

#include <stdio.h>
#include <string.h>

#include "server/base/exit_status.h"

bool option_integer(const char *text, int64_t *n)
{
	bool negative = *text == '-';
	uint64_t value = 0;

	text += negative;
	if (!*text)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9' || value > (INT64_MAX - 9) / 10)
			return false;
		value = value * 10 + (uint64_t)(*text - '0');
	}
	*n = negative ? -(int64_t)value : (int64_t)value;
	return true;
}

/* The factor of "MiB" and the like; 0 when it is none. */
static int64_t unit_factor(const char *unit)
{
	static const char letters[] = "KMGT";
	char upper = *unit == 'k' ? 'K' : *unit;
	const char *letter = upper ? strchr(letters, upper) : NULL;
	int64_t base, factor = 1;

	if (letter)
		unit++;
	base = letter && *unit == 'i' ? 1024 : 1000;
	if (letter && *unit == 'i')
		unit++;
	if (*unit == 'B' || *unit == 'b')
		unit++;
	if (*unit)
		return 0;
	for (int i = 0; letter && i <= letter - letters; i++)
		factor *= base;
	return factor;
}

bool option_amount(const char *text, int64_t *n)
{
	char digits[24];
	size_t length = strspn(text, "0123456789");
	int64_t factor = unit_factor(text + length);

	if (length == 0 || length >= sizeof(digits) || factor == 0)
		return false;
	memcpy(digits, text, length);
	digits[length] = '\0';
	return option_integer(digits, n) && !__builtin_mul_overflow(*n, factor, n);
}

static void print_row(const struct option_row *row)
{
	char left[64];

	snprintf(left, sizeof(left), "%s%s%s", row->name, row->argument ? " " : "",
		 row->argument ? row->argument : "");
	printf("  %-26s%s%s\n", left, strlen(left) > 25 ? "\n                            "
						     : "", row->text);
}

static void print_help(const struct command_line *line)
{
	printf("usage: netweight %s [OPTION]... %s\n\n%s\n\n", line->command,
	       line->usage, line->text);
	for (const struct option_row *const *t = line->tables; *t; t++)
		for (const struct option_row *row = *t; row->name; row++)
			print_row(row);
	puts("  --help                    print this");
}

/* The row of "--name" or "--name=value"; *value is what follows the '='. */
static const struct option_row *find_row(const struct command_line *line,
					 const char *word, const char **value)
{
	size_t length = strcspn(word, "=");

	*value = word[length] ? word + length + 1 : NULL;
	for (const struct option_row *const *t = line->tables; *t; t++)
		for (const struct option_row *row = *t; row->name; row++)
			if (strlen(row->name) == length &&
			    memcmp(row->name, word, length) == 0)
				return row;
	return NULL;
}

static int usage_error(const struct command_line *line, const char *name,
		       const char *why)
{
	fprintf(stderr, "netweight %s: %s: %s (see netweight %s --help)\n",
		line->command, name, why, line->command);
	return EXIT_TROUBLE;
}

/* One option at argv[*i]; moves *i over a value of its own. */
static int take_option(const struct command_line *line, void *target, int argc,
		       char **argv, int *i)
{
	const char *word = argv[*i], *value, *why;
	const struct option_row *row = find_row(line, word, &value);

	if (!row)
		return usage_error(line, word, "there is no such option");
	if (!row->argument && value)
		return usage_error(line, row->name, "it takes no value");
	if (row->argument && !value) {
		if (*i + 1 >= argc)
			return usage_error(line, row->name, "a value is missing");
		value = argv[++*i];
	}
	why = row->set(target, value ? value : "");
	return why ? usage_error(line, row->name, why) : OPTIONS_GO_ON;
}

int options_parse(const struct command_line *line, void *target, int argc,
		  char **argv, int *files)
{
	bool only_files = false;

	*files = 0;
	for (int i = 1; i < argc; i++) {
		int status = OPTIONS_GO_ON;

		if (only_files || argv[i][0] != '-' || !argv[i][1]) {
			argv[(*files)++] = argv[i];
		} else if (strcmp(argv[i], "--") == 0) {
			only_files = true;
		} else if (strcmp(argv[i], "--help") == 0 ||
			   strcmp(argv[i], "-h") == 0) {
			print_help(line);
			return EXIT_DONE;
		} else {
			status = take_option(line, target, argc, argv, &i);
		}
		if (status != OPTIONS_GO_ON)
			return status;
	}
	return OPTIONS_GO_ON;
}
