/** Memories: each slot remembers its strongest rows. See kernels/strongest.ts. */
#pragma once
#include <vector>

#include "attribute.h"
#include "jobs.h"

namespace starling {

struct StrongestJob {
  /** m */
  uint32_t capacity;
  /** [slots, m] */
  uint32_t *sums;
  /** [slots] */
  uint32_t *counts;
  const uint32_t *pathSums;
  Groups groups;
  /** One entry a row; may be null. */
  const uint8_t *gate;
  /** [slots, m]; may be null. */
  const uint8_t *keep;
  std::vector<Attribute> attributes;
};

void strongest(const StrongestJob &, Pool &, uint32_t threads);

}  // namespace starling
