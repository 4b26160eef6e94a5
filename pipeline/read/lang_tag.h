/* lang_tag.h - what dumps write as a language, as a BCP 47 tag. For read/ and import/. */
#ifndef WT_LANG_TAG_H
#define WT_LANG_TAG_H

#include <stdbool.h>

#include "base/buffer.h"

/* Appends the tag for "en", "en_US", "eng" or "English"; false, and nothing, when the text is no
 * language that we know how to write. */
bool wt_lang_tag(const char *text, size_t size, wt_buffer *out);

#endif
