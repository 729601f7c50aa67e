#ifndef TIEOUT_CSCAN_H
#define TIEOUT_CSCAN_H

#include <stddef.h>
#include <stdint.h>

// Finds the bytes that structure a text, 64 at a time: bytes in, a bit a byte out. SSE2 (which
// every x86-64 has), NEON or portable words, chosen when compiled; the portable way is there under
// its own name as well, so that tests compare them. Nothing is allocated, kept or read past `count`.

/// What a CSV text had so far. All zero at the start of a record; hand it on from call to call.
typedef struct {
  uint64_t in_quotes;        // all ones while inside quotes
  uint64_t line_feeds;       // LF seen, inside quotes or out
  uint32_t has_high;         // nonzero: a byte over 0x7F was seen
  uint32_t has_nul;          // nonzero: a NUL was seen
  uint32_t has_return;       // nonzero: a CR was seen
  uint32_t has_stray;        // nonzero: a quote stands where RFC 4180 allows none
  uint32_t has_lone_return;  // nonzero: a CR outside quotes has another byte than LF behind it
  uint32_t last;             // what the last byte asks of the next: bits of `tieout_csv_last`
} tieout_csv_state;

/// What a byte says about the one behind it.
enum tieout_csv_last {
  TIEOUT_CSV_TEXT = 1,    // no quote may open there
  TIEOUT_CSV_CLOSED = 2,  // it must be a delimiter, a line end or a quote
  TIEOUT_CSV_RETURN = 4,  // it must be LF
};

/// Gives for each 64 bytes a word of bits, the first byte lowest: in `stops` delimiters and LF
/// outside quotes, in `quotes` every quote. Both hold (count + 63) / 64 words; bits past `count`
/// are zero.
///
/// A quote may open after a delimiter or LF, at a record's start, or directly after a quote that
/// closed: that pair is an escaped quote. A closing quote stands before a delimiter, LF, CR,
/// another quote, or at the end of what was given so far.
void tieout_csv_scan(const uint8_t *bytes, size_t count, uint8_t delimiter, uint64_t *stops,
                     uint64_t *quotes, tieout_csv_state *state);

/// The same in portable C.
void tieout_csv_scan_portable(const uint8_t *bytes, size_t count, uint8_t delimiter,
                              uint64_t *stops, uint64_t *quotes, tieout_csv_state *state);

/// What a JSON text had so far. All zero outside strings; hand it on from call to call.
typedef struct {
  uint64_t in_string;      // all ones while inside a string
  uint32_t is_escaped;     // nonzero: a backslash stands before the next byte
  uint32_t has_high;       // nonzero: a byte over 0x7F was seen
  uint32_t has_control;    // nonzero: a byte below 0x20 was seen inside a string
  uint32_t has_backslash;  // nonzero: a backslash was seen
} tieout_json_state;

/// Gives for each 64 bytes a word of bits, the first byte lowest: every quote that no backslash
/// escapes, and outside strings each of `{}[]:,`. `marks` holds (count + 63) / 64 words; bits past
/// `count` are zero. A backslash escapes the next byte wherever it stands: outside strings, where
/// JSON has none, whoever reads the marks must refuse it.
void tieout_json_scan(const uint8_t *bytes, size_t count, uint64_t *marks,
                      tieout_json_state *state);

/// The same in portable C.
void tieout_json_scan_portable(const uint8_t *bytes, size_t count, uint64_t *marks,
                               tieout_json_state *state);

/// The number of bytes equal to `byte`.
size_t tieout_count(const uint8_t *bytes, size_t count, uint8_t byte);

/// The same in portable C.
size_t tieout_count_portable(const uint8_t *bytes, size_t count, uint8_t byte);

#endif
