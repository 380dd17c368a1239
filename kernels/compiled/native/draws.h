/** Kernels that draw: see kernels/random/fill.ts and kernels/traffic.ts. */
#pragma once
#include <vector>

#include "implementation.h"
#include "pool.h"

namespace starling {

/** Variates in the table of the inverse normal distribution, one for each value of 16 bits. */
constexpr uint32_t normalEntries = 1 << 16;

/** Agents that draw from the same stream in the same step: `address` is complete but for the agent. */
struct Drawing {
  Address address;
  const uint32_t *agents;
  uint64_t count;
  /** How many values each agent gets. */
  uint64_t draws;
};

struct RandomBitsJob {
  Drawing drawing;
  uint32_t *out;
};

struct NormalsJob {
  Drawing drawing;
  const int16_t *table;
  int16_t *out;
};

struct TrafficJob {
  Address address;
  uint32_t features, rows, kinds;
  uint64_t nodes;
  const int32_t *centres, *shifts;
  const double *reach;
  const int16_t *table;
  uint16_t *records;
  uint8_t *attacks;
};

/** Words in memory of their own. */
class Words {
 public:
  /** Words of draws `first` … `first + count − 1` of an address, until the next are taken. */
  const uint32_t *take(const Implementation &with, const Address &address, uint64_t first, uint32_t count) {
    const uint32_t skip = first % 4, block = uint32_t(first / 4);
    const uint32_t blocks = uint32_t((uint64_t{skip} + count + 3) / 4);
    words_.resize((size_t{blocks} + 15) / 16 * 64);
    // A vector's worth of blocks is drawn at a time, which for a few is more than it takes one by one.
    if (blocks > 2) with.draw(address, block, blocks, words_.data());
    else for (uint32_t b = 0; b < blocks; b++) drawBlock(address, block + b, words_.data() + 4 * b);
    return words_.data() + skip;
  }

 private:
  std::vector<uint32_t> words_;
};

/** Half i of words, the low half of a word first. */
static inline uint32_t halfOf(const uint32_t *words, uint64_t i) { return (words[i / 2] >> (i % 2 * 16)) & 0xffff; }

void randomBits(const RandomBitsJob &, const Implementation &, Pool &, uint32_t threads);
void normals(const NormalsJob &, const Implementation &, Pool &, uint32_t threads);
void traffic(const TrafficJob &, const Implementation &, Pool &, uint32_t threads);

}  // namespace starling
