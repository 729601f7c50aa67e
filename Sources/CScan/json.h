// The JSON scanner, once, over whichever `block` the including file chose.

#include "CScan.h"
#include "block.h"

/// The bytes behind a backslash that is not itself escaped.
static inline uint64_t json_escaped(uint64_t backslashes, uint32_t *is_escaped) {
  uint64_t escaped = *is_escaped ? 1 : 0;
  backslashes &= ~escaped;
  *is_escaped = 0;
  while (backslashes) {
    int place = __builtin_ctzll(backslashes);
    if (place == 63) {
      *is_escaped = 1;
      break;
    }
    escaped |= (uint64_t)2 << place;
    backslashes &= ~((uint64_t)3 << place);
  }
  return escaped;
}

static inline void json_scan(const uint8_t *bytes, size_t count, uint64_t *marks,
                             tieout_json_state *given) {
  tieout_json_state state = *given;
  block_sums sums = block_no_sums();
  uint64_t controls = 0;
  uint8_t spare[64];
  for (size_t index = 0; index < count; index += 64) {
    block bits = block_load(block_bytes(bytes, count, index, spare));
    uint64_t backslashes = block_equal(bits, '\\');
    uint64_t quotes = block_equal(bits, '"');
    block_add(&sums, bits);
    if (__builtin_expect(backslashes != 0 || state.is_escaped, 0)) {
      state.has_backslash |= backslashes != 0;
      // The carry is of the last byte given, which in a short last word is not the 64th.
      size_t left = count - index;
      uint64_t escaped = json_escaped(backslashes, &state.is_escaped);
      if (left < 64) state.is_escaped = escaped >> left & 1;
      quotes &= ~escaped;
    }
    uint64_t inside = parity_below(quotes) ^ state.in_string;
    state.in_string = (uint64_t)0 - (inside >> 63);
    controls |= block_controls(bits) & inside & first_bits(count - index);
    block folded = block_folded(bits);
    uint64_t structure = block_equal(bits, ':') | block_equal(bits, ',')
      | block_equal(folded, '{') | block_equal(folded, '}');
    marks[index / 64] = (structure & ~inside) | quotes;
  }
  state.has_high |= block_had_high(sums);
  state.has_control |= controls != 0;
  *given = state;
}
