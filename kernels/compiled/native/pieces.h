/** Sharing out a matrix whose rows are independent of one another. */
#pragma once
#include <algorithm>

#include "pool.h"

namespace starling {

/**
 * Calls `work(row, from, to)` so that every row 0 … `rows` − 1 is covered from 0 to `length`, in any order: rows longer
 * than `most` are cut, shorter ones go several to a unit of work.
 */
template <class Work>
static void inPieces(Pool &pool, uint32_t threads, uint64_t rows, uint64_t length, uint64_t most, const Work &work) {
  if (rows == 0 || length == 0) return;
  const uint64_t cuts = (length + most - 1) / most;
  const uint64_t pieces = rows * cuts;
  const uint64_t together = std::max(uint64_t{1}, most / length);
  pool.run(uint32_t((pieces + together - 1) / together), threads, [&](uint32_t unit) {
    const uint64_t first = unit * together, end = std::min(pieces, first + together);
    uint64_t row = first / cuts, from = first % cuts * most;
    for (uint64_t piece = first; piece < end; piece++) {
      work(row, from, std::min(length, from + most));
      from += most;
      if (from >= length) row++, from = 0;
    }
  });
}

}  // namespace starling
