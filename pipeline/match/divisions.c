#include "match/divisions.h"

#include <string.h>

#include "base/error.h"
#include "base/map.h"

static bool is_code(wt_slice within) {
  return within.size > 0 && memchr(within.bytes, ':', within.size) == NULL;
}

static bool is_division(const wt_row *row) {
  static const char *const SUBTYPES[] = {"admin1", "region"};
  for (size_t i = 0; i < sizeof SUBTYPES / sizeof *SUBTYPES; i++)
    if (row->subtype.size == strlen(SUBTYPES[i]) &&
        memcmp(row->subtype.bytes, SUBTYPES[i], row->subtype.size) == 0)
      return row->type == WT_PLACE && !row->veto;
  return false;
}

wt_status wt_divisions_resolve(wt_row *rows, size_t n, wt_error *error) {
  wt_map divisions = {0}; /* code to row */
  wt_status status = WT_OK;
  for (size_t i = 0; status == WT_OK && i < n; i++) {
    if (!is_code(rows[i].within) || !is_division(&rows[i])) continue;
    uint32_t *row =
        wt_map_add(&divisions, rows[i].within.bytes, rows[i].within.size, (uint32_t)i, NULL);
    if (row == NULL)
      status = wt_no_memory(error, "divisions");
    else
      *row = (uint32_t)i;
  }
  for (size_t i = 0; status == WT_OK && i < n; i++) {
    if (!is_code(rows[i].within)) continue;
    const uint32_t *row = wt_map_find(&divisions, rows[i].within.bytes, rows[i].within.size);
    rows[i].within = row == NULL ? (wt_slice){0} : rows[*row].id;
  }
  wt_map_release(&divisions);
  return status;
}
