/** Tallies: proposals are shared out. */
#include "tally.h"

#include <atomic>
#include <stdexcept>
#include <string>

#include "pieces.h"

namespace starling {
namespace {

struct Sums {
  uint64_t confirmed = 0, rejected = 0;
};

Sums countOf(const uint8_t *votes, uint32_t voters) {
  // So few at a time that their sum is a byte, which makes a vector of many lanes.
  constexpr uint32_t most = 240;
  Sums sums;
  for (uint32_t start = 0; start < voters;) {
    const uint32_t end = voters - start < most ? voters : start + most;
    uint8_t confirmed = 0, rejected = 0;
    for (uint32_t v = start; v < end; v++) {
      confirmed = uint8_t(confirmed + (votes[v] == confirm));
      rejected = uint8_t(rejected + (votes[v] == reject));
    }
    sums.confirmed += confirmed;
    sums.rejected += rejected;
    start = end;
  }
  return sums;
}

/** Sums of fewer than 2^32 weights fit 64 bits. */
Sums weightOf(const uint8_t *votes, const uint32_t *weights, uint32_t voters) {
  Sums sums;
  for (uint32_t v = 0; v < voters; v++) {
    // By masks of all bits or none: a branch would be mispredicted as often as votes differ.
    sums.confirmed += weights[v] & -uint32_t(votes[v] == confirm);
    sums.rejected += weights[v] & -uint32_t(votes[v] == reject);
  }
  return sums;
}

}  // namespace

void tally(const TallyJob &job, Pool &pool, uint32_t threads) {
  const uint64_t voters = job.voters;
  const uint64_t most = std::max(uint64_t{1}, (1 << 14) / std::max(uint64_t{1}, voters));
  std::atomic<uint32_t> refused{job.proposals};
  inPieces(pool, threads, 1, job.proposals, most, [&](uint64_t, uint64_t from, uint64_t to) {
    for (uint64_t p = from; p < to; p++) {
      const uint8_t *votes = job.votes + p * voters;
      const Sums sums = job.weights == nullptr ? countOf(votes, job.voters) : weightOf(votes, job.weights, job.voters);
      if (std::max(sums.confirmed, sums.rejected) > 0xffffffff) {
        // The first is named, whoever finds it.
        uint32_t known = refused;
        while (p < known && !refused.compare_exchange_weak(known, uint32_t(p))) continue;
        continue;
      }
      job.confirms[p] = uint32_t(sums.confirmed);
      job.rejects[p] = uint32_t(sums.rejected);
    }
  });
  if (refused < job.proposals) {
    throw std::out_of_range("The weights of the votes on proposal " + std::to_string(refused) +
                            " sum to more than 2^32 − 1");
  }
}

}  // namespace starling
