/** Unit directions of records in a frame: see kernels/directions.ts. */
#pragma once
#include "jobs.h"

namespace starling {

struct DirectionsJob {
  const uint16_t *records;
  uint32_t features;
  Groups groups;
  const uint16_t *centres, *spreads;
  int8_t *out;
};

void directions(const DirectionsJob &, Pool &, uint32_t threads);

}  // namespace starling
