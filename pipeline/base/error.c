#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

static wt_status fill(wt_error *error, wt_status status, const char *where, uint64_t line,
                      uint64_t offset, const char *format, va_list args)
    __attribute__((format(printf, 6, 0)));

static wt_status fill(wt_error *error, wt_status status, const char *where, uint64_t line,
                      uint64_t offset, const char *format, va_list args) {
  if (error == NULL) return status;
  error->status = status;
  error->line = line;
  error->position = offset;
  snprintf(error->where, sizeof error->where, "%s", where == NULL ? "" : where);
  vsnprintf(error->text, sizeof error->text, format, args);
  return status;
}

wt_status wt_fail(wt_error *error, wt_status status, const char *where, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fill(error, status, where, 0, 0, format, args);
  va_end(args);
  return status;
}

wt_status wt_fail_at(wt_error *error, wt_status status, const char *where, uint64_t line,
                     uint64_t offset, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fill(error, status, where, line, offset, format, args);
  va_end(args);
  return status;
}

wt_status wt_no_memory(wt_error *error, const char *where) {
  return wt_fail(error, WT_NO_MEMORY, where, "out of memory");
}

const char *wt_status_name(wt_status status) {
  switch (status) {
    case WT_OK: return "ok";
    case WT_NO_MEMORY: return "out of memory";
    case WT_BAD_INPUT: return "bad input";
    case WT_TOO_LARGE: return "too large";
    case WT_BAD_FILE: return "damaged file";
    case WT_BAD_VERSION: return "wrong version";
    case WT_IO: return "input/output error";
    case WT_USAGE: return "usage error";
    case WT_STOPPED: return "stopped";
  }
  return "unknown status";
}
