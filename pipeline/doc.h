/* doc.h - what is inside a wt_doc; for wiretag.c, which fills it, and write/. */
#ifndef WT_DOC_H
#define WT_DOC_H

#include "base/arena.h"
#include "base/buffer.h"
#include "clean/zones.h"
#include "resolve/resolve.h"
#include "topics/classify.h"

struct wt_doc {
  wt_article article; /* its strings are the caller's */
  wt_arena arena;     /* everything below that is not an own array */
  wt_zone_list zones; /* title first, then text */
  wt_resolved resolved;
  wt_topic_list topics;
  wt_buffer json;             /* for wt_doc_json */
  wt_buffer marks[WT_FIELDS]; /* scratch of write/offset_table */
};

#endif
