/**
 * What the forest kernels work on; shapes and rules are those of kernels/kernels.ts and kernels/forest.
 *
 * Functions in headers are static: each instruction set compiles its own, and the linker must not put one in the place
 * of another.
 */
#pragma once
#include <cstdint>

#include "random.h"

namespace starling {

constexpr uint32_t pathUnit = 256;
/** A branch that ends early: feature 0, and every u16 is at most 65535. */
constexpr uint32_t passLeft = 0xffff;
constexpr uint32_t attempts = 16;

/** Rows that a tree is grown on, column by column, [features, capacity]: see `capacityFor`. */
struct Sample {
  uint32_t rows;
  uint32_t capacity;
  uint32_t features;
  uint16_t *columns;
  /** [features] smallest and largest value. */
  uint16_t *low;
  uint16_t *high;
};

/** One tree to grow: `split` and `leaf` are its own 2^height entries. */
struct Growth {
  const Sample *sample;
  const Address *address;
  const uint16_t *averagePath;
  uint32_t tree;
  uint32_t height;
  uint32_t *split;
  uint16_t *leaf;
  /** Where given, row i of the sample adds its path length to entry i. */
  uint32_t *paths;
};

/** Rows to walk down a forest: `split` and `leaf` are the forest's; `out` is set, one entry a row. */
struct Walk {
  const uint32_t *split;
  const uint16_t *leaf;
  uint32_t trees, height, features;
  const uint16_t *records;
  uint32_t rows;
  uint32_t *out;
};

static inline uint32_t splitDraw(uint32_t tree, uint32_t attempt, uint32_t height, uint32_t heap) {
  return ((tree * attempts + attempt) << height) + heap;
}

static inline uint32_t thresholdOf(uint32_t word, uint32_t minimum, uint32_t maximum) {
  return minimum + (((word & 0xffff) * (maximum - minimum)) >> 16);
}

static inline uint32_t featureOf(uint32_t word, uint32_t features) { return ((word >> 16) * features) >> 16; }

struct Split {
  bool found;
  uint32_t word, feature, minimum, maximum;
};

/**
 * Where the feature first drawn is constant in a node: attempts 1 … 15, then the next feature that is not.
 * `range(feature, minimum, maximum)` finds the values of the node's rows.
 */
template <class Range>
static Split redraw(const Growth &job, uint32_t heap, Range range) {
  const Sample &sample = *job.sample;
  Split split{true, 0, 0, 0, 0};
  const auto varies = [&](uint32_t feature) {
    split.feature = feature;
    if (sample.low[feature] >= sample.high[feature]) return false;
    range(feature, split.minimum, split.maximum);
    return split.minimum < split.maximum;
  };
  for (uint32_t attempt = 1; attempt < attempts; attempt++) {
    const uint32_t draw = splitDraw(job.tree, attempt, job.height, heap);
    uint32_t words[4];
    drawBlock(*job.address, draw >> 2, words);
    split.word = words[draw & 3];
    if (varies(featureOf(split.word, sample.features))) return split;
  }
  const uint32_t last = split.feature;
  for (uint32_t i = 1; i < sample.features; i++) {
    if (varies((last + i) % sample.features)) return split;
  }
  split.found = false;
  return split;
}

}  // namespace starling
