/** Scoring: rows are independent of one another, so blocks of them are shared out. See kernels/forest/score.ts. */
#include "pieces.h"

namespace starling {

void score(const ScoreJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  constexpr uint32_t most = 256;
  const auto &[trees, height, features, split, leaf] = job.forests;
  const size_t forest = size_t{trees} << height;
  const std::vector<Piece> pieces = piecesOf(job.groups, most);
  pool.run(uint32_t(pieces.size()), threads, [&](uint32_t p) {
    const auto &[group, start, rows] = pieces[p];
    const size_t first = job.groups.slots[group] * forest;
    with.walk({split + first, leaf + first, trees, height, features, job.records + start * features, rows,
               job.out + start});
  });
}

}  // namespace starling
