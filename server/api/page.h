/* The page: one index.html for all its addresses, and its files. */
#ifndef SERVER_PAGE_H
#define SERVER_PAGE_H

#include "server/api/call.h"

/* Serves the file of that path; without one, and without an extension in the
 * path, the page with status 404: it says itself that nothing is there. */
void page_file(struct call *c, struct str path);
/* The page, for the addresses that it knows. */
void page_index(struct call *c);

#endif
