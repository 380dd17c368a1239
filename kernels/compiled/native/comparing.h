/** How comparisons run. */
#pragma once
#include "bindings.h"

namespace starling {

/** What every comparison begins with. */
struct Comparing : Run {
  uint32_t features;
  int32_t bound;

  explicit Comparing(Arguments &arguments) : Run(arguments) {
    features = arguments.number();
    if (features < 1 || features > 0x10000) throw std::out_of_range("a direction has 1 … 65536 features");
    const uint32_t least = arguments.number();
    if (least < 1 || least > (uint32_t{1} << 30) + 1) throw std::out_of_range("a bound is 1 … 2^30 + 1");
    bound = int32_t(least);
  }
};

}  // namespace starling
