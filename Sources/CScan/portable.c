#define TIEOUT_PORTABLE
#include "csv.h"
#include "json.h"

void tieout_csv_scan_portable(const uint8_t *bytes, size_t count, uint8_t delimiter,
                              uint64_t *stops, uint64_t *quotes, tieout_csv_state *state) {
  csv_scan(bytes, count, delimiter, stops, quotes, state);
}

void tieout_json_scan_portable(const uint8_t *bytes, size_t count, uint64_t *marks,
                               tieout_json_state *state) {
  json_scan(bytes, count, marks, state);
}

size_t tieout_count_portable(const uint8_t *bytes, size_t count, uint8_t byte) {
  return count_equal(bytes, count, byte);
}
