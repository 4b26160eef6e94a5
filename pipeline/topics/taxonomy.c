#include "topics/taxonomy.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"

enum { COLUMNS = 5 };

/* Cuts a line at its tabs; columns that it lacks are empty. */
static void cut(char *line, const char *columns[COLUMNS]) {
  for (int i = 0; i < COLUMNS; i++) {
    columns[i] = line;
    char *tab = strchr(line, '\t');
    if (tab == NULL)
      line += strlen(line);
    else {
      *tab = '\0';
      line = tab + 1;
    }
  }
}

static wt_status add(wt_taxonomy *t, const char *path, uint64_t line, char *text, wt_error *error) {
  const char *columns[COLUMNS];
  cut(text, columns);
  wt_taxon taxon = {.id = columns[0],
                    .label = columns[3][0] != '\0' ? columns[3] : columns[0],
                    .definition = columns[4],
                    .parent = WT_NO_TOPIC,
                    .level = 1,
                    .retired = columns[2][0] != '\0'};
  if (taxon.id[0] == '\0') return wt_fail_at(error, WT_BAD_INPUT, path, line, 0, "no id");
  if (columns[1][0] != '\0') {
    const uint32_t *parent = wt_map_find(&t->by_id, columns[1], strlen(columns[1]));
    if (parent == NULL)
      return wt_fail_at(error, WT_BAD_INPUT, path, line, 0,
                        "parent '%s' does not stand before '%s'", columns[1], taxon.id);
    taxon.parent = *parent;
    taxon.level = t->taxa[*parent].level + 1;
  }
  wt_taxon *taxa = wt_grow(t->taxa, &t->capacity, t->n + 1, sizeof *taxa);
  if (taxa == NULL) return wt_no_memory(error, path);
  t->taxa = taxa;
  bool added = false;
  if (wt_map_add(&t->by_id, taxon.id, strlen(taxon.id), (uint32_t)t->n, &added) == NULL)
    return wt_no_memory(error, path);
  if (!added)
    return wt_fail_at(error, WT_BAD_INPUT, path, line, 0, "'%s' stands here twice", taxon.id);
  taxa[t->n++] = taxon;
  return WT_OK;
}

wt_status wt_taxonomy_open(const char *path, wt_taxonomy *out, wt_error *error) {
  wt_taxonomy t = {0};
  wt_view view = {0};
  wt_status status = wt_view_open(path, &view, error);
  if (status != WT_OK) return status;
  t.text = wt_strndup((const char *)view.data, view.size);
  if (t.text == NULL) status = wt_no_memory(error, path);
  if (status == WT_OK && view.size > 0 && memchr(t.text, '\0', view.size) != NULL)
    status = wt_fail(error, WT_BAD_INPUT, path, "is not a text file");
  wt_view_close(&view);

  uint64_t line = 0;
  for (char *at = t.text; status == WT_OK && *at != '\0';) {
    size_t size = strcspn(at, "\n");
    char *next = at + size + (at[size] != '\0');
    at[size] = '\0';
    if (size > 0 && at[size - 1] == '\r') at[size - 1] = '\0';
    line++;
    if (at[0] != '\0' && at[0] != '#') status = add(&t, path, line, at, error);
    at = next;
  }
  if (status != WT_OK)
    wt_taxonomy_close(&t);
  else
    *out = t;
  return status;
}

void wt_taxonomy_close(wt_taxonomy *taxonomy) {
  wt_map_release(&taxonomy->by_id);
  wt_free(taxonomy->taxa);
  wt_free(taxonomy->text);
  *taxonomy = (wt_taxonomy){0};
}

uint32_t wt_taxonomy_find(const wt_taxonomy *taxonomy, const char *id, size_t size) {
  const uint32_t *found = wt_map_find(&taxonomy->by_id, id, size);
  uint32_t at = found == NULL ? WT_NO_TOPIC : *found;
  while (at != WT_NO_TOPIC && taxonomy->taxa[at].retired) at = taxonomy->taxa[at].parent;
  return at;
}
