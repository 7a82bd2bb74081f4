/* What passes through the store's interface (store.h): results, and rows. */
#ifndef DB_STORE_TYPES_H
#define DB_STORE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum store_result {
	STORE_OK,
	STORE_EXISTS,		/* put: the same content is already there */
	STORE_NOT_FOUND,
	STORE_CONFLICT,		/* another content has the same short id */
	STORE_IN_USE,		/* open: another process has the database */
	STORE_NOT_OURS,		/* open: another program's file; left untouched */
	STORE_TOO_NEW,		/* open: written by a later version */
	STORE_CORRUPT,
	STORE_FULL,		/* the disk, or the quota */
	STORE_READ_ONLY,
	STORE_NO_MEMORY,
	STORE_TOO_BIG,		/* one value is larger than the store takes */
	STORE_BAD_QUERY,	/* list: unknown sort, or a cursor that does not fit it */
	STORE_ERROR,
};

struct text {
	const char *p;
	size_t n;
};

/* A number of one layer, or of the whole network (layer -1), by name. */
struct store_figure {
	int layer;
	const char *key;	/* "params", "macs", "memory.caffe" … */
	int64_t value;
};

struct store_layer {
	int index;
	struct text name, type, shape;	/* shape of the first top, as text */
	int64_t line, params, memory_elements, macs;
};

/* One analysis of a network: what was asked, and what came out. */
struct store_document {
	const char *options;		/* canonical, "phase=TEST"; the key */
	const char *analyzer;		/* version that made it; "": to be made anew */
	const char *status;		/* complete, partial, invalid */
	const void *json;		/* compressed (gzip) document */
	size_t json_size;
	int64_t raw_size;		/* before compression */
	char etag[65];			/* lower-case hex SHA-256 of the raw document */
	const struct store_layer *layers;
	int layer_count;
	const struct store_figure *figures;	/* totals: layer -1 */
	int figure_count;
};

struct store_network {
	char sha256[65];		/* of the source bytes; id = first 24 digits */
	struct text name;		/* as shown; may be renamed */
	struct text file;		/* file name it came with */
	struct text source;		/* the bytes; empty in lists */
	const char *origin;		/* "upload" or "zoo" */
	const char *format;		/* "V0" "V1" "V2" "" */
	const char *status;		/* of the default document */
	bool caffe_loads;
	int64_t size;			/* bytes of source; a put takes source.n */
	int64_t created;		/* ms since 1970 */
	int64_t layers, params, macs, memory_bytes;	/* totals; lists sort by them */
	struct text summary;		/* a small JSON text, made by the caller */
	struct text options;		/* likewise: what its documents are asked */
	void *memory;
};

struct store_query {
	struct text search;		/* substring of name or file, any case (ASCII) */
	const char *sort;		/* "created" (newest first), "name", "params",
					   "macs", "memory", "layers" (largest first);
					   a leading '-' turns it round */
	const char *cursor;		/* from the last page, or NULL */
	int limit;			/* rows of this page, at least 1 */
};

struct store_comparison {
	char id[25];
	struct text canonical;		/* RFC 8785 JSON its id is the hash of */
	struct text title, note;
	struct text figures;		/* JSON: the totals when it was made */
	const char *analyzer;
	int64_t created;		/* ms since 1970 */
	const char (*networks)[65];	/* sha256 of each, in order */
	int network_count;
	void *memory;
};

/* What a user says about the layers of one type. */
struct store_rule {
	struct text type, text;
	int64_t created;		/* ms since 1970 */
};

struct store_solver {
	char sha256[65];		/* of its file; id = first 24 digits */
	struct text file;		/* file name it came with */
	struct text summary;		/* a small JSON text, made by the caller */
	int64_t created;		/* ms since 1970 */
};

/* A link that opens a comparison to whoever has its token. */
struct store_share {
	char token[65];			/* SHA-256 of the token, hex; id = first 24 */
	char comparison[25];
	int64_t created, expires;	/* ms since 1970 */
};

struct store_counts {
	int64_t networks, zoo;		/* all, and those of origin "zoo" among them */
	int64_t comparisons;
	int64_t bytes;			/* in use, as the quota counts */
};

#endif
