/* Parsing a text in a test. */
#ifndef TESTS_TEXTPROTO_SUPPORT_H
#define TESTS_TEXTPROTO_SUPPORT_H

#include "models/caffe/schema.h"
#include "models/textproto/parse.h"

struct parsed {
	struct arena *arena;
	struct diags diags;
	struct parse_result result;
	char *text;		/* allocated exactly: reading past it is seen */
};

/* Of a text that may hold zero bytes; messages are located.  Free it. */
struct parsed parse_text(struct str text, const struct parse_limits *limits);
void parsed_free(struct parsed *p);

#endif
