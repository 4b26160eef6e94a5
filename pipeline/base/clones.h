/*
 * clones.h - functions that are compiled twice: for any x86-64 machine, and for those with AVX2 and
 * BMI2 (x86-64-v3, nearly all since 2015). The dynamic linker picks one when the program starts.
 * All arithmetic in them is on integers, so both give the same results. Other machines and
 * compilers have one version (clang 14 gives the picked function a name that other files do not
 * find); ThreadSanitizer cannot start such functions.
 */
#ifndef WT_CLONES_H
#define WT_CLONES_H

#include <stdint.h> /* any header tells __GLIBC__ */

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define WT_CLONES
#endif
#endif
#if !defined(WT_CLONES) && defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__) && \
    !defined(__SANITIZE_THREAD__)
#define WT_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#endif
#ifndef WT_CLONES
#define WT_CLONES
#endif

#endif
