#include "import/statements.h"

#include "import/list_line.h"

static bool has_rank(const wt_json_view *statement, const char *rank) {
  wt_json_view v = wt_json_member(statement, "rank");
  return wt_json_is(v.bytes, &v.value, rank);
}

/* The value of a statement that has one. */
static bool value_of(const wt_json_view *statement, wt_json_view *value) {
  wt_json_view snak = wt_json_member(statement, "mainsnak");
  wt_json_view type = wt_json_member(&snak, "snaktype");
  if (!wt_json_is(type.bytes, &type.value, "value")) return false;
  wt_json_view data = wt_json_member(&snak, "datavalue");
  *value = wt_json_member(&data, "value");
  return value->value.kind != WT_JSON_ABSENT;
}

wt_statements wt_statements_of(const wt_json_view *statements) {
  wt_statements s = {.walk = wt_json_begin(statements)};
  if (statements->value.kind != WT_JSON_ARRAY) s.walk.at = s.walk.end = 0;
  wt_json_walk walk = s.walk;
  wt_json_view statement, value;
  while (!s.preferred && wt_json_next(&walk, NULL, &statement))
    s.preferred = has_rank(&statement, "preferred") && value_of(&statement, &value);
  return s;
}

bool wt_statements_next(wt_statements *s, wt_json_view *value, wt_json_view *statement) {
  wt_json_view next;
  while (wt_json_next(&s->walk, NULL, &next)) {
    if (!has_rank(&next, s->preferred ? "preferred" : "normal")) continue;
    if (!value_of(&next, value)) continue;
    if (statement != NULL) *statement = next;
    return true;
  }
  return false;
}

uint32_t wt_item_number(const char *text, size_t size) {
  return size > 1 && text[0] == 'Q' ? wt_read_u32(text + 1, size - 1) : 0;
}

uint32_t wt_statement_item(const wt_json_view *value) {
  size_t size;
  wt_json_view id = wt_json_member(value, "id");
  if (id.value.kind == WT_JSON_STRING) {
    const char *text = wt_json_text_of(&id, &size);
    return wt_item_number(text, size);
  }
  id = wt_json_member(value, "numeric-id"); /* dumps before 2016 have only this */
  if (id.value.kind != WT_JSON_NUMBER) return 0;
  const char *text = wt_json_text_of(&id, &size);
  return wt_read_u32(text, size);
}
