#define TIEOUT_EACH(byte) ((uint64_t)(byte) * UINT64_C(0x0101010101010101))

typedef struct {
  uint64_t part[8];
} block;

/// Gathers over many blocks whether there was a byte over 0x7F or a zero.
typedef struct {
  uint64_t any, zeros;
} block_sums;

/// Eight bytes, the first lowest on any machine.
static inline uint64_t block_word(const uint8_t *bytes) {
  uint64_t word = 0;
  for (int i = 0; i < 8; i++) word |= (uint64_t)bytes[i] << (8 * i);
  return word;
}

static inline block block_load(const uint8_t *bytes) {
  block loaded;
  for (int i = 0; i < 8; i++) loaded.part[i] = block_word(bytes + 8 * i);
  return loaded;
}

/// The highest bit of each byte that is zero, exact in every byte: no sum leaves its byte.
static inline uint64_t block_zeros(uint64_t word) {
  const uint64_t low = TIEOUT_EACH(0x7F);
  return ~(((word & low) + low) | word | low);
}

/// The highest bits of the bytes, gathered: the product puts bit 8k at 56 + k, and no two meet.
static inline uint64_t block_mask(const uint64_t part[8]) {
  uint64_t bits = 0;
  for (int i = 0; i < 8; i++)
    bits |= ((part[i] >> 7) * UINT64_C(0x0102040810204080) >> 56) << (8 * i);
  return bits;
}

/// A bit for each byte equal to `byte`.
static inline uint64_t block_equal(block of, uint8_t byte) {
  uint64_t found[8];
  for (int i = 0; i < 8; i++) found[i] = block_zeros(of.part[i] ^ TIEOUT_EACH(byte));
  return block_mask(found);
}

/// The block with bit 0x20 set in each byte: brackets become braces.
static inline block block_folded(block of) {
  for (int i = 0; i < 8; i++) of.part[i] |= TIEOUT_EACH(0x20);
  return of;
}

/// A bit for each byte below 0x20: its upper three bits are zero.
static inline uint64_t block_controls(block of) {
  uint64_t found[8];
  for (int i = 0; i < 8; i++) found[i] = block_zeros(of.part[i] & TIEOUT_EACH(0xE0));
  return block_mask(found);
}

static inline block_sums block_no_sums(void) { return (block_sums){0, 0}; }

static inline void block_add(block_sums *sums, block of) {
  for (int i = 0; i < 8; i++) {
    sums->any |= of.part[i];
    sums->zeros |= block_zeros(of.part[i]);
  }
}

static inline uint32_t block_had_high(block_sums sums) {
  return (sums.any & TIEOUT_EACH(0x80)) != 0;
}

static inline uint32_t block_had_zero(block_sums sums) { return sums.zeros != 0; }
