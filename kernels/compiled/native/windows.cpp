/** Appending to windows and purging them, shared out by slot. See kernels/window.ts. */
#include "windows.h"

#include <algorithm>
#include <cstring>

#include "pieces.h"

namespace starling {
namespace {

/** Rows of a unit of work: some microseconds. */
constexpr uint64_t unitWork = 1 << 9;

void append(const WindowAppendJob &job, uint32_t group) {
  const Windows &windows = job.windows;
  const uint32_t slot = job.groups.slots[group], start = job.groups.starts[group];
  const size_t first = size_t{slot} * windows.capacity;
  uint32_t head = windows.heads[slot];
  uint64_t count = windows.counts[slot];
  for (uint32_t row = start; row < start + job.groups.lengths[group]; row++) {
    if (job.gate != nullptr && job.gate[row] == 0) continue;
    for (const Attribute &column : windows.columns) {
      std::memcpy(column.stored + (first + head) * column.row, column.incoming + row * column.row, column.row);
    }
    head = head + 1 == windows.capacity ? 0 : head + 1;
    count++;
  }
  windows.heads[slot] = head;
  windows.counts[slot] = uint32_t(std::min<uint64_t>(windows.capacity, count));
}

struct Kept {
  std::vector<uint32_t> positions;
  std::vector<uint8_t> moved;
};

/** Returns how many rows were dropped. */
uint32_t purge(const WindowPurgeJob &job, uint32_t slot, Kept &kept) {
  const Windows &windows = job.windows;
  const size_t first = size_t{slot} * windows.capacity;
  const uint32_t count = windows.counts[slot];
  uint32_t position = count == windows.capacity ? windows.heads[slot] : 0;
  auto &[positions, moved] = kept;
  positions.clear();
  for (uint32_t i = 0; i < count; i++) {
    if (job.drop[first + position] == 0) positions.push_back(position);
    position = position + 1 == windows.capacity ? 0 : position + 1;
  }
  const uint32_t stay = uint32_t(positions.size());
  if (stay == count) return 0;
  for (const Attribute &column : windows.columns) {
    const size_t size = column.row;
    uint8_t *stored = column.stored + first * size;
    moved.resize(stay * size);
    for (uint32_t i = 0; i < stay; i++) std::memcpy(moved.data() + i * size, stored + positions[i] * size, size);
    if (stay > 0) std::memcpy(stored, moved.data(), moved.size());
  }
  windows.counts[slot] = windows.heads[slot] = stay;
  return count - stay;
}

}  // namespace

void windowAppend(const WindowAppendJob &job, Pool &pool, uint32_t threads) {
  const auto rows = [&](uint32_t g) { return uint64_t{job.groups.lengths[g]} + 1; };
  shareOut(job.groups.count, unitWork, pool, threads, rows, [&](uint32_t from, uint32_t to) {
    for (uint32_t group = from; group < to; group++) append(job, group);
  });
}

void windowPurge(const WindowPurgeJob &job, Pool &pool, uint32_t threads) {
  const auto rows = [&](uint32_t s) { return uint64_t{job.windows.counts[job.slots[s]]} + 1; };
  shareOut(job.count, unitWork, pool, threads, rows, [&](uint32_t from, uint32_t to) {
    thread_local Kept kept;
    for (uint32_t s = from; s < to; s++) job.dropped[s] = purge(job, job.slots[s], kept);
  });
}

}  // namespace starling
