#include "csv.h"

void tieout_csv_scan(const uint8_t *bytes, size_t count, uint8_t delimiter, uint64_t *stops,
                     uint64_t *quotes, tieout_csv_state *state) {
  csv_scan(bytes, count, delimiter, stops, quotes, state);
}

size_t tieout_count(const uint8_t *bytes, size_t count, uint8_t byte) {
  return count_equal(bytes, count, byte);
}
