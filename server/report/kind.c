#include "server/report/kind.h"

/* What files begin with. */
static const struct magic {
	size_t at;
	struct str bytes;
	const char *kind;
} magics[] = {
	{ 0, { "\xFF\xD8\xFF", 3 }, "a JPEG image" },
	{ 0, { "\x89PNG\r\n\x1A\n", 8 }, "a PNG image" },
	{ 0, { "GIF8", 4 }, "a GIF image" },
	{ 8, { "WEBP", 4 }, "a WebP image" },
	{ 0, { "%PDF-", 5 }, "a PDF document" },
	{ 0, { "\x1F\x8B", 2 }, "a gzip file" },
	{ 0, { "BZh", 3 }, "a bzip2 file" },
	{ 0, { "\xFD" "7zXZ", 5 }, "an xz file" },
	{ 0, { "\x28\xB5\x2F\xFD", 4 }, "a zstd file" },
	{ 0, { "PK\x03\x04", 4 }, "a zip archive" },
	{ 257, { "ustar", 5 }, "a tar archive" },
	{ 0, { "\x89HDF\r\n", 6 }, "an HDF5 file" },
	{ 0, { "\x7F" "ELF", 4 }, "a program" },
	{ 0, { "SQLite format 3", 15 }, "an SQLite database" },
	{ 4, { "TFL3", 4 }, "a TensorFlow Lite model" },
	{ 0, { "\xFF\xFE", 2 }, "UTF-16 text" },
	{ 0, { "\xFE\xFF", 2 }, "UTF-16 text" },
	{ 0, { "<!DOCTYPE", 9 }, "an HTML page" },
	{ 0, { "<!doctype", 9 }, "an HTML page" },
	{ 0, { "<html", 5 }, "an HTML page" },
	{ 0, { "<?xml", 5 }, "an XML file" },
	{ 0, { "\x80\x02", 2 }, "a pickled (PyTorch) file" },
	{ 0, { "\x93NUMPY", 6 }, "a NumPy array" },
};

static bool has_magic(struct str text, const struct magic *m)
{
	return text.n >= m->at + m->bytes.n &&
	       memcmp(text.p + m->at, m->bytes.p, m->bytes.n) == 0;
}

/* Bytes that no text file has; the first few hundred are enough. */
static bool is_binary(struct str text)
{
	for (size_t i = 0; i < text.n && i < 512; i++)
		if ((unsigned char)text.p[i] < 0x09)
			return true;
	return false;
}

/* A BlobProto of the old kind begins with num, channels and height: three varints. */
static bool is_blob(struct str text)
{
	size_t at = 0;

	for (int field = 1; field <= 3; field++) {
		if (at + 1 >= text.n || text.p[at] != field << 3)
			return false;
		for (at++; at < text.n && (unsigned char)text.p[at] >= 0x80; at++)
			;
		at++;
	}
	return true;
}

/* Binary protobuf.  An ONNX ModelProto begins with ir_version (field 1, a
 * varint); a NetParameter with its name (field 1, bytes) or its layers
 * (field 2 or 100, bytes). */
static const char *binary_kind(struct str text)
{
	unsigned char first = (unsigned char)text.p[0];

	if (is_blob(text))
		return "a mean file (a binary blob)";

	if (first == 0x08 && text.n > 2 && (unsigned char)text.p[1] < 0x20)
		return "an ONNX model";
	if (first == 0x0A || first == 0x12 || (first == 0xA2 && text.p[1] == 0x06))
		return "a binary .caffemodel or another binary protobuf file";
	return "a binary file";
}

static struct str first_word(struct str text)
{
	size_t i = 0, start;

	while (i < text.n && strchr(" \t\r\n#", text.p[i]))
		if (text.p[i++] == '#')
			while (i < text.n && text.p[i] != '\n')
				i++;
	for (start = i; i < text.n; i++) {
		char c = text.p[i];

		if (!(c >= 'a' && c <= 'z') && c != '_')
			break;
	}
	return (struct str){ text.p + start, i - start };
}

/* Caffe's other text files, by a field that no network has. */
static const char *text_kind(struct str text)
{
	static const char *const solver_fields[] = {
		"net", "train_net", "test_net", "net_param", "train_net_param",
		"test_iter", "test_interval", "base_lr", "lr_policy", "max_iter",
		"display", "momentum", "weight_decay", "gamma", "stepsize", "stepvalue",
		"snapshot", "snapshot_prefix", "solver_mode", "iter_size", "random_seed",
		"type", "solver_type", "train_state", "test_state", "average_loss",
		"clip_gradients", "test_initialization",
	};
	struct str word = first_word(text);

	if (str_equal(word, S("item")))
		return "a label map";
	for (size_t i = 0; i < sizeof(solver_fields) / sizeof(*solver_fields); i++)
		if (str_equal(word, str_from(solver_fields[i])))
			return KIND_SOLVER;
	return NULL;
}

const char *file_kind(struct str text)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (has_magic(text, &magics[i]))
			return magics[i].kind;
	if (text.n > 1 && is_binary(text))
		return binary_kind(text);
	return text_kind(text);
}

/* It explains all the others, so it comes before them. */
static void put_first(struct diags *d)
{
	struct diag last = d->list[d->count - 1];

	memmove(d->list + 1, d->list, sizeof(*d->list) * (size_t)(d->count - 1));
	d->list[0] = last;
}

void kind_report(struct analysis *a)
{
	const char *kind =
		a->parsed || a->too_complex ? NULL : file_kind(a->text);
	int before = a->diags.count;
	struct diag *d;

	if (!kind)
		return;
	d = diag_add(&a->diags, SEVERITY_ERROR, STAGE_NONE, "not-a-network", NO_PLACE,
		     "this is %s, not the prototxt of a network", kind);
	if (strcmp(kind, KIND_SOLVER) == 0)
		d->hint = S("give the file that its `net` field names");
	if (a->diags.count > before)
		put_first(&a->diags);
	a->status = STATUS_INVALID;
	a->readable = false;
}
