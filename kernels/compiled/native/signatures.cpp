/** Grouping records into signatures, shared out by group. See kernels/matching/signatures.ts. */
#include "signatures.h"

#include <algorithm>

#include "direction.h"
#include "panel.h"
#include "pieces.h"

namespace starling {
namespace {

/** Products of a unit of work, in blocks of lanes: some microseconds. */
constexpr uint64_t unitWork = 1 << 14;

/** Leaders of a group with what their members add up to, in the order in which they were chosen. */
struct Clusters {
  explicit Clusters(uint32_t features) : panel(features) {}

  Panel panel;
  /** Places in the group. */
  std::vector<uint32_t> leaders;
  std::vector<uint32_t> members;
  std::vector<uint64_t> paths;
  /** [leaders, F] */
  std::vector<int32_t> sums;

  uint32_t add(uint32_t place, const int8_t *direction, uint32_t features) {
    panel.add(direction);
    leaders.push_back(place);
    members.push_back(0);
    paths.push_back(0);
    sums.resize(sums.size() + features);
    return uint32_t(leaders.size() - 1);
  }
};

Clusters clustersOf(const GroupSignaturesJob &job, const Implementation &with, const uint32_t *order, uint32_t length) {
  const uint32_t features = job.features;
  Clusters clusters(features);
  std::vector<int16_t> values(2 * size_t{pairsOf(features)});
  for (uint32_t i = 0; i < length; i++) {
    const int8_t *direction = job.rows + size_t{order[i]} * features;
    std::copy_n(direction, features, values.data());
    int32_t found = -1;
    with.first(clusters.panel.with(values.data(), 1, job.bound), nullptr, &found);
    const uint32_t at = found < 0 ? clusters.add(i, direction, features) : uint32_t(found);
    int32_t *sum = clusters.sums.data() + size_t{at} * features;
    for (uint32_t f = 0; f < features; f++) sum[f] += direction[f];
    clusters.members[at]++;
    clusters.paths[at] += job.pathSums[order[i]];
  }
  return clusters;
}

void sign(const GroupSignaturesJob &job, const Implementation &with, uint32_t group) {
  const uint32_t first = job.groups.starts[group], length = job.groups.lengths[group];
  const size_t features = job.features;
  const Clusters clusters = clustersOf(job, with, job.order + first, length);
  std::fill_n(job.counts + first, length, 0);
  std::fill_n(job.paths + first, length, 0);
  std::fill_n(job.directions + first * features, length * features, int8_t{0});
  for (size_t l = 0; l < clusters.leaders.size(); l++) {
    const uint32_t members = clusters.members[l];
    if (members < job.least) continue;
    const size_t place = first + clusters.leaders[l];
    int8_t *direction = job.directions + place * features;
    writeDirection(clusters.sums.data() + l * features, job.features, direction);
    if (std::all_of(direction, direction + features, [](int8_t q) { return q == 0; })) continue;
    job.counts[place] = members;
    job.paths[place] = uint32_t(clusters.paths[l] / members);
  }
}

}  // namespace

void groupSignatures(const GroupSignaturesJob &job, const Implementation &with, Pool &pool, uint32_t threads) {
  const auto products = [&](uint32_t g) {
    const uint64_t length = job.groups.lengths[g];
    return (length / lanes + 1) * length * pairsOf(job.features);
  };
  shareOut(job.groups.count, unitWork, pool, threads, products, [&](uint32_t from, uint32_t to) {
    for (uint32_t group = from; group < to; group++) sign(job, with, group);
  });
}

}  // namespace starling
