#include "topics/rows.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LINE = 64 };

/* Asks the memory for the row of a term that comes soon. */
static inline void ask_ahead(const wt_topic_model *m, const wt_term *terms, size_t i, size_t n) {
  if (i + WT_ROWS_AHEAD >= n) return;
  const int8_t *row = m->weights + terms[i + WT_ROWS_AHEAD].index * m->row;
  for (size_t at = 0; at < m->row; at += LINE) __builtin_prefetch(row + at);
}

static void add_rows_plain(const wt_topic_model *m, const wt_term *terms, const float *values,
                           size_t n, float *restrict sums) {
  for (size_t i = 0; i < n; i++) {
    ask_ahead(m, terms, i, n);
    const int8_t *restrict row = m->weights + terms[i].index * m->row;
    for (size_t at = 0; at < m->row; at += WT_TOPIC_BLOCK)
      for (size_t l = 0; l < WT_TOPIC_BLOCK; l++) sums[at + l] += values[i] * (float)row[at + l];
  }
}

#if defined(__x86_64__)
/* Without FMA among the targets: the product is rounded before it is added, as above. */
__attribute__((target("avx2"))) static void add_rows_avx2(const wt_topic_model *m,
                                                          const wt_term *terms, const float *values,
                                                          size_t n, float *restrict sums) {
  for (size_t i = 0; i < n; i++) {
    ask_ahead(m, terms, i, n);
    const int8_t *row = m->weights + terms[i].index * m->row;
    __m256 value = _mm256_set1_ps(values[i]);
    for (size_t at = 0; at < m->row; at += WT_TOPIC_BLOCK) {
      __m256i integers = _mm256_cvtepi8_epi32(_mm_loadl_epi64((const void *)(row + at)));
      __m256 product = _mm256_mul_ps(value, _mm256_cvtepi32_ps(integers));
      _mm256_storeu_ps(sums + at, _mm256_add_ps(_mm256_loadu_ps(sums + at), product));
    }
  }
}
#endif

void wt_add_rows(const wt_topic_model *model, const wt_term *terms, const float *values, size_t n,
                 float *sums) {
  memset(sums, 0, model->row * sizeof *sums);
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    add_rows_avx2(model, terms, values, n, sums);
    return;
  }
#endif
  add_rows_plain(model, terms, values, n, sums);
}
