/* What one request over HTTP may take; the command line takes more. */
#ifndef SERVER_LIMITS_H
#define SERVER_LIMITS_H

/* Published networks are tens to hundreds of KB. */
#define UPLOAD_LIMIT ((size_t)8 << 20)
/* One network's analysis; freed in one call. */
#define WORK_LIMIT ((size_t)256 << 20)
#define MAX_LAYERS 100000
/* One thread serves all: nobody may keep it for longer. */
#define MAX_SECONDS 2.0

#endif
