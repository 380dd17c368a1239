/** Votes, as Node.js calls them. */
#include "comparing.h"
#include "votes.h"

namespace starling {

void castVotes(Arguments &arguments) {
  const Comparing run(arguments);
  const auto signatures = arguments.directions();
  const auto rows = arguments.directions();
  const Groups groups = arguments.groups();
  const auto periods = arguments.words();
  const auto gate = arguments.bytesOrNone();
  const double tolerated = arguments.real(), persistence = arguments.real();
  const auto prior = arguments.bytes(), out = arguments.bytes();
  const auto suspects = arguments.directionsOrNone();
  Groups held{};
  if (suspects.data != nullptr) {
    held = arguments.groups();
    if (held.count < groups.count) throw std::out_of_range("suspects are a group for each node");
    held.count = groups.count;
    if (rowsOf(held) * run.features > suspects.length) throw std::out_of_range("a group's rows lie outside the suspects");
  }
  const uint64_t windowRows = rowsOf(groups), proposals = signatures.length / run.features;
  if (windowRows * run.features > rows.length) throw std::out_of_range("a group's rows lie outside the windows");
  if (windowRows > periods.length) throw std::out_of_range("a group's rows lie outside the periods");
  if (gate.data != nullptr && windowRows > gate.length) throw std::out_of_range("a group's rows lie outside the gate");
  if (groups.count > 0 && proposals > std::min(prior.length, out.length) / groups.count) {
    throw std::out_of_range("votes are an entry for each proposal and node");
  }
  const Compared compared{groups, rows.data, run.features, signatures.data, uint32_t(proposals), run.bound, gate.data};
  castVotes({compared, periods.data, suspects.data, held, tolerated, persistence, prior.data, out.data}, *run.with,
            pool, run.threads);
}

}  // namespace starling
