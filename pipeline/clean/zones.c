/*
 * zones.c - title, dateline, byline, caption, body, quote, teaser, boilerplate.
 *
 * Three steps over the units of a page (page.h): what a unit says by itself (evidence.c), what is
 * content (content.c), and here the names for what is left, the dateline inside the first
 * paragraph, and the zones themselves. Zones meet at the start of a line; white space belongs to
 * the zone before it, at the text's start to the first one.
 */
#include "clean/zones.h"

#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "clean/line_shapes.h"
#include "clean/noted_page.h"

static uint8_t name_rest(const wt_noted_page *r, size_t i) {
  const wt_unit *u = &r->page.units[i];
  const bool marked = r->notes[i].mark != WT_MARK_NONE;
  return !marked && u->words >= 4 && wt_is_link_like(u) ? WT_ZONE_TEASER : WT_ZONE_BOILERPLATE;
}

static void name_units(wt_noted_page *r) {
  bool any = false;
  for (size_t i = 0; i < r->page.n; i++) {
    wt_unit_note *note = &r->notes[i];
    if (note->kind != WT_UNDECIDED) continue;
    const bool alone = note->mark == WT_MARK_CHROME && r->page.units[i].words <= 3 && r->page.n > 1;
    if (!note->content || alone)
      note->kind = name_rest(r, i);
    else
      note->kind = wt_unit_has(&r->page.units[i], WT_UNIT_QUOTE) ? WT_ZONE_QUOTE : WT_ZONE_BODY;
    any = any || note->kind == WT_ZONE_BODY || note->kind == WT_ZONE_QUOTE;
  }
  if (any) return;
  /* No content found: then the page is content, except what said otherwise by itself. */
  for (size_t i = 0; i < r->page.n; i++) {
    if (r->notes[i].kind == WT_ZONE_BOILERPLATE || r->notes[i].kind == WT_ZONE_TEASER)
      r->notes[i].kind = WT_ZONE_BODY;
  }
}

static bool add_zone(wt_zone_list *out, size_t base, uint8_t kind, uint32_t start) {
  if (out->n > base && out->items[out->n - 1].kind == (wt_zone_kind)kind) return true;
  wt_zone *items = wt_grow(out->items, &out->capacity, out->n + 1, sizeof *items);
  if (items == NULL) return false;
  out->items = items;
  if (out->n > base) items[out->n - 1].end = start;
  items[out->n++] = (wt_zone){(wt_zone_kind)kind, WT_FIELD_TEXT, start, start};
  return true;
}

static wt_status write_zones(const wt_noted_page *r, wt_zone_list *out, wt_error *error) {
  const size_t base = out->n;
  bool body = false, good = true;
  for (size_t i = 0; i < r->page.n && good; i++) {
    const wt_unit *u = &r->page.units[i];
    const uint32_t line = i == 0 ? 0 : u->line;
    const uint8_t kind = r->notes[i].kind;
    size_t prefix = 0;
    if (kind == WT_ZONE_BODY && !body && !wt_unit_has(u, WT_UNIT_CAPITALS) &&
        r->notes[i].mark != WT_MARK_CAPTION)
      prefix = wt_dateline_prefix(r->page.text + u->start, u->end - u->start);
    body = body || (kind == WT_ZONE_BODY && wt_is_prose(u));
    if (prefix > 0) {
      good = add_zone(out, base, WT_ZONE_DATELINE, line) &&
             add_zone(out, base, kind, u->start + (uint32_t)prefix);
    } else {
      good = add_zone(out, base, kind, line);
    }
  }
  if (good && r->page.n == 0) good = add_zone(out, base, WT_ZONE_BOILERPLATE, 0);
  if (!good) {
    out->n = base;
    return wt_no_memory(error, "zones");
  }
  out->items[out->n - 1].end = (uint32_t)r->page.size;
  return WT_OK;
}

wt_status wt_find_zones(const char *title, size_t title_size, const char *text, size_t text_size,
                        wt_arena *scratch, wt_zone_list *out, wt_error *error) {
  if (text_size == 0) return WT_OK;
  wt_noted_page r = {.title = title, .title_size = title_size};
  wt_status status = wt_page_read(text, text_size, scratch, &r.page, error);
  if (status != WT_OK) return status;
  r.notes = WT_ARENA_NEW(scratch, wt_unit_note, r.page.n + 1);
  if (r.notes == NULL) return wt_no_memory(error, "zones");
  memset(r.notes, 0, (r.page.n + 1) * sizeof *r.notes);
  wt_read_evidence(&r);
  wt_find_content(&r);
  name_units(&r);
  return write_zones(&r, out, error);
}
