/** Signatures: each node's anomalous records, grouped by similarity. See kernels/matching/signatures.ts. */
#pragma once
#include "jobs.h"

namespace starling {

struct GroupSignaturesJob {
  const int8_t *rows;
  uint32_t features;
  const uint32_t *pathSums;
  /** [C] */
  const uint32_t *order;
  Groups groups;
  int32_t bound;
  uint32_t least;
  /** [C] */
  uint32_t *counts, *paths;
  /** [C, F] */
  int8_t *directions;
};

void groupSignatures(const GroupSignaturesJob &, const Implementation &, Pool &, uint32_t threads);

}  // namespace starling
