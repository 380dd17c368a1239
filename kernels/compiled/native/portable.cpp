/** Plain C++ for any processor. A tree is grown by moving row numbers, level by level, so its size does not matter. */
#include <cstring>
#include <vector>

#include "compare.h"
#include "implementation.h"
#include "walk.h"

namespace starling {
namespace {

struct Node {
  uint16_t heap, from, to;
};

struct Buffers {
  std::vector<uint16_t> rows, nextRows;
  std::vector<Node> nodes, nextNodes;
};

void addPaths(uint32_t *paths, const uint16_t *rows, uint32_t from, uint32_t to, uint32_t value) {
  for (uint32_t i = from; i < to; i++) paths[rows[i]] += value;
}

void grow(const Growth &job) {
  thread_local Buffers buffers;
  auto &[rows, nextRows, nodes, nextNodes] = buffers;
  const Sample &sample = *job.sample;
  const uint32_t height = job.height;
  const uint32_t size = 1u << height;
  for (uint32_t i = 0; i < size; i++) job.split[i] = passLeft;
  std::memset(job.leaf, 0, size * sizeof(uint16_t));
  if (sample.rows < 2) return;
  rows.resize(sample.rows);
  nextRows.resize(sample.rows);
  for (uint32_t i = 0; i < sample.rows; i++) rows[i] = uint16_t(i);
  nodes.assign(1, Node{1, 0, uint16_t(sample.rows)});
  uint32_t drawn[4], block = 0;
  bool first = true;
  for (uint32_t depth = 0; !nodes.empty(); depth++) {
    const uint32_t down = height - depth - 1;
    const uint32_t path = (depth + 1) * pathUnit;
    nextNodes.clear();
    for (const auto [heap, from, to] : nodes) {
      const auto range = [&](uint32_t feature, uint32_t &minimum, uint32_t &maximum) {
        const uint16_t *column = sample.columns + size_t{feature} * sample.capacity;
        minimum = 0xffff, maximum = 0;
        for (uint32_t i = from; i < to; i++) {
          const uint32_t value = column[rows[i]];
          minimum = value < minimum ? value : minimum;
          maximum = value > maximum ? value : maximum;
        }
      };
      const uint32_t draw = splitDraw(job.tree, 0, height, heap);
      if (first || draw >> 2 != block) drawBlock(*job.address, block = draw >> 2, drawn);
      first = false;
      Split split{true, drawn[draw & 3], 0, 0, 0};
      split.feature = featureOf(split.word, sample.features);
      range(split.feature, split.minimum, split.maximum);
      if (split.minimum == split.maximum) split = redraw(job, heap, range);
      if (!split.found) {
        const uint16_t value = uint16_t(depth * pathUnit + job.averagePath[to - from]);
        job.leaf[(heap << (height - depth)) - size] = value;
        if (job.paths != nullptr) addPaths(job.paths, rows.data(), from, to, value);
        continue;
      }
      const uint32_t threshold = thresholdOf(split.word, split.minimum, split.maximum);
      job.split[heap] = split.feature << 16 | threshold;
      // Each row is written to both ends and one of them counted: a branch would be mispredicted half the time.
      const uint16_t *column = sample.columns + size_t{split.feature} * sample.capacity;
      uint32_t middle = from, last = to - 1u;
      for (uint32_t i = from; i < to; i++) {
        const uint16_t row = rows[i];
        const uint32_t right = column[row] > threshold;
        nextRows[middle] = row;
        nextRows[last] = row;
        middle += 1 - right;
        last -= right;
      }
      const auto child = [&](uint32_t index, uint32_t begin, uint32_t end) {
        if (end - begin > 1 && down > 0) {
          nextNodes.push_back({uint16_t(index), uint16_t(begin), uint16_t(end)});
          return;
        }
        const uint16_t value = uint16_t(path + job.averagePath[end - begin]);
        job.leaf[(index << down) - size] = value;
        if (job.paths != nullptr) addPaths(job.paths, nextRows.data(), begin, end, value);
      };
      child(2u * heap, from, middle);
      child(2u * heap + 1, middle, to);
    }
    std::swap(rows, nextRows);
    std::swap(nodes, nextNodes);
  }
}

void draw(const Address &address, uint32_t first, uint32_t count, uint32_t *out) {
  for (uint32_t block = 0; block < count; block++) drawBlock(address, first + block, out + 4 * block);
}

struct Lanes {
  static constexpr uint32_t rows = 1;
  struct Sums {
    int32_t of[lanes];
  };
  static Sums all(int32_t value) {
    Sums sums;
    for (int32_t &sum : sums.of) sum = value;
    return sums;
  }
  static Sums load(const uint32_t *from) {
    Sums sums;
    std::memcpy(sums.of, from, sizeof sums.of);
    return sums;
  }
  static void store(uint32_t *to, const Sums &sums) { std::memcpy(to, sums.of, sizeof sums.of); }
  static const int16_t *factors(const int16_t *from) { return from; }
  static void add(Sums &sums, const int16_t *factors, const int16_t *pair) {
    for (uint32_t i = 0; i < lanes; i++) sums.of[i] += factors[2 * i] * pair[0] + factors[2 * i + 1] * pair[1];
  }
  static void countAbove(Sums &found, const Sums &sums, const Sums &below) {
    for (uint32_t i = 0; i < lanes; i++) found.of[i] += sums.of[i] > below.of[i];
  }
  static uint32_t above(const Sums &sums, const Sums &below) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < lanes; i++) bits |= uint32_t(sums.of[i] > below.of[i]) << i;
    return bits;
  }
};

bool supported() { return true; }

}  // namespace

const Implementation portable{"portable C++", supported, 4096, grow, walkRows, draw,
                              Comparer<Lanes>::count, Comparer<Lanes>::first};

}  // namespace starling
