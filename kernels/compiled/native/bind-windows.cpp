/** Windows, as Node.js calls them. */
#include "bindings.h"
#include "slots.h"
#include "windows.h"

namespace starling {
namespace {

/** What both begin with, without its columns. */
struct Rings : Run {
  Windows windows;
  uint64_t slots;

  explicit Rings(Arguments &arguments) : Run(arguments) {
    windows.capacity = arguments.number();
    if (windows.capacity == 0) throw std::out_of_range("a window has room for at least one row");
    const auto counts = arguments.words(), heads = arguments.words();
    windows.counts = counts.data;
    windows.heads = heads.data;
    slots = std::min(counts.length, heads.length);
  }

  void take(std::vector<Attribute> columns) {
    slots = std::min(slots, slotsOf(columns, windows.capacity));
    windows.columns = std::move(columns);
  }

  /** Refuses slots outside the columns, and windows in a state that appends and purges do not bring about. */
  void check(const uint32_t *of, uint32_t count) const {
    checkSlots(of, count, slots);
    for (uint32_t i = 0; i < count; i++) {
      if (windows.counts[of[i]] > windows.capacity || windows.heads[of[i]] >= windows.capacity) {
        throw std::out_of_range("a window's count or head lies outside the window");
      }
    }
  }
};

}  // namespace

void windowAppend(Arguments &arguments) {
  Rings rings(arguments);
  const Groups groups = arguments.groups();
  const auto gate = arguments.bytesOrNone();
  rings.take(arguments.attributes());
  const uint64_t rows = rowsOf(groups);
  checkRows(rows, gate);
  checkRows(rows, rings.windows.columns);
  rings.check(groups.slots, groups.count);
  windowAppend({rings.windows, groups, gate.data}, pool, rings.threads);
}

void windowPurge(Arguments &arguments) {
  Rings rings(arguments);
  const auto slots = arguments.words();
  const auto drop = arguments.bytes();
  const auto dropped = arguments.words();
  rings.take(arguments.attributes());
  rings.slots = std::min(rings.slots, slotsOf(drop.length, rings.windows.capacity));
  if (slots.length > dropped.length) throw std::out_of_range("dropped rows are an entry for each slot");
  rings.check(slots.data, uint32_t(slots.length));
  windowPurge({rings.windows, slots.data, uint32_t(slots.length), drop.data, dropped.data}, pool, rings.threads);
}

}  // namespace starling
