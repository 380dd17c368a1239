/** Windows: each slot keeps its most recent rows in a ring. See kernels/window.ts. */
#pragma once
#include <vector>

#include "attribute.h"
#include "jobs.h"

namespace starling {

struct Windows {
  /** W */
  uint32_t capacity;
  /** [slots] */
  uint32_t *counts, *heads;
  /** The records, and what is kept beside them. */
  std::vector<Attribute> columns;
};

struct WindowAppendJob {
  Windows windows;
  Groups groups;
  /** One entry a row; may be null. */
  const uint8_t *gate;
};

struct WindowPurgeJob {
  Windows windows;
  const uint32_t *slots;
  uint32_t count;
  /** [slots, W] */
  const uint8_t *drop;
  uint32_t *dropped;
};

void windowAppend(const WindowAppendJob &, Pool &, uint32_t threads);
void windowPurge(const WindowPurgeJob &, Pool &, uint32_t threads);

}  // namespace starling
