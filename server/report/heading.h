/* Lines of a report's head about memory and arithmetic; a line without text is
 * left out. */
#ifndef SERVER_HEADING_H
#define SERVER_HEADING_H

#include "models/fit.h"
#include "server/report/report.h"

/* "1 layer", "2,000 layers" */
void put_plural(struct buffer *b, int64_t n, const char *one, const char *many);

/* "TEST, batch 2, activations fp16, weights fp16": what the figures are for */
void line_state(struct buffer *b, const struct analysis *a);
void line_caffe_memory(struct buffer *b, const struct analysis *a);
void line_blobs(struct buffer *b, const struct analysis *a);
void line_peak(struct buffer *b, const struct analysis *a);
void line_training(struct buffer *b, const struct analysis *a);
void line_parts(struct buffer *b, const struct analysis *a);
void line_buffers(struct buffer *b, const struct analysis *a);
void line_macs(struct buffer *b, const struct analysis *a);
void line_ops(struct buffer *b, const struct analysis *a);
void line_intensity(struct buffer *b, const struct analysis *a);

/* One answer about the batch that fits in `limit` bytes. */
void put_fit(struct buffer *b, const struct fit_kind *kind, const struct fit *f,
	     int64_t limit);

#endif
