/*
 * replay.c - a main for fuzz targets in ordinary builds: runs saved inputs once each.
 *
 * usage: TARGET FILE|FOLDER...
 * A folder stands for the files in it, in byte order of their names.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Runs one file from memory of its exact size, so that AddressSanitizer sees a read behind its end.
 */
static int replay_file(const char *path, size_t size) {
  FILE *f = fopen(path, "rb");
  uint8_t *data = malloc(size > 0 ? size : 1);
  int failed = f == NULL || data == NULL || fread(data, 1, size, f) != size;
  if (!failed) LLVMFuzzerTestOneInput(data, size);
  if (failed) perror(path);
  if (f != NULL) fclose(f);
  free(data);
  return failed ? -1 : 1;
}

static int replay(const char *path);

static int replay_folder(const char *path) {
  struct dirent **names;
  int n = scandir(path, &names, NULL, alphasort), done = 0;
  if (n < 0) {
    perror(path);
    return -1;
  }
  for (int i = 0; i < n; i++) {
    char below[4096];
    snprintf(below, sizeof below, "%s/%s", path, names[i]->d_name);
    int more = names[i]->d_name[0] == '.' ? 0 : replay(below);
    done = done < 0 || more < 0 ? -1 : done + more;
    free(names[i]);
  }
  free(names);
  return done;
}

/* How many inputs ran, or -1. */
static int replay(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0) {
    perror(path);
    return -1;
  }
  return S_ISDIR(st.st_mode) ? replay_folder(path) : replay_file(path, (size_t)st.st_size);
}

int main(int argc, char **argv) {
  int done = 0;
  for (int i = 1; i < argc && done >= 0; i++) {
    int more = replay(argv[i]);
    done = more < 0 ? -1 : done + more;
  }
  if (done > 0) printf("%d inputs replayed\n", done);
  return done > 0 ? 0 : 1;
}
