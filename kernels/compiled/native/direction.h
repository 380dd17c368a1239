/** The int8 unit direction of an integer vector: see `unitDirection` of kernels/directions.ts. */
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace starling {

constexpr uint32_t directionNorm = 127;
/** Sums of squares are brought to 2^26 or above before a root is taken, and stay below 2^52. */
constexpr int squaresFrom = 26, squaresEnd = 52;

/** Writes the direction of `vector` to `out`, both of `features` entries. Throws where Σ z² reaches 2^52. */
static inline void writeDirection(const int32_t *vector, uint32_t features, int8_t *out) {
  constexpr uint64_t least = uint64_t{1} << squaresFrom, most = uint64_t{1} << squaresEnd;
  uint64_t squares = 0;
  for (uint32_t f = 0; f < features; f++) {
    squares += uint64_t(int64_t{vector[f]} * vector[f]);
    if (squares >= most) throw std::range_error("A direction’s squared components sum to 2^52 or more");
  }
  if (squares == 0) {
    std::memset(out, 0, features);
    return;
  }
  double scale = 2 * directionNorm;
  while (squares < least) {
    squares *= 4;
    scale *= 2;
  }
  // Correctly rounded, so its floor is the integer root. All that follows are integers far below 2^53, and a quotient
  // of two such falls on an integer only where it is one.
  const double root = std::floor(std::sqrt(double(squares)));
  for (uint32_t f = 0; f < features; f++) {
    const double z = vector[f];
    out[f] = int8_t(int32_t((scale * z + std::copysign(root, z)) / (2 * root)));
  }
}

}  // namespace starling
