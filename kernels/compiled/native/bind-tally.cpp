/** Tallies, as Node.js calls them. */
#include "bindings.h"
#include "tally.h"

namespace starling {

void tally(Arguments &arguments) {
  const Run run(arguments);
  const auto votes = arguments.bytes();
  const uint32_t proposals = arguments.count(), voters = arguments.count();
  const auto weights = arguments.wordsOrNone();
  const auto confirms = arguments.words(), rejects = arguments.words();
  if (!holds(votes.length, proposals, voters)) throw std::out_of_range("votes are an entry for each proposal and voter");
  if (weights.data != nullptr && voters > weights.length) throw std::out_of_range("a voter has no weight");
  if (proposals > confirms.length || proposals > rejects.length) throw std::out_of_range("a proposal has no sums");
  tally({votes.data, proposals, voters, weights.data, confirms.data, rejects.data}, pool, run.threads);
}

}  // namespace starling
