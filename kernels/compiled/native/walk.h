/** Walking rows down a forest one by one, several side by side to hide the latency of the loads. */
#pragma once
#include "forest.h"

namespace starling {

template <int side>
static inline void walkTree(const Walk &job, const uint32_t *split, const uint16_t *leaf, uint32_t row) {
  const uint16_t *record[side];
  uint32_t heap[side];
  for (int i = 0; i < side; i++) {
    record[i] = job.records + size_t{row + i} * job.features;
    heap[i] = 1;
  }
  for (uint32_t depth = 0; depth < job.height; depth++) {
    for (int i = 0; i < side; i++) {
      const uint32_t packed = split[heap[i]];
      heap[i] = 2 * heap[i] + (record[i][packed >> 16] > (packed & 0xffff));
    }
  }
  const uint32_t size = 1u << job.height;
  for (int i = 0; i < side; i++) job.out[row + i] += leaf[heap[i] - size];
}

static inline void walkRows(const Walk &job) {
  constexpr uint32_t side = 8;
  const uint32_t size = 1u << job.height;
  for (uint32_t row = 0; row < job.rows; row++) job.out[row] = 0;
  for (uint32_t tree = 0; tree < job.trees; tree++) {
    const uint32_t *split = job.split + size_t{tree} * size;
    const uint16_t *leaf = job.leaf + size_t{tree} * size;
    uint32_t row = 0;
    for (; row + side <= job.rows; row += side) walkTree<side>(job, split, leaf, row);
    for (; row < job.rows; row++) walkTree<1>(job, split, leaf, row);
  }
}

}  // namespace starling
