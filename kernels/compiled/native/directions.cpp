/** Unit directions: blocks of rows are shared out. */
#include "directions.h"

#include <cstdlib>

#include "direction.h"
#include "pieces.h"

namespace starling {
namespace {

constexpr uint32_t unit = 64, limit = 6 * unit, norm = directionNorm;
// So the sum of squares never reaches the 2^52 that the reference refuses.
static_assert(uint64_t{limit} * limit << 32 < uint64_t{1} << squaresEnd, "squares of 2^32 features are too large");

/**
 * ⌈2^bits / d⌉ or one more: (n · reciprocal) >> bits is ⌊n / d⌋ wherever n · d < 2^bits (Granlund and Montgomery,
 * "Division by invariant integers using multiplication", PLDI 1994).
 */
template <int bits>
uint64_t reciprocalOf(uint32_t d) { return (uint64_t{1} << bits) / d + 1; }

/** Deviations in units are below 2^22 and spreads below 2^16. */
constexpr int spreadBits = 38;
/** Twice the root is below 2^26, and twice the norm times a size, with half of that, below 2^25. */
constexpr int rootBits = 52;

std::vector<uint64_t> reciprocalsOf(const uint16_t *spreads, uint32_t features) {
  std::vector<uint64_t> reciprocals(features);
  for (uint32_t f = 0; f < features; f++) {
    // No spread is 0; were one, a quotient would be as large as it may be, as the reference has it, and not a trap.
    const uint64_t largest = uint64_t{limit / unit} << spreadBits;
    reciprocals[f] = spreads[f] == 0 ? largest : reciprocalOf<spreadBits>(spreads[f]);
  }
  return reciprocals;
}

/** `size` or its opposite, without a branch, which would be mispredicted every other time. */
int32_t signedBy(int32_t sign, int32_t size) {
  const int32_t mask = sign < 0 ? -1 : 0;
  return (size ^ mask) - mask;
}

/**
 * One row; `z` is room for its features. As `writeDirection` of direction.h, but deviations are short enough for
 * reciprocals to take the place of its divisions.
 */
void writeClipped(const uint16_t *__restrict record, const uint16_t *__restrict centre,
                  const uint64_t *__restrict reciprocals, uint32_t features, int32_t *__restrict z,
                  int8_t *__restrict out) {
  uint64_t squares = 0;
  for (uint32_t f = 0; f < features; f++) {
    const int32_t deviation = int32_t(record[f]) - int32_t(centre[f]);
    const uint64_t quotient = uint64_t(std::abs(deviation)) * unit * reciprocals[f] >> spreadBits;
    const int32_t size = int32_t(std::min(quotient, uint64_t{limit}));
    squares += uint32_t(size * size);
    z[f] = signedBy(deviation, size);
  }
  if (squares == 0) {
    std::fill_n(out, features, 0);
    return;
  }
  // The power of four that brings the squares to 2^26 or above.
  const int below = squaresFrom + 1 - (64 - __builtin_clzll(squares));
  const int shift = below > 0 ? (below + 1) / 2 : 0;
  // The one float here: a root is correctly rounded, so its floor is the integer root of any integer below 2^52.
  const uint64_t root = uint64_t(std::sqrt(double(squares << 2 * shift)));
  // ⌊(2 · norm · size + root) / (2 · root)⌋ for sizes shifted so.
  const uint64_t reciprocal = reciprocalOf<rootBits>(uint32_t(2 * root));
  const uint64_t each = (uint64_t{2 * norm} << shift) * reciprocal, half = root * reciprocal;
  for (uint32_t f = 0; f < features; f++) {
    const int32_t rounded = int32_t((uint64_t(std::abs(z[f])) * each + half) >> rootBits);
    out[f] = int8_t(signedBy(z[f], rounded));
  }
}

}  // namespace

void directions(const DirectionsJob &job, Pool &pool, uint32_t threads) {
  constexpr uint32_t most = 256;
  // Values: some 70 µs of one core.
  constexpr uint64_t unitWork = 1 << 14;
  const uint32_t features = job.features;
  const std::vector<uint64_t> reciprocals = reciprocalsOf(job.spreads, features);
  const std::vector<Piece> pieces = piecesOf(job.groups, most);
  bool apart = true;
  uint64_t last = 0;
  for (const Piece &piece : pieces) {
    apart = apart && piece.start >= last;
    last = piece.start + piece.rows;
  }
  // Where groups have rows in common, the last of them decides: one thread takes them in order.
  const auto values = [&](uint32_t p) { return uint64_t{pieces[p].rows} * features; };
  shareOut(uint32_t(pieces.size()), unitWork, pool, apart ? threads : 1, values, [&](uint32_t from, uint32_t to) {
    thread_local std::vector<int32_t> z;
    z.resize(features);
    for (uint32_t p = from; p < to; p++) {
      const auto &[group, start, rows] = pieces[p];
      const uint16_t *centre = job.centres + size_t{job.groups.slots[group]} * features;
      for (uint64_t row = start; row < start + rows; row++) {
        const size_t at = row * features;
        writeClipped(job.records + at, centre, reciprocals.data(), features, z.data(), job.out + at);
      }
    }
  });
}

}  // namespace starling
