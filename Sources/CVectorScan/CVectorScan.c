#include "CVectorScan.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define WITH_VECTORS __attribute__((target("avx2,bmi,popcnt")))

bool vector_scan_is_supported(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}

WITH_VECTORS static inline uint64_t bits(__m256i low, __m256i high) {
  return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

WITH_VECTORS static inline __m256i is_special(__m256i bytes) {
  __m256i quotes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x22));
  __m256i returns = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x0D));
  return _mm256_or_si256(_mm256_or_si256(quotes, returns), _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256()));
}

WITH_VECTORS static inline void enter(
    uint64_t ends, uint64_t lines, uint32_t position, vector_scan_fields *fields) {
  for (; lines; lines &= lines - 1) {
    uint64_t before = (lines & -lines) - 1;
    fields->counts[fields->line_count++] = (uint32_t)(fields->start_count + _mm_popcnt_u64(ends & before));
  }
  uint32_t *next = fields->starts + fields->start_count;
  fields->start_count += _mm_popcnt_u64(ends);
  // Eight at a time, because a loop that stops at the right one is mispredicted.
  for (; ends; next += 8)
    for (int place = 0; place < 8; place++, ends &= ends - 1) next[place] = position + (uint32_t)_tzcnt_u64(ends);
}

WITH_VECTORS size_t vector_scan_plain(
    const uint8_t *bytes, size_t position, size_t count, uint8_t delimiter, size_t capacity,
    vector_scan_fields *fields) {
  const __m256i delimiters = _mm256_set1_epi8((char)delimiter), line_ends = _mm256_set1_epi8(0x0A);
  vector_scan_fields found = *fields;
  while (position + 64 <= count && found.start_count < capacity) {
    __m256i low = _mm256_loadu_si256((const __m256i *)(bytes + position));
    __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + position + 32));
    __m256i special = _mm256_or_si256(is_special(low), is_special(high));
    if (!_mm256_testz_si256(special, special)) break;
    uint64_t lines = bits(_mm256_cmpeq_epi8(low, line_ends), _mm256_cmpeq_epi8(high, line_ends));
    uint64_t separators = bits(_mm256_cmpeq_epi8(low, delimiters), _mm256_cmpeq_epi8(high, delimiters));
    enter(separators | lines, lines, (uint32_t)position + 1, &found);
    position += 64;
  }
  *fields = found;
  return position;
}

#else

bool vector_scan_is_supported(void) { return false; }

size_t vector_scan_plain(
    const uint8_t *bytes, size_t position, size_t count, uint8_t delimiter, size_t capacity,
    vector_scan_fields *fields) {
  return position;
}

#endif
