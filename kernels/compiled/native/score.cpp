/** Scoring: rows are independent of one another, so blocks of them are shared out. See kernels/forest/score.ts. */
#include "pieces.h"

namespace starling {

void score(const ScoreJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  constexpr uint32_t most = 256;
  // Steps down trees: some 15 µs of one core with AVX-512.
  constexpr uint64_t unitWork = 1 << 16;
  const auto &[trees, height, features, split, leaf] = job.forests;
  const size_t forest = size_t{trees} << height;
  const std::vector<Piece> pieces = piecesOf(job.groups, most);
  const auto visits = [&](uint32_t p) { return uint64_t{pieces[p].rows} * trees * height; };
  shareOut(uint32_t(pieces.size()), unitWork, pool, threads, visits, [&](uint32_t from, uint32_t to) {
    for (uint32_t p = from; p < to; p++) {
      const auto &[group, start, rows] = pieces[p];
      const size_t first = job.groups.slots[group] * forest;
      with.walk({split + first, leaf + first, trees, height, features, job.records + start * features, rows,
                 job.out + start});
    }
  });
}

}  // namespace starling
