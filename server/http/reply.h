/* One HTTP answer as data. */
#ifndef SERVER_REPLY_H
#define SERVER_REPLY_H

#include "server/base/json.h"
#include "server/http/request.h"

#define TYPE_JSON "application/json"

struct reply {
	int status;
	const char *type;		/* Content-Type; NULL: there is no body */
	struct str body;		/* lives in the request's arena, or `owner` */
	bool gzip;			/* body is in gzip form */
	bool varies;			/* others may get it in another encoding */
	bool lasting;			/* the same etag and type: the same answer */
	bool close;			/* the last answer of its connection */
	const char *etag;		/* hex digits of the content's hash, or NULL */
	const char *cache;		/* Cache-Control; NULL: no-store */
	const char *policy;		/* Content-Security-Policy; NULL: the page's */
	const char *allow, *location, *disposition, *retry_after;
	void (*release)(void *owner);	/* called when it has been sent */
	void *owner;
};

/* Answers with a document. */
void reply_json(struct reply *r, struct arena *a, int status, const struct json *v);
/* The one error shape: {"error": {"code", "message"}}. */
void reply_error(struct reply *r, struct arena *a, int status, const char *code,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The error object of such a document, for further members. */
struct json *error_document(struct arena *a, const char *code, struct str message,
			    struct json **error);

/* All headers of an answer but Content-Length and Date.  Returns their number. */
#define MAX_REPLY_HEADERS 24
int reply_headers(struct arena *a, const struct reply *r,
		  struct pair out[MAX_REPLY_HEADERS]);

/* Turns a 200 with an ETag into 304 when If-None-Match names it. */
void reply_revalidate(struct reply *r, const struct request *request);
/* Whether Accept-Encoding takes gzip. */
bool accepts_gzip(const struct request *request);

#endif
