/** Scoring: rows are independent of one another, so blocks of them are shared out. See kernels/forest/score.ts. */
#include <algorithm>
#include <vector>

#include "jobs.h"

namespace starling {

void score(const ScoreJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  constexpr uint32_t most = 256;
  const auto &[trees, height, features, split, leaf] = job.forests;
  const size_t forest = size_t{trees} << height;
  struct Unit {
    uint32_t slot, start, rows;
  };
  std::vector<Unit> units;
  for (uint32_t g = 0; g < job.groups.count; g++) {
    for (uint32_t done = 0; done < job.groups.lengths[g]; done += most) {
      units.push_back(
          {job.groups.slots[g], job.groups.starts[g] + done, std::min(most, job.groups.lengths[g] - done)});
    }
  }
  pool.run(uint32_t(units.size()), threads, [&](uint32_t unit) {
    const auto &[slot, start, rows] = units[unit];
    with.walk({split + slot * forest, leaf + slot * forest, trees, height, features,
               job.records + size_t{start} * features, rows, job.out + start});
  });
}

}  // namespace starling
