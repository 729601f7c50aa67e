#include <arm_neon.h>

typedef struct {
  uint8x16_t part[4];
} block;

/// Gathers over many blocks whether there was a byte over 0x7F or a zero.
typedef struct {
  uint8x16_t any, least;
} block_sums;

static inline block block_load(const uint8_t *bytes) {
  block loaded;
  for (int i = 0; i < 4; i++) loaded.part[i] = vld1q_u8(bytes + 16 * i);
  return loaded;
}

/// A bit for each byte that is all ones; the others are zero. Each byte keeps the bit of its place
/// in eight, and three rounds of adding neighbours bring eight bytes to one.
static inline uint64_t block_mask(const uint8x16_t part[4]) {
  const uint8x16_t places = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t low = vpaddq_u8(vandq_u8(part[0], places), vandq_u8(part[1], places));
  uint8x16_t high = vpaddq_u8(vandq_u8(part[2], places), vandq_u8(part[3], places));
  low = vpaddq_u8(low, high);
  low = vpaddq_u8(low, low);
  return vgetq_lane_u64(vreinterpretq_u64_u8(low), 0);
}

/// A bit for each byte equal to `byte`.
static inline uint64_t block_equal(block of, uint8_t byte) {
  uint8x16_t found[4];
  for (int i = 0; i < 4; i++) found[i] = vceqq_u8(of.part[i], vdupq_n_u8(byte));
  return block_mask(found);
}

/// The block with bit 0x20 set in each byte: brackets become braces.
static inline block block_folded(block of) {
  for (int i = 0; i < 4; i++) of.part[i] = vorrq_u8(of.part[i], vdupq_n_u8(0x20));
  return of;
}

/// A bit for each byte below 0x20.
static inline uint64_t block_controls(block of) {
  uint8x16_t found[4];
  for (int i = 0; i < 4; i++) found[i] = vcltq_u8(of.part[i], vdupq_n_u8(0x20));
  return block_mask(found);
}

static inline block_sums block_no_sums(void) {
  return (block_sums){vdupq_n_u8(0), vdupq_n_u8(0xFF)};
}

static inline void block_add(block_sums *sums, block of) {
  for (int i = 0; i < 4; i++) {
    sums->any = vorrq_u8(sums->any, of.part[i]);
    sums->least = vminq_u8(sums->least, of.part[i]);
  }
}

static inline uint32_t block_had_high(block_sums sums) { return vmaxvq_u8(sums.any) > 0x7F; }

static inline uint32_t block_had_zero(block_sums sums) { return vminvq_u8(sums.least) == 0; }
