/* The options of one analysis in query parameters and in stored comparisons. */
#ifndef SERVER_SETTINGS_HTTP_H
#define SERVER_SETTINGS_HTTP_H

#include "server/base/json.h"
#include "server/http/request.h"
#include "server/base/settings.h"

/* The defaults, with the limits of an upload. */
struct settings settings_start(struct arena *a);
/* Reads ?phase=TRAIN&batch=8… on top of what *out says; stages take the place of its
 * stages, inputs and rules of those of the same name.  False, and a sentence in *error:
 * an unknown name, a value that cannot be.  `defaults` is passed over. */
bool settings_read(struct arena *a, const struct query *query,
		   struct analyze_options *out, struct str *error);
/* The same from a JSON object: {"phase": "TRAIN", "stage": ["deploy"], …}. */
bool settings_read_json(struct arena *a, const struct json *object,
			struct analyze_options *out, struct str *error);
/* Writes those that are not the default into `object`, in one spelling each. */
void settings_write(struct arena *a, struct json *object,
		    const struct analyze_options *o);
/* The store's key of a document that is kept ("phase=TEST"); NULL: computed when
 * it is asked for.  Kept are those that differ from the network's defaults in nothing
 * but the phase. */
const char *settings_key(struct arena *a, const struct analyze_options *o,
			 const struct analyze_options *defaults);

#endif
