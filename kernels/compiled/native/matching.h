/** What the comparisons of int8 rows with signatures work on; the rules are those of kernels/matching. */
#pragma once
#include <cstdint>

namespace starling {

/** Signatures that are compared side by side. */
constexpr uint32_t lanes = 16;

/**
 * Rows and signatures as pairs of neighbouring features, 16 bits each, so that one instruction multiplies both and adds
 * the products: |products| ≤ 2^14, so sums are exact in 32 bits up to 2^16 features. An odd last feature is paired with
 * zero, and a lane without a signature is zero: bounds are positive, so it never matches.
 */
struct Comparison {
  /** [count, pairs, 2] */
  const int16_t *rows;
  uint32_t count;
  uint32_t pairs;
  /** [blocks, pairs, lanes, 2] */
  const int16_t *signatures;
  /** Those of `signatures` to compare with. */
  uint32_t fromBlock, toBlock;
  /** 1 … 2^30 + 1: a pair matches when its sum of products reaches it. */
  int32_t bound;
};

}  // namespace starling
