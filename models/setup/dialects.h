/* Which fork of Caffe a network is for, recognised from what it uses. */
#ifndef SETUP_DIALECTS_H
#define SETUP_DIALECTS_H

#include "models/analysis.h"

/* Fills in a->dialects, a->net->forks, and the row of every layer whose type
 * forks disagree about: that of the fork that was asked for, else the first whose
 * hint fits a layer, else one of a fork that the network needs anyway, else the
 * last.  What was assumed is said in a note (code "dialect-assumed"). */
void dialects_recognise(struct analysis *a);

#endif
