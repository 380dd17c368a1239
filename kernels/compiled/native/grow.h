/**
 * Growing a tree of few rows with vectors of 16-bit lanes, one lane a row. Rows are never moved: each carries the heap
 * index of its node, and a node's rows are found by comparing all of them with it. `Lanes` is an instruction set.
 */
#pragma once
#include <cstring>
#include <utility>

#include "forest.h"

namespace starling {

template <class Lanes>
class Grower {
 public:
  static constexpr uint32_t mostLeaves = 1024;

  static void grow(const Growth &job) {
    // The number of vectors as a constant lets the compiler unroll the loops over them.
    const uint32_t vectors = (job.sample->rows + Lanes::width - 1) / Lanes::width;
    constexpr int unit = 32 / Lanes::width;
    if (vectors <= 1 * unit) growOn<1 * unit>(job, vectors);
    else if (vectors <= 2 * unit) growOn<2 * unit>(job, vectors);
    else if (vectors <= 4 * unit) growOn<4 * unit>(job, vectors);
    else if (vectors <= 8 * unit) growOn<8 * unit>(job, vectors);
    else growOn<0>(job, vectors);
  }

 private:
  /** Nodes of a level that are to be split. */
  struct Level {
    uint16_t heap[mostLeaves / 2 + 2];
    uint16_t count[mostLeaves / 2 + 2];
  };

  template <int constant>
  static void growOn(const Growth &job, uint32_t variable) {
    const uint32_t vectors = constant == 0 ? variable : constant;
    const Sample &sample = *job.sample;
    const uint32_t height = job.height;
    const uint32_t size = 1u << height;
    alignas(64) uint16_t nodes[mostLeaves];
    alignas(64) uint32_t drawn[mostLeaves + 64];
    uint16_t value[2 * mostLeaves];
    Level levels[2];
    Level *level = &levels[0], *next = &levels[1];

    for (uint32_t i = 0; i < size; i++) job.split[i] = passLeft;
    std::memset(job.leaf, 0, size * sizeof(uint16_t));
    if (sample.rows < 2) return;
    // A tree's draws begin with a block: there are sixteen attempts.
    Lanes::draw(*job.address, splitDraw(job.tree, 0, height, 0) >> 2, (size + 3) >> 2, drawn);
    for (uint32_t row = 0; row < vectors * Lanes::width; row++) nodes[row] = row < sample.rows ? 1 : 0;
    level->heap[0] = 1;
    level->count[0] = uint16_t(sample.rows);
    uint32_t count = 1;
    for (uint32_t depth = 0; count > 0; depth++) {
      const uint32_t down = height - depth - 1;
      const uint32_t path = (depth + 1) * pathUnit;
      uint32_t kept = 0;
      for (uint32_t n = 0; n < count; n++) {
        const uint32_t heap = level->heap[n];
        const uint32_t rows = level->count[n];
        uint32_t word = drawn[heap];
        uint32_t feature = featureOf(word, sample.features);
        uint32_t minimum, maximum;
        range<constant>(sample, nodes, vectors, heap, feature, minimum, maximum);
        if (minimum == maximum) {
          const Split split = redraw(job, heap, [&](uint32_t other, uint32_t &low, uint32_t &high) {
            range<constant>(sample, nodes, vectors, heap, other, low, high);
          });
          if (!split.found) {
            value[heap] = uint16_t(depth * pathUnit + job.averagePath[rows]);
            job.leaf[(heap << (height - depth)) - size] = value[heap];
            continue;
          }
          word = split.word, feature = split.feature, minimum = split.minimum, maximum = split.maximum;
        }
        const uint32_t threshold = thresholdOf(word, minimum, maximum);
        job.split[heap] = feature << 16 | threshold;
        const uint32_t right = divide<constant>(sample, nodes, vectors, heap, feature, threshold);
        const uint32_t left = rows - right;
        // Written for every child: what a child that is split further writes later goes to the same place.
        const uint16_t leftValue = uint16_t(path + job.averagePath[left]);
        const uint16_t rightValue = uint16_t(path + job.averagePath[right]);
        value[2 * heap] = leftValue;
        value[2 * heap + 1] = rightValue;
        job.leaf[((2 * heap) << down) - size] = leftValue;
        job.leaf[((2 * heap + 1) << down) - size] = rightValue;
        // Written for every child, counted for those that are to be split: a branch would be mispredicted.
        next->heap[kept] = uint16_t(2 * heap);
        next->count[kept] = uint16_t(left);
        kept += left > 1;
        next->heap[kept] = uint16_t(2 * heap + 1);
        next->count[kept] = uint16_t(right);
        kept += right > 1;
      }
      std::swap(level, next);
      count = down == 0 ? 0 : kept;
    }
    if (job.paths != nullptr) {
      for (uint32_t row = 0; row < sample.rows; row++) job.paths[row] += value[nodes[row]];
    }
  }

  /** Smallest and largest value of a feature in a node. */
  template <int constant>
  static inline void range(const Sample &sample, const uint16_t *nodes, uint32_t vectors, uint32_t heap,
                           uint32_t feature, uint32_t &minimum, uint32_t &maximum) {
    const uint16_t *column = sample.columns + size_t{feature} * sample.capacity;
    typename Lanes::Range range(heap);
#pragma GCC unroll 8
    for (uint32_t v = 0; v < (constant == 0 ? vectors : constant); v++) {
      range.take(nodes + v * Lanes::width, column + v * Lanes::width);
    }
    minimum = range.minimum();
    maximum = range.maximum();
  }

  /** Moves a node's rows to its children; returns how many went right. */
  template <int constant>
  static inline uint32_t divide(const Sample &sample, uint16_t *nodes, uint32_t vectors, uint32_t heap,
                                uint32_t feature, uint32_t threshold) {
    const uint16_t *column = sample.columns + size_t{feature} * sample.capacity;
    typename Lanes::Divide divide(heap, threshold);
#pragma GCC unroll 8
    for (uint32_t v = 0; v < (constant == 0 ? vectors : constant); v++) {
      divide.take(nodes + v * Lanes::width, column + v * Lanes::width);
    }
    return divide.right();
  }
};

}  // namespace starling
