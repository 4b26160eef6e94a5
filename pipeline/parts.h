/* parts.h - the parts of an open pipeline, for those who measure one of them alone. */
#ifndef WT_PARTS_H
#define WT_PARTS_H

#include "match/gazetteer.h"
#include "recognise/recogniser.h"

/* Borrowed until wt_pipeline_close; `layers` [*n]. */
const wt_gazetteer *const *wt_pipeline_layers(const wt_pipeline *pipeline, size_t *n);
const wt_recogniser *wt_pipeline_recogniser(const wt_pipeline *pipeline);

#endif
