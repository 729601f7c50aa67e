#include <emmintrin.h>

typedef struct {
  __m128i part[4];
} block;

/// Gathers over many blocks whether there was a byte over 0x7F or a zero.
typedef struct {
  __m128i any, least;
} block_sums;

static inline block block_load(const uint8_t *bytes) {
  block loaded;
  for (int i = 0; i < 4; i++)
    loaded.part[i] = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
  return loaded;
}

static inline uint64_t block_mask(const __m128i part[4]) {
  uint64_t bits = 0;
  for (int i = 0; i < 4; i++) bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(part[i]) << (16 * i);
  return bits;
}

/// A bit for each byte equal to `byte`.
static inline uint64_t block_equal(block of, uint8_t byte) {
  __m128i found[4];
  for (int i = 0; i < 4; i++)
    found[i] = _mm_cmpeq_epi8(of.part[i], _mm_set1_epi8((char)byte));
  return block_mask(found);
}

/// The block with bit 0x20 set in each byte: brackets become braces.
static inline block block_folded(block of) {
  for (int i = 0; i < 4; i++) of.part[i] = _mm_or_si128(of.part[i], _mm_set1_epi8(0x20));
  return of;
}

/// A bit for each byte below 0x20.
static inline uint64_t block_controls(block of) {
  __m128i found[4];
  for (int i = 0; i < 4; i++)
    found[i] = _mm_cmpeq_epi8(_mm_min_epu8(of.part[i], _mm_set1_epi8(0x1F)), of.part[i]);
  return block_mask(found);
}

static inline block_sums block_no_sums(void) {
  return (block_sums){_mm_setzero_si128(), _mm_set1_epi8(-1)};
}

static inline void block_add(block_sums *sums, block of) {
  for (int i = 0; i < 4; i++) {
    sums->any = _mm_or_si128(sums->any, of.part[i]);
    sums->least = _mm_min_epu8(sums->least, of.part[i]);
  }
}

static inline uint32_t block_had_high(block_sums sums) {
  return _mm_movemask_epi8(sums.any) != 0;
}

static inline uint32_t block_had_zero(block_sums sums) {
  return _mm_movemask_epi8(_mm_cmpeq_epi8(sums.least, _mm_setzero_si128())) != 0;
}
