#ifndef TIEOUT_BLOCK_H
#define TIEOUT_BLOCK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// 64 bytes in registers, in one of three ways. A file that includes this with TIEOUT_PORTABLE
// set gets the portable way; each gives the same bits.

#if !defined(TIEOUT_PORTABLE) && defined(__SSE2__)
#include "block_sse2.h"
#elif !defined(TIEOUT_PORTABLE) && defined(__aarch64__) && defined(__ARM_NEON)
#include "block_neon.h"
#else
#include "block_portable.h"
#endif

/// Each bit is the parity of itself and all bits below: turns quotes to what is between them,
/// the opening quote included.
static inline uint64_t parity_below(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

/// Ones for the first `count` of 64 bytes.
static inline uint64_t first_bits(size_t count) {
  return count >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << count) - 1;
}

/// The word of 64 bytes at `index`. The last, if it is shorter, is filled up in `spare` with bytes
/// that are 1, which no scanner looks for.
static inline const uint8_t *block_bytes(const uint8_t *bytes, size_t count, size_t index,
                                         uint8_t spare[64]) {
  if (count - index >= 64) return bytes + index;
  memset(spare, 1, 64);
  memcpy(spare, bytes + index, count - index);
  return spare;
}

#endif
