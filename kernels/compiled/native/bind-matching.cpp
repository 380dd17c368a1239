/** Comparisons of directions, as Node.js calls them. */
#include "comparing.h"

namespace starling {
namespace {

/** What comparisons with signatures begin with. */
struct Matching : Comparing {
  Compared compared;
  uint64_t rows;

  explicit Matching(Arguments &arguments) : Comparing(arguments) {
    const auto values = arguments.directions();
    const Groups groups = arguments.groups();
    const auto signatures = arguments.directions();
    const auto gate = arguments.bytesOrNone();
    rows = rowsOf(groups);
    if (rows * features > values.length) throw std::out_of_range("a group's rows lie outside the rows");
    if (gate.data != nullptr && rows > gate.length) throw std::out_of_range("a group's rows lie outside the gate");
    compared = {groups, values.data, features, signatures.data, uint32_t(signatures.length / features), bound, gate.data};
  }
};

}  // namespace

void matchCounts(Arguments &arguments) {
  const Matching job(arguments);
  const auto out = arguments.words();
  if (uint64_t{job.compared.groups.count} * job.compared.count > out.length) {
    throw std::out_of_range("counts are an entry for each group and signature");
  }
  matchCounts({job.compared, out.data}, *job.with, pool, job.threads);
}

void firstMatch(Arguments &arguments) {
  const Matching job(arguments);
  const auto applies = arguments.bytes();
  const auto out = arguments.integers();
  const Groups &groups = job.compared.groups;
  for (uint32_t g = 0; g < groups.count; g++) {
    if ((groups.slots[g] + uint64_t{1}) * job.compared.count > applies.length) {
      throw std::out_of_range("a group's slot lies outside the applied signatures");
    }
  }
  if (job.rows > out.length) throw std::out_of_range("a group's rows lie outside the matches");
  firstMatch({job.compared, applies.data, out.data}, *job.with, pool, job.threads);
}

void leaderClusters(Arguments &arguments) {
  const Comparing job(arguments);
  const auto rows = arguments.directions();
  const auto out = arguments.integers();
  const size_t count = rows.length / job.features;
  if (count > out.length || count > 0x7fffffff) throw std::out_of_range("leaders are an entry for each row");
  leaderClusters({rows.data, uint32_t(count), job.features, job.bound, out.data}, *job.with, pool, job.threads);
}

}  // namespace starling
