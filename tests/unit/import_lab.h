/* import_lab.h - dumps of a few lines through an importer, in a folder of their own. */
#ifndef WT_IMPORT_LAB_H
#define WT_IMPORT_LAB_H

#include "import/import.h"

typedef struct lab_file {
  const char *name, *text;
} lab_file;

typedef struct lab_import {
  wt_status status;
  wt_error error;
  wt_import_result result;
  char *list;         /* all rows, without comment and header; to be freed */
  char reports[4000]; /* broken records: "file:line text\n" */
} lab_import;

/* The options of the tests: English, everything kept, one thread. */
wt_import_options lab_options(void);

/* Writes the files and imports them in this order. */
lab_import lab_run(wt_importer *import, const lab_file *files, size_t n,
                   const wt_import_options *options);

/* One file with the test's options; the rows must be these. */
void lab_expect(wt_importer *import, const char *text, const char *rows);

#endif
