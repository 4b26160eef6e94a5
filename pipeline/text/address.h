/*
 * address.h - URLs, e-mail addresses, @handles and #hashtags: their words are no running text.
 *
 * Recognised by shape, from a trigger that the tokenizer meets:
 *   "://"         a URL: the scheme before it, and everything up to white space, quotes or <>
 *   "www."        the same without a scheme
 *   "/"           a domain with a path: "bit.ly/2abc"
 *   "@"           local@host.tld, or @handle when nothing is glued to its left
 *   "#"           #hashtag, with a letter in it
 * Marks at the end (.,;:!?'" and unmatched brackets) belong to the sentence. A bare domain
 * ("Znak.com") is no address, because news names sites that way.
 */
#ifndef WT_ADDRESS_H
#define WT_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

/* Is there an address around the trigger, the mark or word at bytes[at]? Then *start and *end
 * are its span. Reads at most 64 bytes before `at`, and behind it the address itself. */
bool wt_address_at(const char *bytes, size_t size, size_t at, size_t *start, size_t *end);

#endif
