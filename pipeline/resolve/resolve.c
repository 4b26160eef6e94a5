#include "resolve/resolve.h"

wt_status wt_resolver_new(wt_resolver **out, wt_error *error) {
  (void)error;
  *out = NULL;
  return WT_OK;
}
void wt_resolver_free(wt_resolver *resolver) { (void)resolver; }
wt_status wt_resolve(wt_resolver *resolver, const wt_evidence *evidence, wt_arena *arena,
                     wt_resolved *out, wt_error *error) {
  (void)resolver, (void)evidence, (void)arena, (void)error;
  *out = (wt_resolved){0};
  return WT_OK;
}
