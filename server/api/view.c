/* The JSON shapes that several endpoints answer with. */
#include "server/api/view.h"

#include <stdio.h>

struct str view_id(const char *sha256)
{
	return (struct str){ sha256, 24 };
}

void view_network(struct json *o, const struct store_network *n)
{
	char href[32];

	snprintf(href, sizeof(href), "/n/%.24s", n->sha256);
	json_add_text(o, "id", view_id(n->sha256));
	json_add_string(o, "sha256", n->sha256);
	json_add_text(o, "name", (struct str){ n->name.p, n->name.n });
	json_add_text(o, "file", (struct str){ n->file.p, n->file.n });
	json_add_string(o, "origin", n->origin);
	json_add_string(o, "format", n->format);
	json_add_string(o, "status", n->status);
	json_add_bool(o, "caffe_loads", n->caffe_loads);
	json_add_int(o, "bytes", n->size);
	json_add_time(o, "created", n->created);
	json_add_string(o, "href", href);
	json_add_raw(o, "options", n->options.n ? (struct str){ n->options.p, n->options.n }
						: S("{}"));
	json_add_raw(o, "summary", (struct str){ n->summary.p, n->summary.n });
}
