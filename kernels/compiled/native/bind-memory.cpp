/** Memories, as Node.js calls them. */
#include "bindings.h"
#include "slots.h"
#include "strongest.h"

namespace starling {

void strongest(Arguments &arguments) {
  const Run run(arguments);
  const uint32_t capacity = arguments.number();
  const auto sums = arguments.words(), counts = arguments.words(), pathSums = arguments.words();
  const Groups groups = arguments.groups();
  const auto gate = arguments.bytesOrNone(), keep = arguments.bytesOrNone();
  const auto attributes = arguments.attributes();
  const uint64_t rows = rowsOf(groups);
  if (rows > pathSums.length) throw std::out_of_range("a group's rows lie outside the path sums");
  checkRows(rows, gate);
  checkRows(rows, attributes);
  uint64_t slots = std::min(uint64_t{counts.length}, slotsOf(sums.length, capacity));
  if (keep.data != nullptr) slots = std::min(slots, slotsOf(keep.length, capacity));
  checkSlots(groups.slots, groups.count, std::min(slots, slotsOf(attributes, capacity)));
  for (uint32_t g = 0; g < groups.count; g++) {
    if (counts.data[groups.slots[g]] > capacity) throw std::out_of_range("a memory holds more rows than it has room for");
  }
  strongest({capacity, sums.data, counts.data, pathSums.data, groups, gate.data, keep.data, attributes}, pool,
            run.threads);
}

}  // namespace starling
