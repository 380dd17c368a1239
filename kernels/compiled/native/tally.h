/** Votes on proposals, counted: see kernels/tally.ts. */
#pragma once
#include "pool.h"

namespace starling {

/** As in kernels/tally.ts. */
enum Vote : uint8_t { abstain, confirm, reject, unreached };

struct TallyJob {
  const uint8_t *votes;
  uint32_t proposals, voters;
  /** May be null: 1 each. */
  const uint32_t *weights;
  uint32_t *confirms, *rejects;
};

/** @throws std::out_of_range where a sum passes 2^32 − 1 */
void tally(const TallyJob &, Pool &, uint32_t threads);

}  // namespace starling
