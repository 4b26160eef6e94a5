/*
 * walk.c - folders, in an order that is the same on every machine.
 *
 * A folder's names are read, sorted and kept until the folder is done: memory grows with the
 * largest folder, not with the tree. A folder's name is sorted as if it ended in "/", which makes
 * the order that of the whole paths.
 */
#include "read/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/mem.h"

struct wt_walk_folder {
  wt_walk_folder *outer;
  size_t path_size; /* of "folder/" in walk->path */
  dev_t device;     /* with inode: which folder, to see links that lead back */
  ino_t inode;
  char **names; /* [n], those of folders end in "/" */
  size_t n, capacity, next;
};

static void free_folder(wt_walk_folder *folder) {
  for (size_t i = 0; i < folder->n; i++) wt_free(folder->names[i]);
  wt_free(folder->names);
  wt_free(folder);
}

void wt_walk_release(wt_walk *walk) {
  while (walk->folder != NULL) {
    wt_walk_folder *outer = walk->folder->outer;
    free_folder(walk->folder);
    walk->folder = outer;
  }
  wt_buffer_release(&walk->path);
}

/* walk->path = its first `keep` bytes and `tail`, with a NUL behind. */
static wt_status set_path(wt_walk *walk, size_t keep, const char *tail, wt_error *error) {
  walk->path.size = keep;
  wt_buffer_append(&walk->path, tail, strlen(tail) + 1);
  if (walk->path.failed) return wt_no_memory(error, tail);
  walk->path.size--;
  return WT_OK;
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What a name inside a folder is: '-' a file, '/' a folder, 0 neither. */
static char kind_of(wt_walk *walk, size_t folder_size, const char *name) {
  wt_error ignored;
  struct stat st;
  if (set_path(walk, folder_size, name, &ignored) != WT_OK) return 0;
  if (stat(walk->path.data, &st) != 0) return '-'; /* opening it will tell why */
  return S_ISDIR(st.st_mode) ? '/' : S_ISREG(st.st_mode) ? '-' : 0;
}

static bool add_name(wt_walk_folder *folder, const char *name, bool is_folder) {
  size_t size = strlen(name);
  char **names = wt_grow(folder->names, &folder->capacity, folder->n + 1, sizeof *names);
  if (names == NULL) return false;
  folder->names = names;
  char *copy = wt_malloc(size + 2);
  if (copy == NULL) return false;
  memcpy(copy, name, size + 1);
  if (is_folder) memcpy(copy + size, "/", 2);
  names[folder->n++] = copy;
  return true;
}

static wt_status read_names(wt_walk *walk, wt_walk_folder *folder, wt_error *error) {
  wt_status status = WT_OK;
  DIR *stream = opendir(walk->path.data);
  if (stream == NULL)
    return wt_fail(error, WT_IO, walk->path.data, "cannot read the folder: %s", strerror(errno));
  for (;;) {
    errno = 0;
    const struct dirent *entry = readdir(stream);
    if (entry == NULL) {
      int problem = errno;
      walk->path.data[folder->path_size] = '\0';
      if (problem != 0)
        status =
            wt_fail(error, WT_IO, walk->path.data, "cannot read the folder: %s", strerror(problem));
      break;
    }
    if (entry->d_name[0] == '.') continue;
    char kind = entry->d_type == DT_REG ? '-' : kind_of(walk, folder->path_size, entry->d_name);
    if (walk->path.failed || (kind != 0 && !add_name(folder, entry->d_name, kind == '/'))) {
      status = wt_no_memory(error, entry->d_name);
      break;
    }
  }
  closedir(stream);
  if (status == WT_OK && folder->n > 0)
    qsort(folder->names, folder->n, sizeof *folder->names, by_bytes);
  return status;
}

/* True when the folder is one that we are in. */
static bool leads_back(const wt_walk *walk, const struct stat *st) {
  for (const wt_walk_folder *f = walk->folder; f != NULL; f = f->outer)
    if (f->device == st->st_dev && f->inode == st->st_ino) return true;
  return false;
}

/* Enters the folder walk->path, which ends in "/". */
static wt_status enter(wt_walk *walk, wt_error *error) {
  struct stat st;
  if (stat(walk->path.data, &st) != 0)
    return wt_fail(error, WT_IO, walk->path.data, "cannot read the folder: %s", strerror(errno));
  if (leads_back(walk, &st)) return WT_OK;
  wt_walk_folder *folder = wt_calloc(1, sizeof *folder);
  if (folder == NULL) return wt_no_memory(error, walk->path.data);
  folder->path_size = walk->path.size;
  folder->device = st.st_dev;
  folder->inode = st.st_ino;
  wt_status status = read_names(walk, folder, error);
  if (status != WT_OK) {
    free_folder(folder);
    return status;
  }
  folder->outer = walk->folder;
  walk->folder = folder;
  return WT_OK;
}

wt_status wt_walk_start(wt_walk *walk, const char *folder, wt_error *error) {
  size_t size = strlen(folder);
  wt_status status = set_path(walk, 0, folder, error);
  if (status == WT_OK && (size == 0 || folder[size - 1] != '/'))
    status = set_path(walk, size, "/", error);
  return status == WT_OK ? enter(walk, error) : status;
}

wt_status wt_walk_next(wt_walk *walk, const char **path, wt_error *error) {
  while (walk->folder != NULL) {
    wt_walk_folder *folder = walk->folder;
    if (folder->next == folder->n) {
      walk->folder = folder->outer;
      free_folder(folder);
      continue;
    }
    wt_status status = set_path(walk, folder->path_size, folder->names[folder->next++], error);
    if (status != WT_OK) return status;
    bool is_folder = walk->path.data[walk->path.size - 1] == '/';
    if (is_folder) status = enter(walk, error);
    if (is_folder && status == WT_OK) continue;
    *path = walk->path.data;
    return status;
  }
  *path = NULL;
  return WT_OK;
}
