/** Merging rows into memories, shared out by slot. See kernels/strongest.ts. */
#include "strongest.h"

#include <algorithm>
#include <cstring>

#include "pieces.h"

namespace starling {
namespace {

/** Rows of a unit of work: some microseconds. */
constexpr uint64_t unitWork = 1 << 10;

/** What may stay in one memory. */
struct Candidates {
  /** Path sum and place in `rows`, so that the earlier of equals comes first. */
  std::vector<uint64_t> keys;
  /** The `held` first are places in the memory, the others incoming rows. */
  std::vector<uint32_t> rows;
  uint32_t held;
  std::vector<uint8_t> moved;

  void clear() {
    keys.clear();
    rows.clear();
  }
  void add(uint32_t sum, uint32_t row) {
    keys.push_back(uint64_t{sum} << 32 | rows.size());
    rows.push_back(row);
  }
};

void merge(const StrongestJob &job, uint32_t group, Candidates &candidates) {
  const uint32_t slot = job.groups.slots[group], start = job.groups.starts[group];
  const size_t first = size_t{slot} * job.capacity;
  uint32_t *sums = job.sums + first;
  candidates.clear();
  for (uint32_t i = 0; i < job.counts[slot]; i++) {
    if (job.keep == nullptr || job.keep[first + i] != 0) candidates.add(sums[i], i);
  }
  candidates.held = uint32_t(candidates.rows.size());
  for (uint32_t i = 0; i < job.groups.lengths[group]; i++) {
    if (job.gate == nullptr || job.gate[start + i] != 0) candidates.add(job.pathSums[start + i], start + i);
  }
  auto &[keys, rows, held, moved] = candidates;
  // What is remembered is in order already.
  if (rows.size() == held && held == job.counts[slot]) return;
  const uint32_t stay = std::min(job.capacity, uint32_t(keys.size()));
  std::partial_sort(keys.begin(), keys.begin() + stay, keys.end());
  for (const Attribute &attribute : job.attributes) {
    const size_t size = attribute.row;
    uint8_t *stored = attribute.stored + first * size;
    moved.resize(stay * size);
    for (uint32_t i = 0; i < stay; i++) {
      const uint32_t place = uint32_t(keys[i]);
      const uint8_t *from = place < held ? stored : attribute.incoming;
      std::memcpy(moved.data() + i * size, from + rows[place] * size, size);
    }
    if (stay > 0) std::memcpy(stored, moved.data(), moved.size());
  }
  for (uint32_t i = 0; i < stay; i++) sums[i] = uint32_t(keys[i] >> 32);
  job.counts[slot] = stay;
}

}  // namespace

void strongest(const StrongestJob &job, Pool &pool, uint32_t threads) {
  const auto rows = [&](uint32_t g) { return job.groups.lengths[g] + uint64_t{job.counts[job.groups.slots[g]]} + 1; };
  shareOut(job.groups.count, unitWork, pool, threads, rows, [&](uint32_t from, uint32_t to) {
    thread_local Candidates candidates;
    for (uint32_t group = from; group < to; group++) merge(job, group, candidates);
  });
}

}  // namespace starling
