/** Signatures, as Node.js calls them. */
#include "comparing.h"
#include "signatures.h"

namespace starling {
namespace {

/** Refuses groups that overlap, whose places two threads would write to at once. */
void checkApart(const Groups &groups) {
  std::vector<std::pair<uint64_t, uint64_t>> spans;
  for (uint32_t g = 0; g < groups.count; g++) {
    // Sums of 32 bits hold as many int8.
    if (groups.lengths[g] >= uint32_t{1} << 24) throw std::out_of_range("a group has fewer than 2^24 candidates");
    if (groups.lengths[g] > 0) spans.emplace_back(groups.starts[g], uint64_t{groups.starts[g]} + groups.lengths[g]);
  }
  std::sort(spans.begin(), spans.end());
  for (size_t i = 1; i < spans.size(); i++) {
    if (spans[i].first < spans[i - 1].second) throw std::out_of_range("groups of candidates overlap");
  }
}

}  // namespace

void groupSignatures(Arguments &arguments) {
  const Comparing run(arguments);
  const auto rows = arguments.directions();
  const auto pathSums = arguments.words(), order = arguments.words();
  const Groups groups = arguments.groups();
  const uint32_t least = arguments.number();
  const auto counts = arguments.words(), paths = arguments.words();
  const auto directions = arguments.directions();
  checkApart(groups);
  const uint64_t places = rowsOf(groups);
  if (places > order.length) throw std::out_of_range("a group's places lie outside the order");
  if (places > counts.length || places > paths.length || places * run.features > directions.length) {
    throw std::out_of_range("a group's places lie outside the signatures");
  }
  const uint64_t end = std::min<uint64_t>(rows.length / run.features, pathSums.length);
  for (uint32_t g = 0; g < groups.count; g++) {
    const uint32_t *of = order.data + groups.starts[g];
    if (std::any_of(of, of + groups.lengths[g], [end](uint32_t row) { return row >= end; })) {
      throw std::out_of_range("a candidate lies outside the rows");
    }
  }
  groupSignatures({rows.data, run.features, pathSums.data, order.data, groups, run.bound, least, counts.data, paths.data,
                   directions.data},
                  *run.with, pool, run.threads);
}

}  // namespace starling
