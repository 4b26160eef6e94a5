/* walk.h - the files that a list of paths stands for. For read/ and import/. */
#ifndef WT_WALK_H
#define WT_WALK_H

#include <stdbool.h>

#include "base/buffer.h"
#include "wiretag.h"

typedef struct wt_walk_folder wt_walk_folder;

typedef struct wt_walk {
  wt_walk_folder *folder; /* the innermost open one, linked to those around it */
  wt_buffer path;         /* what was looked at last, NUL-terminated */
} wt_walk;                /* zero-initialise */

/* Starts at a folder. Errors: WT_IO (it cannot be read), WT_NO_MEMORY. */
wt_status wt_walk_start(wt_walk *walk, const char *folder, wt_error *error);

/* The next file below the folder, in byte order of the paths; NULL at the end. Hidden files and
 * folders (".name") are passed over, and so is what is neither (pipes, sockets, devices) and links
 * to a folder that we are in. *path is borrowed until the next call. WT_IO: the folder *path cannot
 * be read; the next call goes on behind it. Errors: WT_IO, WT_NO_MEMORY. */
wt_status wt_walk_next(wt_walk *walk, const char **path, wt_error *error);

void wt_walk_release(wt_walk *walk);

#endif
