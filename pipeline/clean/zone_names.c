#include "clean/zones.h"

const char *wt_zone_name(wt_zone_kind kind) {
  static const char *const NAMES[WT_ZONES] = {"title", "dateline", "byline", "caption",
                                              "body",  "quote",    "teaser", "boilerplate"};
  return (unsigned)kind < WT_ZONES ? NAMES[kind] : "unknown";
}
