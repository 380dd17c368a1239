/** Synthetic traffic: nodes are shared out, and the records of one where they are many. See kernels/traffic.ts. */
#include "draws.h"
#include "pieces.h"

namespace starling {

void traffic(const TrafficJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  const uint32_t features = job.features;
  const uint32_t width = 1 + features / 2 + features % 2;
  // Row k is what attack k adds, and row 0 nothing: to look there is cheaper than a branch that is often mispredicted.
  std::vector<int32_t> shifts((size_t{job.kinds} + 1) * features);
  std::copy_n(job.shifts, size_t{job.kinds} * features, shifts.begin() + features);
  // Words of a unit of work stay in the first cache.
  const uint32_t most = std::max(1u, 4096 / width);
  inPieces(pool, threads, job.nodes, job.rows, most, [&](uint64_t node, uint64_t from, uint64_t to) {
    thread_local Words words;
    Address address = job.address;
    address.agent = uint32_t(node);
    const uint32_t *drawn = words.take(with, address, from * width, uint32_t(to - from) * width);
    const int32_t *centre = job.centres + node * features;
    const double *reach = job.reach + node * job.kinds;
    for (uint64_t at = node * job.rows + from; at < node * job.rows + to; at++, drawn += width) {
      uint32_t attack = 0;
      // Words and reaches are integers that a double holds, so this compares integers.
      for (uint32_t k = job.kinds; k > 0; k--) attack = *drawn < reach[k - 1] ? k : attack;
      job.attacks[at] = uint8_t(attack);
      const int32_t *shift = shifts.data() + attack * size_t{features};
      uint16_t *record = job.records + at * features;
      for (uint32_t f = 0; f < features; f++) {
        const int64_t value = int64_t{centre[f]} + job.table[halfOf(drawn + 1, f)] + shift[f];
        record[f] = uint16_t(std::clamp(value, int64_t{0}, int64_t{0xffff}));
      }
    }
  });
}

}  // namespace starling
