/** Rows and signatures as the comparisons take them. Only for files that are compiled for any processor. */
#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

#include "matching.h"

namespace starling {

inline uint32_t pairsOf(uint32_t features) { return (features + 1) / 2; }

/** So many rows at most are compared at once that they stay in the first cache. */
inline uint32_t mostRows(uint32_t pairs) { return std::min(256u, std::max(16u, 4096 / pairs)); }

/** Signatures in blocks of lanes, [blocks, pairs, lanes, 2]. */
class Panel {
 public:
  explicit Panel(uint32_t features) : features_(features), pairs_(pairsOf(features)) {}

  void add(const int8_t *signature) {
    const uint32_t lane = count_++ % lanes;
    if (lane == 0) values_.resize(values_.size() + size_t{pairs_} * lanes * 2);
    int16_t *block = values_.data() + size_t{blocks() - 1} * pairs_ * lanes * 2;
    for (uint32_t f = 0; f < features_; f++) block[(f / 2 * lanes + lane) * 2 + f % 2] = signature[f];
  }

  uint32_t count() const { return count_; }
  uint32_t blocks() const { return (count_ + lanes - 1) / lanes; }

  Comparison with(const int16_t *rows, uint32_t count, int32_t bound, uint32_t fromBlock = 0) const {
    return {rows, count, pairs_, values_.data(), fromBlock, blocks(), bound};
  }

 private:
  uint32_t features_, pairs_, count_ = 0;
  std::vector<int16_t> values_;
};

/** [count, F] */
inline Panel panelOf(const int8_t *signatures, uint32_t count, uint32_t features) {
  Panel panel(features);
  for (uint32_t m = 0; m < count; m++) panel.add(signatures + size_t{m} * features);
  return panel;
}

/** A list of rows in pairs, [count, pairs, 2], and where each comes from. */
struct Chosen {
  std::vector<int16_t> values;
  std::vector<uint32_t> rows;

  void take(const int8_t *all, uint32_t features, const uint8_t *gate, uint32_t start, uint32_t count) {
    const uint32_t width = 2 * pairsOf(features);
    rows.clear();
    for (uint32_t row = start; row < start + count; row++) {
      if (gate == nullptr || gate[row] != 0) rows.push_back(row);
    }
    values.resize(rows.size() * width);
    if (rows.size() == count && width == features) {
      const int8_t *from = all + size_t{start} * features;
      for (size_t i = 0; i < values.size(); i++) values[i] = from[i];
      return;
    }
    int16_t *to = values.data();
    for (const uint32_t row : rows) {
      const int8_t *from = all + size_t{row} * features;
      for (uint32_t f = 0; f < features; f++) to[f] = from[f];
      if (width > features) to[features] = 0;
      to += width;
    }
  }
};

}  // namespace starling
