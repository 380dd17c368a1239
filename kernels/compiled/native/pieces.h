/** Sharing out work whose parts are independent of one another. */
#pragma once
#include <algorithm>
#include <vector>

#include "jobs.h"

namespace starling {

/**
 * Calls `work(row, from, to)` so that every row 0 … `rows` − 1 is covered from 0 to `length`, in any order: rows longer
 * than `most` are cut, shorter ones go several to a unit of work.
 */
template <class Work>
void inPieces(Pool &pool, uint32_t threads, uint64_t rows, uint64_t length, uint64_t most, const Work &work) {
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

/**
 * Runs `work(from, to)` on runs of neighbours out of 0 … `count − 1` that weigh `unit` or more each, so that small work
 * wakes no thread. `weight(i)` is what one weighs.
 */
template <class Weight, class Work>
void shareOut(uint32_t count, uint64_t unit, Pool &pool, uint32_t threads, const Weight &weight, const Work &work) {
  std::vector<uint32_t> ends;
  uint64_t held = 0;
  for (uint32_t i = 0; i < count; i++) {
    held += weight(i);
    if (held < unit && i + 1 < count) continue;
    ends.push_back(i + 1);
    held = 0;
  }
  pool.run(uint32_t(ends.size()), threads, [&](uint32_t u) { work(u == 0 ? 0 : ends[u - 1], ends[u]); });
}

/** Rows of one group. */
struct Piece {
  uint32_t group;
  uint64_t start;
  uint32_t rows;
};

/** The rows of groups, in their order: those of longer groups than `most` are cut. */
inline std::vector<Piece> piecesOf(const Groups &groups, uint32_t most) {
  std::vector<Piece> pieces;
  for (uint32_t g = 0; g < groups.count; g++) {
    const uint64_t start = groups.starts[g], end = start + groups.lengths[g];
    for (uint64_t at = start; at < end; at += most) {
      pieces.push_back({g, at, uint32_t(std::min<uint64_t>(most, end - at))});
    }
  }
  return pieces;
}

}  // namespace starling
