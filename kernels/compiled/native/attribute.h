/** Columns that are moved row by row, whatever their rows hold. */
#pragma once
#include <cstddef>
#include <cstdint>

namespace starling {

/** Something kept beside each row: see `Attribute` of kernels/window.ts. */
struct Attribute {
  /** Bytes of a row. */
  size_t row;
  uint8_t *stored;
  /** How many rows there are. */
  uint64_t storedRows;
  /** May be null, of no rows then. */
  const uint8_t *incoming;
  uint64_t incomingRows;
};

}  // namespace starling
