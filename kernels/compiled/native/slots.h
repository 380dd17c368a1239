/** Checks of jobs that write to slots: every index once, before a kernel starts. */
#pragma once
#include "arguments.h"

namespace starling {

/** Refuses slots from `end` on, and slots named twice, which two threads would write to at once. */
inline void checkSlots(const uint32_t *slots, uint32_t count, uint64_t end) {
  bool ascending = true;
  for (uint32_t i = 0; i < count; i++) {
    if (slots[i] >= end) throw std::out_of_range("a slot lies outside its columns");
    ascending = ascending && (i == 0 || slots[i - 1] < slots[i]);
  }
  if (ascending) return;
  std::vector<bool> named(end);
  for (uint32_t i = 0; i < count; i++) {
    if (named[slots[i]]) throw std::out_of_range("a slot is named twice");
    named[slots[i]] = true;
  }
}

/** Slots that `capacity` rows each fit into a column of so many rows. */
inline uint64_t slotsOf(uint64_t rows, uint32_t capacity) { return capacity == 0 ? ~uint64_t{0} : rows / capacity; }

/** Refuses groups whose rows lie outside a column that is there. */
template <class T>
void checkRows(uint64_t rows, const Arguments::Column<T> &column) {
  if (column.data != nullptr && rows > column.length) throw std::out_of_range("a group's rows lie outside a column");
}

inline uint64_t slotsOf(const std::vector<Attribute> &attributes, uint32_t capacity) {
  uint64_t slots = ~uint64_t{0};
  for (const Attribute &each : attributes) slots = std::min(slots, slotsOf(each.storedRows, capacity));
  return slots;
}

inline void checkRows(uint64_t rows, const std::vector<Attribute> &attributes) {
  for (const Attribute &each : attributes) {
    if (rows > each.incomingRows) throw std::out_of_range("a group's rows lie outside an attribute");
  }
}

}  // namespace starling
