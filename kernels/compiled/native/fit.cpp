/** Fitting forests: which rows each tree is grown on, and how the work is shared out. See kernels/forest/fit.ts. */
#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>
#include <vector>

#include "jobs.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "Two random keys of 16 bits are read from a word in memory, low half first."
#endif

namespace starling {
namespace {

constexpr uint32_t subsampleBlocks = 0x80000000u;
constexpr uint32_t blocksOfTree = 1u << 21;

/** Values that begin at a cache line. */
class Lines {
 public:
  uint16_t *take(size_t length) {
    const size_t bytes = (length * sizeof(uint16_t) + 63) / 64 * 64;
    if (bytes > bytes_) {
      memory_.reset(new unsigned char[bytes + 64]);
      bytes_ = bytes;
    }
    const uintptr_t at = reinterpret_cast<uintptr_t>(memory_.get());
    return reinterpret_cast<uint16_t *>((at + 63) / 64 * 64);
  }

 private:
  std::unique_ptr<unsigned char[]> memory_;
  size_t bytes_ = 0;
};

/** Room for the vectors that are read for so many rows: one, two, four or eight of 32, or as many as it takes. */
uint32_t capacityFor(uint32_t rows) {
  uint32_t capacity = 32;
  while (capacity < rows && capacity < 256) capacity *= 2;
  return std::max(capacity, (rows + 31) / 32 * 32);
}

/** What a thread keeps between trees. */
struct Workspace {
  Lines columns;
  std::vector<uint16_t> low, high;
  std::vector<uint32_t> chosen, words, paths;
  Sample sample{};

  void load(const FitJob &job, uint32_t start, uint32_t rows, const uint32_t *of) {
    const uint32_t features = job.forests.features;
    sample.rows = rows;
    sample.features = features;
    sample.capacity = capacityFor(rows);
    sample.columns = columns.take(size_t{sample.capacity} * features);
    low.assign(features, 0xffff);
    high.assign(features, 0);
    sample.low = low.data();
    sample.high = high.data();
    for (uint32_t i = 0; i < rows; i++) {
      const uint16_t *record = job.records + (size_t{start} + (of == nullptr ? i : of[i])) * features;
      for (uint32_t f = 0; f < features; f++) {
        const uint16_t value = record[f];
        sample.columns[size_t{f} * sample.capacity + i] = value;
        low[f] = std::min(low[f], value);
        high[f] = std::max(high[f], value);
      }
    }
  }
};

/** The `rank`-th smallest of the values of a byte (from 1) by its count, and its rank among its equals. */
template <class ByteOf>
uint32_t select(const uint16_t *keys, uint32_t rows, uint32_t &rank, ByteOf byteOf) {
  uint32_t counts[257] = {};
  for (uint32_t row = 0; row < rows; row++) counts[byteOf(keys[row])]++;
  uint32_t bin = 0;
  while (counts[bin] < rank) rank -= counts[bin++];
  return bin;
}

/** The `size` rows with the smallest keys, ascending; see kernels/forest/subsample.ts. */
void subsample(const Address &address, const Implementation &with, uint32_t tree, uint32_t rows, uint32_t size,
               Workspace &space) {
  const uint32_t blocks = (rows + 7) / 8;
  space.words.resize(4 * ((size_t{blocks} + 15) / 16 * 16));
  space.chosen.resize(size + 1);
  with.draw(address, subsampleBlocks + tree * blocksOfTree, blocks, space.words.data());
  // Each word holds the keys of two rows, low half first.
  const uint16_t *keys = reinterpret_cast<const uint16_t *>(space.words.data());
  uint32_t rank = size;
  const uint32_t high = select(keys, rows, rank, [](uint32_t key) { return key >> 8; });
  const uint32_t low =
      select(keys, rows, rank, [&](uint32_t key) { return key >> 8 == high ? key & 0xff : 256u; });
  const uint32_t limit = high << 8 | low;
  uint32_t count = 0;
  for (uint32_t row = 0; count < size; row++) {
    const bool tied = keys[row] == limit && rank > 0;
    rank -= tied;
    space.chosen[count] = row;
    count += keys[row] < limit || tied;
  }
}

struct Unit {
  uint32_t group, firstTree, endTree;
};

void fitTrees(const FitJob &job, const Implementation &with, const Unit &unit, bool shared) {
  thread_local Workspace space;
  const auto &[trees, height, features, split, leaf] = job.forests;
  const size_t size = size_t{1} << height;
  const uint32_t slot = job.groups.slots[unit.group];
  const uint32_t start = job.groups.starts[unit.group];
  const uint32_t rows = job.groups.lengths[unit.group];
  const Address address{job.key0, job.key1, job.stream, slot, job.step};
  const bool all = rows <= job.subsample;
  const Implementation &grower = size <= with.mostLeaves ? with : portable;
  uint32_t *paths = nullptr;
  if (all) {
    space.load(job, start, rows, nullptr);
    if (job.pathLengths != nullptr) {
      if (shared) space.paths.assign(rows, 0);
      else std::fill_n(job.pathLengths + start, rows, 0u);
      paths = shared ? space.paths.data() : job.pathLengths + start;
    }
  }
  for (uint32_t tree = unit.firstTree; tree < unit.endTree; tree++) {
    if (!all) {
      subsample(address, with, tree, rows, job.subsample, space);
      space.load(job, start, job.subsample, space.chosen.data());
    }
    const size_t at = (size_t{slot} * trees + tree) * size;
    grower.grow({&space.sample, &address, job.averagePath, tree, height, split + at, leaf + at, paths});
  }
  if (!shared || paths == nullptr) return;
  for (uint32_t row = 0; row < rows; row++) {
    __atomic_fetch_add(job.pathLengths + start + row, paths[row], __ATOMIC_RELAXED);
  }
}

/** Whether groups may be worked on in any order: their slots differ, and their rows are apart and ascend. */
bool independent(const Groups &groups) {
  uint64_t end = 0;
  for (uint32_t g = 0; g < groups.count; g++) {
    if (groups.starts[g] < end) return false;
    end = uint64_t{groups.starts[g]} + groups.lengths[g];
  }
  std::vector<uint32_t> slots(groups.slots, groups.slots + groups.count);
  std::sort(slots.begin(), slots.end());
  return std::adjacent_find(slots.begin(), slots.end()) == slots.end();
}

}  // namespace

void fit(const FitJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  const Groups &groups = job.groups;
  const uint32_t trees = job.forests.trees;
  if (groups.count == 0) return;
  if (groups.count > 1 && !independent(groups)) {
    for (uint32_t g = 0; g < groups.count; g++) {
      FitJob one = job;
      one.groups = {groups.slots + g, groups.starts + g, groups.lengths + g, 1};
      fit(one, with, pool, threads);
    }
    return;
  }
  // A forest is one unit of work where there are enough of them, else some of its trees are.
  const uint32_t wanted = threads > 1 ? 4 * threads : 1;
  const uint32_t parts = groups.count >= wanted ? 1 : (wanted + groups.count - 1) / groups.count;
  const uint32_t part = std::max(1u, (trees + parts - 1) / parts);
  const bool shared = part < trees;
  std::vector<Unit> units;
  for (uint32_t g = 0; g < groups.count; g++) {
    for (uint32_t tree = 0; tree < trees; tree += part) units.push_back({g, tree, std::min(trees, tree + part)});
    if (job.pathLengths != nullptr && (shared || trees == 0)) {
      std::fill_n(job.pathLengths + groups.starts[g], groups.lengths[g], 0u);
    }
  }
  pool.run(uint32_t(units.size()), threads, [&](uint32_t unit) { fitTrees(job, with, units[unit], shared); });
  if (job.pathLengths == nullptr) return;
  // Groups larger than a subsample: no tree saw all of their rows.
  std::vector<uint32_t> slots, starts, lengths;
  for (uint32_t g = 0; g < groups.count; g++) {
    if (groups.lengths[g] <= job.subsample) continue;
    slots.push_back(groups.slots[g]);
    starts.push_back(groups.starts[g]);
    lengths.push_back(groups.lengths[g]);
  }
  const Groups large{slots.data(), starts.data(), lengths.data(), uint32_t(slots.size())};
  score({job.forests, large, job.records, job.pathLengths}, with, pool, threads);
}

}  // namespace starling
