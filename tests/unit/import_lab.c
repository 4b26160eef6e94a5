#include "import_lab.h"

#include <unistd.h>

#include "unit.h"

wt_import_options lab_options(void) {
  return (wt_import_options){.languages = "en", .n_threads = 1};
}

static void note(void *context, const wt_error *error) {
  lab_import *lab = context;
  size_t used = strlen(lab->reports);
  const char *name = strrchr(error->where, '/');
  snprintf(lab->reports + used, sizeof lab->reports - used, "%s:%llu %s\n",
           name == NULL ? error->where : name + 1, (unsigned long long)error->line, error->text);
}

static char *read_rows(FILE *f) {
  long size = ftell(f);
  char *all = calloc(1, (size_t)size + 1);
  assert_non_null(all);
  rewind(f);
  assert_int_equal(fread(all, 1, (size_t)size, f), size);
  char *rows = all;
  for (int line = 0; line < 2 && size > 0; line++) {
    rows = strchr(rows, '\n');
    assert_non_null(rows);
    rows++;
  }
  memmove(all, rows, strlen(rows) + 1);
  return all;
}

lab_import lab_run(wt_importer *import, const lab_file *files, size_t n,
                   const wt_import_options *options) {
  char folder[] = "/tmp/wiretag-import-XXXXXX", paths[8][120];
  const char *list[8];
  lab_import lab = {0};
  assert_non_null(mkdtemp(folder));
  for (size_t i = 0; i < n; i++) {
    snprintf(paths[i], sizeof paths[i], "%s/%s", folder, files[i].name);
    list[i] = paths[i];
    FILE *f = fopen(paths[i], "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(files[i].text, 1, strlen(files[i].text), f), strlen(files[i].text));
    fclose(f);
  }
  wt_import_options o = *options;
  o.report = note;
  o.context = &lab;
  FILE *out = tmpfile();
  assert_non_null(out);
  lab.status = import(list, n, &o, out, "list", &lab.result, &lab.error);
  lab.list = read_rows(out);
  fclose(out);
  for (size_t i = 0; i < n; i++) unlink(paths[i]);
  rmdir(folder);
  return lab;
}

void lab_expect(wt_importer *import, const char *text, const char *rows) {
  wt_import_options o = lab_options();
  lab_import lab = lab_run(import, &(lab_file){"dump", text}, 1, &o);
  if (lab.status != WT_OK) fail_msg("%s", lab.error.text);
  assert_string_equal(lab.list, rows);
  free(lab.list);
}
