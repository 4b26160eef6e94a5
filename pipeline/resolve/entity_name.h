/* entity_name.h - the name that an entity is shown by, and its key. */
#ifndef WT_ENTITY_NAME_H
#define WT_ENTITY_NAME_H

#include "resolve/resolver.h"

/* Sets e->name, when the list gave none, to the fullest form in the article, and e->key to
 * "type:name in lower case". The key is the same for the same name in every article. False: out of
 * memory. */
bool wt_name_entity(const wt_resolver *r, wt_arena *arena, wt_entity *e);

#endif
