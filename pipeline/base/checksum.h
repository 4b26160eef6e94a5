/*
 * checksum.h - wt_hash of a whole file.
 *
 * The same number as wt_hash gives, by the widest vectors that the machine has (libxxhash chooses
 * when it runs): a file is read at the speed of the memory, not of the vectors of 2003.
 */
#ifndef WT_CHECKSUM_H
#define WT_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

uint64_t wt_checksum(const void *bytes, size_t size);

#endif
