// The CSV scanner, once, over whichever `block` the including file chose.

#include "CScan.h"
#include "block.h"

/// The bits of one word of 64 bytes.
typedef struct {
  uint64_t delimiters, feeds, quotes, returns;
} csv_word;

/// Checks the quotes and returns of one word and takes out what is inside quotes; `last` is the
/// place of the word's last byte. Only words with quotes or returns in them come here.
static inline uint64_t csv_outside(csv_word word, unsigned last, tieout_csv_state *state) {
  uint64_t inside = parity_below(word.quotes) ^ state->in_quotes;
  uint64_t opens = word.quotes & inside;
  uint64_t closes = word.quotes & ~inside;
  uint64_t returns = word.returns & ~inside;
  uint64_t separators = word.delimiters | word.feeds;
  uint64_t beyond = ~(uint64_t)0 << last;
  uint64_t may_open = (separators | closes) << 1 | ((state->last & TIEOUT_CSV_TEXT) == 0);
  uint64_t may_follow = separators | word.quotes | word.returns;
  uint64_t strays = (opens & ~may_open) | (closes & ~(may_follow >> 1 | beyond));
  if (state->last & TIEOUT_CSV_CLOSED) strays |= ~may_follow & 1;
  uint64_t lone = returns & ~(word.feeds >> 1 | beyond);
  if (state->last & TIEOUT_CSV_RETURN) lone |= ~word.feeds & 1;
  state->has_stray |= strays != 0;
  state->has_lone_return |= lone != 0;
  state->in_quotes = (uint64_t)0 - (inside >> 63);
  state->last = (closes >> last & 1 ? TIEOUT_CSV_CLOSED : 0)
    | (returns >> last & 1 ? TIEOUT_CSV_RETURN : 0)
    | ((separators | closes) >> last & 1 ? 0 : TIEOUT_CSV_TEXT);
  return separators & ~inside;
}

static inline void csv_scan(const uint8_t *bytes, size_t count, uint8_t delimiter,
                            uint64_t *stops, uint64_t *quotes, tieout_csv_state *given) {
  tieout_csv_state state = *given;
  block_sums sums = block_no_sums();
  uint64_t returns = 0;
  uint8_t spare[64];
  for (size_t index = 0; index < count; index += 64) {
    block bits = block_load(block_bytes(bytes, count, index, spare));
    unsigned last = count - index >= 64 ? 63 : (unsigned)(count - index - 1);
    csv_word word = {
      block_equal(bits, delimiter) & first_bits(count - index), block_equal(bits, '\n'),
      block_equal(bits, '"'), block_equal(bits, '\r')
    };
    block_add(&sums, bits);
    returns |= word.returns;
    state.line_feeds += (unsigned)__builtin_popcountll(word.feeds);
    quotes[index / 64] = word.quotes;
    if (__builtin_expect((word.quotes | word.returns | state.in_quotes) != 0
                           || (state.last & (TIEOUT_CSV_CLOSED | TIEOUT_CSV_RETURN)), 0)) {
      stops[index / 64] = csv_outside(word, last, &state);
    } else {
      uint64_t separators = word.delimiters | word.feeds;
      stops[index / 64] = separators;
      state.last = separators >> last & 1 ? 0 : TIEOUT_CSV_TEXT;
    }
  }
  state.has_high |= block_had_high(sums);
  state.has_nul |= block_had_zero(sums);
  state.has_return |= returns != 0;
  *given = state;
}

static inline size_t count_equal(const uint8_t *bytes, size_t count, uint8_t byte) {
  size_t found = 0;
  uint8_t spare[64];
  for (size_t index = 0; index < count; index += 64) {
    uint64_t equal = block_equal(block_load(block_bytes(bytes, count, index, spare)), byte);
    found += (size_t)__builtin_popcountll(equal & first_bits(count - index));
  }
  return found;
}
