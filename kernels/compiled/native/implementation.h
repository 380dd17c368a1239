/** What an instruction set implements. */
#pragma once
#include "forest.h"
#include "matching.h"

namespace starling {

/** One set of implementations; all of them give the same bits. */
struct Implementation {
  const char *name;
  bool (*supported)();
  /** Leaves of the largest tree that `grow` takes. */
  uint32_t mostLeaves;
  void (*grow)(const Growth &);
  void (*walk)(const Walk &);
  /** Words of blocks `first` … `first + count − 1`; `out` has room for `count` rounded up to a multiple of 16. */
  void (*draw)(const Address &, uint32_t first, uint32_t count, uint32_t *out);
  /** Adds to each entry of `counts`, one a lane, how many rows match. */
  void (*count)(const Comparison &, uint32_t *counts);
  /**
   * Sets each entry of `found`, one a row, that is negative to the first lane that matches. A block has a bit a lane
   * in `applied`: lanes with 0 match nothing; all lanes apply where it is null.
   */
  void (*first)(const Comparison &, const uint16_t *applied, int32_t *found);
};

extern const Implementation portable;
#if defined(__x86_64__)
extern const Implementation avx2;
extern const Implementation avx512;
#endif

}  // namespace starling
