/**
 * Comparing rows with blocks of signatures, several rows at once, so that a block is loaded once for all of them.
 * `Lanes` has an instruction set's 16 sums of 32 bits.
 */
#pragma once
#include <cstddef>

#include "matching.h"

namespace starling {

template <class Lanes>
struct Comparer {
  using Sums = typename Lanes::Sums;

  static void count(const Comparison &job, uint32_t *counts) {
    const Sums below = Lanes::all(job.bound - 1);
    for (uint32_t block = job.fromBlock; block < job.toBlock; block++) {
      Sums found = Lanes::load(counts + block * lanes);
      uint32_t row = 0;
      for (; row + Lanes::rows <= job.count; row += Lanes::rows) countRows<Lanes::rows>(job, block, row, below, found);
      for (; row < job.count; row++) countRows<1>(job, block, row, below, found);
      Lanes::store(counts + block * lanes, found);
    }
  }

  static void first(const Comparison &job, const uint16_t *applied, int32_t *found) {
    const Sums below = Lanes::all(job.bound - 1);
    uint32_t row = 0;
    for (; row + Lanes::rows <= job.count; row += Lanes::rows) firstOf<Lanes::rows>(job, row, below, applied, found);
    for (; row < job.count; row++) firstOf<1>(job, row, below, applied, found);
  }

 private:
  template <uint32_t side>
  static inline void multiply(const Comparison &job, uint32_t block, uint32_t row, Sums (&sums)[side]) {
    const int16_t *signatures = job.signatures + size_t{block} * job.pairs * lanes * 2;
    const int16_t *rows = job.rows + size_t{row} * job.pairs * 2;
    for (uint32_t i = 0; i < side; i++) sums[i] = Lanes::all(0);
    for (uint32_t pair = 0; pair < job.pairs; pair++) {
      const auto factors = Lanes::factors(signatures + pair * lanes * 2);
      for (uint32_t i = 0; i < side; i++) Lanes::add(sums[i], factors, rows + 2 * (size_t{i} * job.pairs + pair));
    }
  }

  template <uint32_t side>
  static inline void countRows(const Comparison &job, uint32_t block, uint32_t row, const Sums &below, Sums &found) {
    Sums sums[side];
    multiply<side>(job, block, row, sums);
    for (uint32_t i = 0; i < side; i++) Lanes::countAbove(found, sums[i], below);
  }

  template <uint32_t side>
  static inline void firstOf(const Comparison &job, uint32_t row, const Sums &below, const uint16_t *applied,
                             int32_t *found) {
    uint32_t open = 0;
    for (uint32_t i = 0; i < side; i++) open += found[row + i] < 0;
    for (uint32_t block = job.fromBlock; block < job.toBlock && open > 0; block++) {
      const uint32_t wanted = applied == nullptr ? 0xffff : applied[block];
      if (wanted == 0) continue;
      Sums sums[side];
      multiply<side>(job, block, row, sums);
      for (uint32_t i = 0; i < side; i++) {
        const uint32_t hits = Lanes::above(sums[i], below) & wanted;
        if (hits == 0 || found[row + i] >= 0) continue;
        found[row + i] = int32_t(block * lanes + uint32_t(__builtin_ctz(hits)));
        open--;
      }
    }
  }
};

}  // namespace starling
